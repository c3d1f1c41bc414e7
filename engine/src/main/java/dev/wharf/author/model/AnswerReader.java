package dev.wharf.author.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what a model answered. A server that keeps to the schema sends JSON alone; from others comes JSON in a fence or
 * between sentences, which is taken too. What is wrong is told by its place, never by what stands there.
 */
final class AnswerReader {

    /** A plan is some kilobytes; more is no answer. */
    static final int MAX_CHARACTERS = 1_000_000;

    private static final int MAX_STEPS = 200;
    private static final int MAX_PROBLEMS = 20;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern FENCE = Pattern.compile("```(?:json)?\\s*\\n(.*)\\n\\s*```", Pattern.DOTALL);

    private AnswerReader() {}

    /** @param value null exactly where there are problems */
    record Reading<T>(@Nullable T value, List<String> problems) {}

    static Reading<TablesAnswer> tables(String text) {
        List<String> problems = new ArrayList<>();
        JsonNode root = json(text, problems).orElse(null);
        if (root == null) {
            return new Reading<>(null, problems);
        }
        JsonParts parts = new JsonParts(root, "", problems);
        return reading(new TablesAnswer(parts.texts("source"), parts.texts("target")), problems);
    }

    static Reading<PlanAnswer> plan(String text) {
        List<String> problems = new ArrayList<>();
        JsonNode root = json(text, problems).orElse(null);
        if (root == null) {
            return new Reading<>(null, problems);
        }
        JsonParts parts = new JsonParts(root, "", problems);
        String impossible = parts.optional("impossible");
        List<PlanAnswer.Step> steps = parts.objects("steps", AnswerReader::step);
        List<PlanAnswer.Question> questions = parts.objects("questions", AnswerReader::question);
        if (impossible == null && steps.isEmpty() && problems.isEmpty()) {
            problems.add("steps is empty, and impossible does not say why");
        }
        if (steps.size() > MAX_STEPS) {
            problems.add("steps holds more than " + MAX_STEPS);
        }
        return reading(new PlanAnswer(parts.textOr("summary", ""), steps, questions, impossible), problems);
    }

    static Reading<StartAnswer> start(String text) {
        List<String> problems = new ArrayList<>();
        JsonNode root = json(text, problems).orElse(null);
        if (root == null) {
            return new Reading<>(null, problems);
        }
        JsonParts parts = new JsonParts(root, "", problems);
        String impossible = parts.optional("impossible");
        Map<String, String> conditions = new LinkedHashMap<>();
        parts.objects("start", (part, place) -> {
            String before = conditions.put(part.text("table"), part.text("condition"));
            if (before != null) {
                problems.add(place + " names a table twice; join its conditions with OR");
            }
            return place;
        });
        if (impossible == null && conditions.isEmpty() && problems.isEmpty()) {
            problems.add("start is empty, and impossible does not say why");
        }
        return reading(new StartAnswer(conditions, parts.bool("children"), parts.textOr("summary", ""), impossible), problems);
    }

    private static <T> Reading<T> reading(T value, List<String> problems) {
        return problems.isEmpty()
                ? new Reading<>(value, List.of())
                : new Reading<>(null, problems.subList(0, Math.min(MAX_PROBLEMS, problems.size())));
    }

    private static PlanAnswer.Step step(JsonParts step, String place) {
        return new PlanAnswer.Step(
                step.text("name"),
                step.text("entity"),
                step.text("sql"),
                step.texts("key"),
                step.objects("newKeys", (key, at) -> new PlanAnswer.NewKey(
                        key.text("column"), key.texts("from"), key.oneOf("kind", "uuid", Set.of("uuid", "sequence")))),
                step.objects("references", AnswerReader::reference),
                step.objects("writes", (write, at) -> new PlanAnswer.Write(
                        write.text("table"),
                        write.texts("key"),
                        write.oneOf("mode", "insert", Set.of("insert", "upsert", "skip-existing")))),
                step.objects("mapping", (rule, at) -> new PlanAnswer.Mapping(
                        rule.text("table"),
                        rule.text("target"),
                        rule.texts("from"),
                        rule.text("rule"),
                        rule.textOr("reason", ""),
                        rule.oneOf("confidence", "high", Set.of("high", "medium", "low")))),
                step.objects("valueTables", (table, at) -> new PlanAnswer.ValueTable(
                        table.text("method"),
                        table.text("column"),
                        table.text("targetTable"),
                        table.text("targetColumn"))),
                step.text("className"),
                step.text("java"));
    }

    private static PlanAnswer.Reference reference(JsonParts reference, String place) {
        JsonParts fills = reference.object("fills");
        boolean later = reference.bool("later");
        return new PlanAnswer.Reference(
                reference.text("column"),
                reference.optional("entity"),
                reference.texts("from"),
                reference.optional("table"),
                reference.pairs("match"),
                reference.optional("key"),
                reference.oneOf("missing", later ? "fail" : "reject", Set.of("reject", "null", "skip", "fail")),
                later,
                fills == null ? null : fills.text("table"),
                fills == null ? null : fills.text("column"));
    }

    private static PlanAnswer.Question question(JsonParts question, String place) {
        return new PlanAnswer.Question(
                question.text("id"),
                question.optional("step"),
                question.text("question"),
                question.texts("options"),
                question.text("assumed"),
                question.textOr("why", ""));
    }

    private static Optional<JsonNode> json(String text, List<String> problems) {
        if (text.isBlank()) {
            problems.add("the answer is empty");
            return Optional.empty();
        }
        if (text.length() > MAX_CHARACTERS) {
            problems.add("the answer has more than " + MAX_CHARACTERS + " characters");
            return Optional.empty();
        }
        for (String candidate : candidates(text)) {
            try {
                JsonNode root = JSON.readTree(candidate);
                if (root.isObject()) {
                    return Optional.of(root);
                }
            } catch (JacksonException notJson) {
                // the next candidate may be
            }
        }
        problems.add("the answer is not one JSON object");
        return Optional.empty();
    }

    private static List<String> candidates(String text) {
        List<String> candidates = new ArrayList<>();
        candidates.add(text.strip());
        Matcher fence = FENCE.matcher(text);
        if (fence.find()) {
            candidates.add(fence.group(1));
        }
        int from = text.indexOf('{');
        int to = text.lastIndexOf('}');
        if (from >= 0 && to > from) {
            candidates.add(text.substring(from, to + 1));
        }
        return candidates;
    }
}
