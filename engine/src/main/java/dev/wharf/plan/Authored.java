package dev.wharf.plan;

import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.gate.Finding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an author remembers of a plan it wrote, in history/authored.json: what it was asked, which answers its files know,
 * and the hashes of the files, by which a file that a person edited since is told.
 */
public record Authored(
        String author,
        List<String> tables,
        Map<String, String> where,
        @Nullable String reach,
        Map<String, String> answers,
        Map<String, String> files) {

    private static final String NAME = "authored.json";
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    public Authored {
        tables = List.copyOf(tables);
        where = Collections.unmodifiableMap(new LinkedHashMap<>(where));
        reach = reach == null ? "CONDITIONS" : reach;
        answers = Collections.unmodifiableMap(new TreeMap<>(answers));
        files = Collections.unmodifiableMap(new TreeMap<>(files));
    }

    /** How far the conditions reach, by the author's name for it. */
    @Override
    public String reach() {
        return Objects.requireNonNull(reach);
    }

    /** The hash by which a text is remembered. */
    public static String hash(String text) {
        return PlanHash.ofBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether a file is as the author left it. */
    public boolean wrote(String file, @Nullable String text) {
        return text != null && hash(text).equals(files.get(file));
    }

    /** Answers that stand in plan.yaml, while the class of their step is the author's and was written without them. */
    List<Finding> answersNotTakenUp(LoadedPlan loaded) {
        return loaded.plan().decisions().stream()
                .filter(d -> !d.open() && !String.valueOf(d.answer()).equals(answers.get(d.id())))
                .filter(d -> loaded.plan().steps().stream()
                        .filter(s -> d.step() == null || s.name().equals(d.step()))
                        .anyMatch(s -> wrote(s.transform(), loaded.files().get(s.transform()))))
                .map(d -> new Finding("plan", d.step(), PlanFile.NAME, null, null, "answer-not-taken-up",
                        "The answer to " + d.id() + " stands in plan.yaml, but the class was written without it.",
                        "Run `answer " + loaded.plan().name() + "`, which writes the class anew."))
                .toList();
    }

    static Optional<Authored> read(Path history) {
        Path file = history.resolve(NAME);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(Files.readString(file), Authored.class));
        } catch (IOException | JacksonException | NullPointerException e) {
            throw new WharfException(Kind.USAGE, "authored-unreadable", file + " cannot be read.",
                    "Remove it: the plan then counts as written by a person.", e);
        }
    }

    void write(Path history) {
        AtomicFile.write(history.resolve(NAME), (JSON.writeValueAsString(this) + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
