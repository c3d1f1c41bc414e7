package dev.wharf.plan;

import dev.wharf.failure.Kind;
import dev.wharf.failure.Nearest;
import dev.wharf.failure.WharfException;
import dev.wharf.gate.Finding;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** plans/NAME/: plan.yaml, the files it names, and history/ beside them. */
public final class PlanFolder {

    /** A file of a plan is read whole, so it is bounded. */
    private static final long MAX_FILE_BYTES = 4 << 20;

    private final Path directory;
    private final PlanName name;

    private PlanFolder(Path plans, PlanName name) {
        this.directory = plans.resolve(name.value());
        this.name = name;
    }

    /** The folder of that name below {@code plans}, whether it is there or not. */
    public static PlanFolder of(Path plans, String name) {
        return new PlanFolder(plans, new PlanName(name));
    }

    /** @throws WharfException of kind USAGE with code {@code unknown-plan} where there is no such plan */
    public static PlanFolder existing(Path plans, String name) {
        if (PlanName.valid(name)) {
            PlanFolder folder = of(plans, name);
            if (folder.exists()) {
                return folder;
            }
        }
        List<String> names = names(plans);
        throw new WharfException(Kind.USAGE, "unknown-plan", "There is no plan named " + name + ".",
                Nearest.hint(name, names, names.isEmpty()
                        ? "Make one with `plan`."
                        : "The plans are " + String.join(", ", names) + "."));
    }

    /** The names of all plans, in the order of the alphabet. */
    public static List<String> names(Path plans) {
        if (!Files.isDirectory(plans)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(plans)) {
            return entries.filter(p -> Files.isRegularFile(p.resolve(PlanFile.NAME)))
                    .map(p -> p.getFileName().toString())
                    .filter(PlanName::valid)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw unreadable(plans, e);
        }
    }

    public String name() {
        return name.value();
    }

    public Path directory() {
        return directory;
    }

    public Path planFile() {
        return directory.resolve(PlanFile.NAME);
    }

    public boolean exists() {
        return Files.exists(planFile(), LinkOption.NOFOLLOW_LINKS);
    }

    public PlanHistory history() {
        return new PlanHistory(directory.resolve("history"));
    }

    /**
     * Reads plan.yaml and every file it names, once. What is wrong comes as findings of gate {@code plan}; an answer that an
     * author's class does not know yet is wrong too.
     */
    public FolderReading read() {
        FolderReading reading = readFiles();
        LoadedPlan loaded = reading.loaded();
        if (loaded == null) {
            return reading;
        }
        List<Finding> unknown = authored().map(a -> a.answersNotTakenUp(loaded)).orElse(List.of());
        return unknown.isEmpty() ? reading : new FolderReading(null, unknown);
    }

    /** As {@link #load}, also where answers were written into plan.yaml that the classes do not know yet. */
    public LoadedPlan loadToAnswer() {
        return readFiles().orThrow();
    }

    private FolderReading readFiles() {
        List<Finding> findings = new ArrayList<>();
        byte[] yaml = bytes(PlanFile.NAME, null, findings);
        String text = yaml == null ? null : utf8(PlanFile.NAME, null, yaml, findings);
        if (yaml == null || text == null) {
            return new FolderReading(null, findings);
        }
        PlanReading reading = PlanFile.read(text);
        Plan plan = reading.plan();
        if (plan == null) {
            return new FolderReading(null, reading.findings());
        }
        if (!plan.name().equals(name())) {
            findings.add(finding(null, PlanFile.NAME, "plan-name",
                    "The plan is named " + plan.name() + ", its folder " + name() + ".", "Give both the same name."));
        }
        Map<String, byte[]> bytes = new TreeMap<>();
        Map<String, String> texts = new TreeMap<>();
        bytes.put(PlanFile.NAME, yaml);
        for (Step step : plan.steps()) {
            for (String file : List.of(step.extract(), step.transform())) {
                byte[] content = bytes.containsKey(file) ? null : bytes(file, step.name(), findings);
                String decoded = content == null ? null : utf8(file, step.name(), content, findings);
                if (content != null && decoded != null) {
                    bytes.put(file, content);
                    texts.put(file, decoded);
                }
            }
        }
        return findings.isEmpty()
                ? new FolderReading(new LoadedPlan(plan, text, texts, PlanHash.over(bytes)), findings)
                : new FolderReading(null, findings);
    }

