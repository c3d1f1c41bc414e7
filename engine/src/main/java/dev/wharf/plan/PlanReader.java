package dev.wharf.plan;

import dev.wharf.database.WriteMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the tree of plan.yaml; for one file. */
final class PlanReader {

    private static final List<String> MODES =
            Arrays.stream(WriteMode.values()).map(WriteMode::word).toList();

    private final Problems problems;
    private final PlanRules rules;

    PlanReader(Problems problems) {
        this.problems = problems;
        this.rules = new PlanRules(problems);
    }

    Plan read(Node root) {
        YamlMap map = YamlMap.of(root, "The plan", problems,
                List.of("wharf", "name", "request", "source", "target", "namespace", "rejects", "draft", "steps", "decisions",
                        "sqlFunctions"));
        String format = map.text("wharf");
        if (!format.isEmpty() && !format.equals(PlanFile.FORMAT)) {
            problems.add(map.place("wharf"), "format", "This plan has the format " + format + ", this program reads format "
                    + PlanFile.FORMAT + ".", "Write `wharf: 1`.");
        }
        String name = map.text("name");
        if (!name.isBlank() && !PlanName.valid(name)) {
            problems.add(map.place("name"), "plan-name",
                    "A plan cannot be named " + name + ": a name has 1 to 64 letters, digits, - and _.",
                    "Use the name of its folder.");
        }
        boolean draft = map.flag("draft");
        List<Step> steps = new ArrayList<>();
        for (Node item : map.items("steps")) {
            steps.add(step(item));
            problems.step(null);
        }
        if (!map.has("steps")) {
            map.missing("steps");
        } else if (steps.isEmpty() && !draft) {
            problems.add(map.place("steps"), "no-steps", "The plan has no steps.", "Add a step, or mark it `draft: true`.");
        }
        List<Decision> decisions = new ArrayList<>();
        for (Node item : map.items("decisions")) {
            decisions.add(decision(item, steps));
        }
        return new Plan(
                name,
                orEmpty(map.optionalText("request")),
                map.text("source"),
                map.text("target"),
                map.optionalText("namespace"),
                rejects(map),
                steps,
                decisions,
                map.texts("sqlFunctions"),
                draft);
    }

    private RejectLimit rejects(YamlMap plan) {
        Node node = plan.value("rejects");
        if (node == null || YamlMap.isNull(node)) {
            return RejectLimit.DEFAULT;
        }
        YamlMap map = YamlMap.of(node, "rejects", problems, List.of("share", "atLeast", "values"));
        OptionalInt atLeast = map.number("atLeast", 0);
        return new RejectLimit(
                share(map), atLeast.isPresent() ? atLeast.getAsInt() : RejectLimit.DEFAULT.atLeast(), map.flag("values"));
    }

    /** {@code 1%} or {@code 0.01}. */
    private double share(YamlMap map) {
        String text = map.optionalText("share");
        if (text == null) {
            return RejectLimit.DEFAULT.share();
        }
        try {
            boolean percent = text.endsWith("%");
            double share = Double.parseDouble(percent ? text.substring(0, text.length() - 1) : text) / (percent ? 100 : 1);
            if (share >= 0 && share <= 1) {
                return share;
            }
        } catch (NumberFormatException notOne) {
            // told below, as what it is
        }
        problems.add(map.place("share"), "share-range", "share cannot be " + text + ": it is from 0% to 100%.",
                "Write it as 1% or 0.01.");
        return RejectLimit.DEFAULT.share();
    }

    private Step step(Node node) {
        YamlMap map = YamlMap.of(node, "A step", problems,
                List.of("name", "entity", "extract", "key", "transform", "newKeys", "references", "writes", "mapping",
                        "batchRows"));
        String name = map.text("name");
        problems.step(name.isBlank() ? null : name);
        OptionalInt batchRows = map.number("batchRows", 1);
        rules.beginStep(map, name);
        Step step = new Step(
                name,
                map.text("entity"),
                rules.sqlFile(map),
                map.someTexts("key"),
                rules.javaFile(map),
                map.items("newKeys").stream().map(this::newKey).toList(),
                map.items("references").stream().map(this::reference).toList(),
                writes(map),
                map.items("mapping").stream().map(this::mapping).toList(),
                batchRows.isPresent() ? batchRows.getAsInt() : null);
        rules.endStep(map, step);
        return step;
    }

