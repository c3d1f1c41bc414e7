package dev.wharf.approval;

import dev.wharf.plan.PlanFolder;
import dev.wharf.plan.PlanHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What plans/NAME/history/ says of approvals. It grants nothing, since anyone may write there; it only helps to tell a plan
 * that was never approved from one that is about to run against another database than the one it was approved for.
 */
final class ApprovalTrail {

    static final String EVENT = "approved";

    private ApprovalTrail() {}

    /** The target that these bytes were approved for last. */
    static Optional<String> otherTarget(PlanFolder folder, PlanHash hash) {
        Path directory = folder.history().directory();
        if (!Files.isDirectory(directory)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> latestFirst = files.filter(f -> f.getFileName().toString().endsWith("-" + EVENT + ".json"))
                    .sorted(Comparator.comparing((Path f) -> f.getFileName().toString()).reversed())
                    .toList();
            return latestFirst.stream().flatMap(f -> target(f, hash).stream()).findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> target(Path file, PlanHash hash) {
        try {
            JsonNode record = JsonMapper.shared().readTree(Files.readString(file));
            return record.path("hash").asString("").equals(hash.value())
                    ? Optional.of(record.path("targetIdentity").asString("")).filter(text -> !text.isBlank())
                    : Optional.empty();
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        }
    }
}
