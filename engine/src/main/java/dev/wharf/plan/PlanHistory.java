package dev.wharf.plan;

import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * plans/NAME/history/: what happened to a plan before anything may be written to the target, as small files that people and
 * programs read. The plan's hash does not cover it.
 */
public final class PlanHistory {

    /** The folder of what models were shown, and what they answered. */
    public static final String MODEL = "model";

    /** Where the talk with a model stood that led to the plan. */
    public static final String SETTLED = "conversation.json";

    /** Where a talk stands that has led to no plan yet. */
    public static final String UNDER_WAY = "underway.json";

    private static final String SHARED = MODEL + "/000-shared-columns.txt";

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

    /**
     * Keeps a text under a name of its own, replacing the one before.
     *
     * @param name below this folder, such as {@code model/001-request.json}
     */
    public Path keep(String name, String text) {
        return keep(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** As the other one, for bytes. */
    public Path keep(String name, byte[] bytes) {
        Path file = directory.resolve(name);
        AtomicFile.write(file, bytes);
        return file;
    }

    /** Keeps nothing any more under that name. */
    public void forget(String name) {
        Path file = directory.resolve(name);
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new WharfException(Kind.ENVIRONMENT, "plan-folder-unwritable", file + " cannot be removed.",
                    "Check its permissions.", e);
        }
    }

    /** Nothing is under way any more, and what led to the plan that stands is no talk with a model. */
    public void endConversation() {
        forget(UNDER_WAY);
        forget(SETTLED);
    }

    /** What is kept under that name. */
    public Optional<String> kept(String name) {
        Path file = directory.resolve(name);
        try {
            return Files.isRegularFile(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException e) {
            throw new WharfException(Kind.ENVIRONMENT, "plan-folder-unreadable", file + " cannot be read.",
                    "Check its permissions.", e);
        }
    }

    /** Columns of which models were shown values, as {@code table.column}. */
    public List<String> sharedColumns() {
        return kept(SHARED).map(text -> text.lines().toList()).orElse(List.of());
    }

    /** Remembers columns of which a model is about to be shown values, beside those that are known. */
    public void share(Collection<String> columns) {
        TreeSet<String> all = new TreeSet<>(sharedColumns());
        if (all.addAll(columns)) {
            keep(SHARED, String.join("\n", all) + "\n");
        }
    }

    /** The texts of what models were shown and what they answered, by name such as {@code model/001-plan-request.json}. */
    public Map<String, String> shownToModels() {
        Path folder = directory.resolve(MODEL);
        if (!Files.isDirectory(folder)) {
            return Map.of();
        }
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = MODEL + "/" + file.getFileName();
                kept(name).ifPresent(text -> texts.put(name, text));
            }
        } catch (IOException e) {
            throw new WharfException(Kind.ENVIRONMENT, "plan-folder-unreadable", folder + " cannot be read.",
                    "Check its permissions.", e);
        }
        return texts;
    }
}