    private NewKey newKey(Node node) {
        YamlMap map = YamlMap.of(node, "An entry of newKeys", problems, List.of("column", "from", "kind"));
        String kind = map.word("kind", List.of("uuid", "sequence"), "uuid");
        NewKey key = new NewKey(map.text("column"), map.someTexts("from"),
                kind.equals("uuid") ? NewKey.Kind.UUID : NewKey.Kind.SEQUENCE);
        rules.virtualColumn(map, key.column());
        return key;
    }

    private Reference reference(Node node) {
        YamlMap map = YamlMap.of(node, "A reference", problems,
                List.of("column", "entity", "from", "table", "match", "key", "missing", "later", "fills"));
        boolean later = map.flag("later");
        String missing = map.word("missing", List.of("reject", "null", "skip", "fail"), later ? "fail" : "reject");
        Map<String, String> match = map.textMap("match");
        Reference reference = new Reference(
                map.text("column"),
                map.optionalText("entity"),
                map.texts("from"),
                map.optionalText("table"),
                match,
                map.optionalText("key"),
                Reference.Missing.valueOf(missing.toUpperCase(Locale.ROOT)),
                later,
                fills(map.value("fills")));
        rules.virtualColumn(map, reference.column());
        rules.reference(map, reference);
        return reference;
    }

    private Reference.@Nullable Fills fills(@Nullable Node node) {
        if (node == null || YamlMap.isNull(node)) {
            return null;
        }
        YamlMap map = YamlMap.of(node, "fills", problems, List.of("table", "column"));
        return new Reference.Fills(map.text("table"), map.text("column"));
    }

    private List<Write> writes(YamlMap step) {
        List<Write> writes = new ArrayList<>();
        for (Node item : step.items("writes")) {
            YamlMap map = YamlMap.of(item, "An entry of writes", problems, List.of("table", "key", "mode"));
            String word = map.word("mode", MODES, WriteMode.INSERT.word());
            Write write = new Write(map.text("table"), map.someTexts("key"), WriteMode.values()[MODES.indexOf(word)]);
            if (writes.stream().anyMatch(w -> w.table().equals(write.table()))) {
                problems.add(map.place("table"), "duplicate-table", "writes names the table " + write.table() + " twice.",
                        "One entry says how all rows of a table are written.");
            }
            writes.add(write);
        }
        if (writes.isEmpty()) {
            step.missing("writes");
        }
        return writes;
    }

    private MappingRule mapping(Node node) {
        YamlMap map = YamlMap.of(node, "An entry of mapping", problems, List.of("table", "target", "from", "rule"));
        return new MappingRule(map.optionalText("table"), map.text("target"), map.texts("from"),
                orEmpty(map.optionalText("rule")));
    }

    private Decision decision(Node node, List<Step> steps) {
        YamlMap map = YamlMap.of(node, "A decision", problems,
                List.of("id", "step", "question", "options", "evidence", "answer"));
        List<String> options = map.texts("options");
        Decision decision = new Decision(
                map.text("id"),
                map.optionalText("step"),
                orEmpty(map.optionalText("question")),
                options,
                map.texts("evidence"),
                answer(map, options));
        rules.decision(map, decision, steps);
        return decision;
    }

    /** The word null is an answer where it is an option; otherwise it is YAML's way to say that there is none. */
    private static @Nullable String answer(YamlMap map, List<String> options) {
        if (map.writtenNull("answer")) {
            return options.contains("null") ? "null" : null;
        }
        return map.optionalText("answer");
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
