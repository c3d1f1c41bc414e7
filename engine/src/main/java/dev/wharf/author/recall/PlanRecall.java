package dev.wharf.author.recall;

import dev.wharf.catalog.Column;
import dev.wharf.catalog.Schema;
import dev.wharf.catalog.Table;
import dev.wharf.failure.WharfException;
import dev.wharf.plan.Decision;
import dev.wharf.plan.LoadedPlan;
import dev.wharf.plan.MappingRule;
import dev.wharf.plan.PlanFile;
import dev.wharf.plan.PlanFolder;
import dev.wharf.plan.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the plans of one workspace teach. A plan counts while its history says that these very bytes were approved; that
 * record grants nothing, so a forged one can teach, and never approve.
 */
public final class PlanRecall implements Recall {

    /** What the request says weighs as much as this many mentions in the plan. */
    private static final int REQUEST_WEIGHT = 3;
    private static final Pattern FROM = Pattern.compile("\\bFROM\\s+(\"(?:[^\"]|\"\")*\"(?:\\.\"(?:[^\"]|\"\")*\")?|[\\w.]+)", Pattern.CASE_INSENSITIVE);

    private final List<LoadedPlan> approved;

    private PlanRecall(List<LoadedPlan> approved) {
        this.approved = approved;
    }

    /** Reads the approved plans in the folder of a workspace's plans; what cannot be read teaches nothing. */
    public static PlanRecall of(Path plans) {
        record Found(LoadedPlan plan, String at) {}
        List<Found> found = new ArrayList<>();
        for (String name : PlanFolder.names(plans)) {
            try {
                PlanFolder folder = PlanFolder.of(plans, name);
                LoadedPlan loaded = folder.loadToAnswer();
                approvedAt(folder.history().directory(), loaded).ifPresent(at -> found.add(new Found(loaded, at)));
            } catch (WharfException e) {
                continue;
            }
        }
        found.sort(Comparator.comparing(Found::at).reversed().thenComparing(f -> f.plan().plan().name()));
        return new PlanRecall(found.stream().map(Found::plan).toList());
    }

    private static Optional<String> approvedAt(Path history, LoadedPlan loaded) {
        if (!Files.isDirectory(history)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(history)) {
            return files.filter(f -> f.getFileName().toString().endsWith("-approved.json"))
                    .filter(f -> hash(f).equals(loaded.hash().value()))
                    .map(f -> f.getFileName().toString())
                    .max(Comparator.naturalOrder());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String hash(Path file) {
        try {
            JsonNode record = JsonMapper.shared().readTree(Files.readString(file));
            return record.path("hash").asString("");
        } catch (IOException | JacksonException e) {
            return "";
        }
    }

    @Override
    public List<Example> similarTo(String request, Schema source, Schema target, Predicate<String> shown) {
        Ranking ranking = new Ranking(approved.stream().map(PlanRecall::terms).toList());
        List<String> asked = new ArrayList<>(Terms.of(request));
        Stream.of(source, target).flatMap(s -> s.tables().stream()).forEach(t -> asked.addAll(terms(t)));
        record Scored(LoadedPlan plan, double score) {}
        List<Scored> scored = new ArrayList<>();
        for (int i = 0; i < approved.size(); i++) {
            double score = ranking.score(i, asked);
            if (score > 0) {
                scored.add(new Scored(approved.get(i), score));
            }
        }
        return scored.stream()
                .sorted(Comparator.comparingDouble(Scored::score).reversed())
                .map(s -> example(s.plan(), s.score(), shown))
                .toList();
    }

    private static Example example(LoadedPlan loaded, double score, Predicate<String> shown) {
        Placeholders placeholders = new Placeholders(loaded, shown);
        return new Example(loaded.plan().name(), score, placeholders.sentence(loaded.plan().request()),
                PlanFile.write(placeholders.plan(loaded.plan())), placeholders.files(loaded));
    }

    private static List<String> terms(LoadedPlan loaded) {
        List<String> terms = new ArrayList<>();
        for (int i = 0; i < REQUEST_WEIGHT; i++) {
            terms.addAll(Terms.of(loaded.plan().request()));
        }
        for (Step step : loaded.plan().steps()) {
            terms.addAll(Terms.of(sourceTable(loaded, step)));
            step.writes().forEach(w -> terms.addAll(Terms.of(w.table())));
            step.mapping().forEach(r -> {
                terms.addAll(Terms.of(r.target()));
                r.from().forEach(f -> terms.addAll(Terms.of(f)));
            });
        }
        return terms;
    }

    private static List<String> terms(Table table) {
        List<String> terms = new ArrayList<>(Terms.of(table.name().toString()));
        table.columns().stream().map(Column::name).forEach(c -> terms.addAll(Terms.of(c)));
        return terms;
    }

    @Override
    public Optional<Remembered> column(String sourceTable, String targetTable, String targetColumn) {
        for (LoadedPlan loaded : approved) {
            for (Step step : loaded.plan().steps()) {
                if (!sourceTable(loaded, step).equals(sourceTable)) {
                    continue;
                }
                for (MappingRule rule : step.mapping()) {
                    String table = rule.table() == null ? step.ownWrite().table() : rule.table();
                    if (table.equals(targetTable) && rule.target().equals(targetColumn) && rule.from().size() == 1) {
                        return Optional.of(new Remembered(rule.from().getFirst(), loaded.plan().name()));
                    }
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public Optional<Remembered> answer(String decision) {
        for (LoadedPlan loaded : approved) {
            for (Decision made : loaded.plan().decisions()) {
                String answer = made.answer();
                if (made.id().equals(decision) && answer != null && !made.open()) {
                    return Optional.of(new Remembered(answer, loaded.plan().name()));
                }
            }
        }
        return Optional.empty();
    }

    /** The first table that the extract reads, as the survey names it where it is quoted or plain. */
    private static String sourceTable(LoadedPlan loaded, Step step) {
        Matcher from = FROM.matcher(loaded.sql(step));
        return from.find() ? from.group(1).replace("\".\"", ".").replace("\"", "") : "";
    }
}