    /** @throws WharfException of kind USAGE where the plan cannot be read */
    public LoadedPlan load() {
        return read().orThrow();
    }

    /** @throws WharfException of kind USAGE where the plan cannot be read */
    public PlanHash hash() {
        return load().hash();
    }

    /**
     * Writes plan.yaml or a file that it names, as a whole.
     *
     * @throws IllegalArgumentException where the name could not stand in a plan
     */
    public void write(String file, String text) {
        if (!file.equals(PlanFile.NAME) && !file.matches(PlanRules.SQL_FILE) && !file.matches(PlanRules.JAVA_FILE)) {
            throw new IllegalArgumentException("no file of a plan is named " + file);
        }
        AtomicFile.write(directory.resolve(file), text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes a file that is no part of the plan, such as a prompt.
     *
     * @return where it lies
     */
    public Path writeBeside(String file, String text) {
        Path path = directory.resolve(file);
        AtomicFile.write(path, text.getBytes(StandardCharsets.UTF_8));
        return path;
    }

    /** Keeps what is there in history/, and removes the files that {@code keep} does not name. */
    public void retire(Instant at, Set<String> keep) {
        Map<String, String> old = new TreeMap<>();
        String yaml = text(PlanFile.NAME);
        if (yaml != null) {
            old.put(PlanFile.NAME, yaml);
            Plan plan = PlanFile.read(yaml).plan();
            Stream<Step> steps = plan == null ? Stream.of() : plan.steps().stream();
            steps.flatMap(s -> Stream.of(s.extract(), s.transform())).distinct().forEach(file -> {
                String text = text(file);
                if (text != null) {
                    old.put(file, text);
                }
            });
        }
        old.forEach((file, text) -> history().add(at, "replaced-" + file, text));
        for (String file : old.keySet()) {
            if (!keep.contains(file)) {
                try {
                    Files.deleteIfExists(directory.resolve(file));
                } catch (IOException e) {
                    throw AtomicFile.unwritable(directory.resolve(file), e);
                }
            }
        }
    }

    /** What the author remembered of this plan; empty where a person wrote it. */
    public Optional<Authored> authored() {
        return Authored.read(history().directory());
    }

    public void remember(Authored authored) {
        authored.write(history().directory());
    }

    /** The text of a file as it is now; null where it is not there or not UTF-8. */
    private @Nullable String text(String file) {
        List<Finding> findings = new ArrayList<>();
        byte[] bytes = bytes(file, null, findings);
        return bytes == null ? null : utf8(file, null, bytes, findings);
    }

    private byte @Nullable [] bytes(String file, @Nullable String step, List<Finding> findings) {
        Path path = directory.resolve(file);
        try {
            if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                findings.add(finding(step, file, "missing-file", path + " is not there.", "Write it, or name another file."));
            } else if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                findings.add(finding(step, file, "not-a-file", file + " is a link or a folder.",
                        "Put a plain file there: the hash covers what lies in the plan's own folder."));
            } else if (Files.size(path) > MAX_FILE_BYTES) {
                findings.add(finding(step, file, "file-too-large",
                        file + " has " + Files.size(path) + " bytes; a file of a plan has at most " + MAX_FILE_BYTES + ".",
                        "Make it smaller."));
            } else {
                return Files.readAllBytes(path);
            }
        } catch (IOException e) {
            findings.add(finding(step, file, "unreadable-file", file + " cannot be read.", "Check its permissions."));
        }
        return null;
    }

    private static @Nullable String utf8(String file, @Nullable String step, byte[] bytes, List<Finding> findings) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            findings.add(finding(step, file, "not-utf-8", file + " is not UTF-8.", "Save it as UTF-8."));
            return null;
        }
    }

    private static Finding finding(@Nullable String step, String file, String rule, String message, String next) {
        return new Finding("plan", step, file, null, null, rule, message, next);
    }

    private static WharfException unreadable(Path path, IOException cause) {
        return new WharfException(Kind.ENVIRONMENT, "plan-folder-unreadable", path + " cannot be read.",
                "Check its permissions.", cause);
    }
}
