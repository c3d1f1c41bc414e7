package dev.wharf.benchmark;

import dev.wharf.author.DatabaseEvidence;
import dev.wharf.author.Draft;
import dev.wharf.author.PlanRequest;
import dev.wharf.author.Reach;
import dev.wharf.author.template.TemplateAuthor;
import dev.wharf.benchmark.AuthoringPair.RightTable;
import dev.wharf.database.ConnectionSpec;
import dev.wharf.database.Database;
import dev.wharf.database.Databases;
import dev.wharf.plan.Decision;
import dev.wharf.plan.Plan;
import dev.wharf.plan.PlanFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How well authors find what goes where, over pairs of schemas with the right answer written down. The template author is
 * scored as it stands and once more after its questions on columns were answered rightly; the plans of a model are read from
 * a folder, in which NAME/ is the plan of the pair NAME.
 */
final class AuthoringBenchmark {

    private static final int MAX_ROUNDS = 4;

    private final Path folder;

    private AuthoringBenchmark(Path folder) {
        this.folder = folder;
    }

    /** @param recorded a folder of plans that another author wrote; null for none */
    static void main(@Nullable Path recorded, boolean faults) throws IOException {
        Path folder = Files.createTempDirectory("wharf-authoring");
        try {
            new AuthoringBenchmark(folder).run(recorded, faults);
        } finally {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }

    private void run(@Nullable Path recorded, boolean faults) {
        Map<String, Map<AuthoringPair, AuthoringScore>> scores = new LinkedHashMap<>();
        for (AuthoringPair pair : AuthoringPair.all()) {
            template(pair, scores);
            Optional<AuthoringScore> other = recorded == null ? Optional.empty() : recorded(pair, recorded.resolve(pair.name()));
            other.ifPresent(score -> scores.computeIfAbsent("recorded", a -> new LinkedHashMap<>()).put(pair, score));
        }
        scores.forEach((author, byPair) -> System.err.println(table(author, byPair, faults)));
        System.out.println(json(scores));
    }

    private void template(AuthoringPair pair, Map<String, Map<AuthoringPair, AuthoringScore>> scores) {
        pair.make(folder);
        try (Database source = open(pair, "source");
                Database target = open(pair, "target");
                DatabaseEvidence evidence = new DatabaseEvidence(source, target)) {
            Map<String, String> answers = new LinkedHashMap<>();
            Draft draft = write(pair, source, target, evidence, answers);
            scores.computeIfAbsent("template", a -> new LinkedHashMap<>())
                    .put(pair, AuthoringScore.of(pair, draft.plan(), draft.files()));
            for (int round = 0; round < MAX_ROUNDS && answer(pair, draft.plan(), answers); round++) {
                draft = write(pair, source, target, evidence, answers);
            }
            scores.computeIfAbsent("template, answered", a -> new LinkedHashMap<>())
                    .put(pair, AuthoringScore.of(pair, draft.plan(), draft.files()));
        }
    }

    private static Draft write(
            AuthoringPair pair, Database source, Database target, DatabaseEvidence evidence, Map<String, String> answers) {
        return new TemplateAuthor().write(new PlanRequest(pair.name(), pair.request(), "source", "target", source.survey(), target.survey(),
                List.of(), Map.of(), Reach.CONDITIONS, null, answers, evidence));
    }

    /** Answers what is asked about tables and columns as the right answer has it; what values mean is left open. */
    private static boolean answer(AuthoringPair pair, Plan plan, Map<String, String> answers) {
        boolean any = false;
        for (Decision decision : plan.openDecisions()) {
            String answer = answer(pair, decision);
            if (answer != null && answers.putIfAbsent(decision.id(), answer) == null) {
                any = true;
            }
        }
        return any;
    }

    private static @Nullable String answer(AuthoringPair pair, Decision decision) {
        if (decision.id().startsWith("table.")) {
            String source = decision.id().substring("table.".length());
            return pair.tables().entrySet().stream()
                    .filter(t -> t.getValue().from().equalsIgnoreCase(source) && decision.options().contains(t.getKey()))
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElse("none");
        }
        String[] parts = decision.id().split("\\.");
        RightTable table = parts.length < 3 ? null : pair.tables().get(parts[1]);
        List<String> from = table == null ? List.of() : table.columns().getOrDefault(parts[2], List.of());
        if (parts[0].equals("unit") && table != null) {
            return table.converted().contains(parts[2]) ? decision.options().getFirst() : "as it is";
        }
        if (parts[0].equals("column") || parts[0].equals("value")) {
            String wanted = String.join(" + ", from);
            return decision.options().stream()
                    .filter(o -> o.equals(wanted) || o.startsWith(wanted + ":"))
                    .findFirst()
                    .orElse(decision.options().contains("none") ? "none" : null);
        }
        if (decision.id().endsWith(".epoch")) {
            return "seconds";
        }
        return parts[0].equals("keys") ? "uuid" : null;
    }

    private static Optional<AuthoringScore> recorded(AuthoringPair pair, Path plan) {
        Path yaml = plan.resolve(PlanFile.NAME);
        if (!Files.isRegularFile(yaml)) {
            return Optional.empty();
        }
        try (Stream<Path> all = Files.list(plan)) {
            Map<String, String> files = new LinkedHashMap<>();
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(file.getFileName().toString(), Files.readString(file));
            }
            return Optional.of(AuthoringScore.of(pair, PlanFile.read(Files.readString(yaml)).orThrow(), files));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Database open(AuthoringPair pair, String side) {
        return Databases.open(new ConnectionSpec(
                side, "jdbc:sqlite:" + folder.resolve(pair.name() + "-" + side + ".db"), null, null, false, folder));
    }

    private static String table(String author, Map<AuthoringPair, AuthoringScore> scores, boolean faults) {
        StringBuilder out = new StringBuilder(author).append("\n");
        out.append(String.format(Locale.ROOT, "  %-24s %8s %6s %6s %10s %7s %10s%n", "pair", "columns", "right", "wrong", "precision",
                "recall", "questions"));
        AuthoringScore tuned = AuthoringScore.none();
        AuthoringScore held = AuthoringScore.none();
        for (Map.Entry<AuthoringPair, AuthoringScore> entry : scores.entrySet()) {
            line(out, entry.getKey().name(), entry.getValue());
            if (faults) {
                entry.getValue().faults().forEach(f -> out.append("      wrong: ").append(f).append('\n'));
                entry.getValue().missed().forEach(m -> out.append("      not filled: ").append(m).append('\n'));
            }
            if (entry.getKey().held()) {
                held = held.plus(entry.getValue());
            } else {
                tuned = tuned.plus(entry.getValue());
            }
        }
        line(out, "known pairs", tuned);
        line(out, "held-back pairs", held);
        line(out, "all", tuned.plus(held));
        return out.toString();
    }

    private static void line(StringBuilder out, String name, AuthoringScore score) {
        out.append(String.format(Locale.ROOT, "  %-24s %8d %6d %6d %10.3f %7.3f %10d%n", name, score.expected(), score.right(), score.wrong(),
                score.precision(), score.recall(), score.questions()));
    }

    private static String json(Map<String, Map<AuthoringPair, AuthoringScore>> scores) {
        List<String> authors = new ArrayList<>();
        scores.forEach((author, byPair) -> {
            List<String> pairs = new ArrayList<>();
            byPair.forEach((pair, score) -> pairs.add(String.format(Locale.ROOT,
                    "{\"pair\": \"%s\", \"held\": %b, \"columns\": %d, \"right\": %d, \"wrong\": %d, \"precision\": %.4f, \"recall\": %.4f, \"questions\": %d}",
                    pair.name(), pair.held(), score.expected(), score.right(), score.wrong(), score.precision(), score.recall(),
                    score.questions())));
            authors.add("{\"author\": \"" + author + "\", \"pairs\": [\n    " + String.join(",\n    ", pairs) + "]}");
        });
        return "{\"benchmark\": \"authoring\", \"authors\": [\n  " + String.join(",\n  ", authors) + "]}";
    }
}
