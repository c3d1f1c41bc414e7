package dev.wharf.plan;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * plans/NAME/history/: what happened to a plan before anything may be written to the target, as small files that people and
 * programs read. The plan's hash does not cover it.
 */
public final class PlanHistory {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Path directory;

    PlanHistory(Path directory) {
        this.directory = directory;
    }

    public Path directory() {
        return directory;
    }

    /**
     * Adds a record, such as a refusal with its findings.
     *
     * @param event lower case with dashes, such as {@code check-refused}
     * @param detail texts, numbers, booleans, lists, maps and records of them; no secret
     * @return the file, named by time and event
     */
    public Path record(Instant at, String event, Map<String, ?> detail) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("at", at.toString());
        document.put("event", event);
        document.putAll(detail);
        return add(at, event + ".json", JSON.writeValueAsString(document) + "\n");
    }

    /** Adds a text as it is, such as a class that was refused. {@code name} ends in the kind of file it is. */
    public Path add(Instant at, String name, String text) {
        String stamp = STAMP.format(at);
        Path file = directory.resolve(stamp + "-" + name);
        for (int again = 2; Files.exists(file); again++) {
            file = directory.resolve(stamp + "-" + again + "-" + name);
        }
        AtomicFile.write(file, text.getBytes(StandardCharsets.UTF_8));
        return file;
    }
}
