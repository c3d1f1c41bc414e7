package dev.wharf.author.model;

import dev.wharf.author.Evidence;
import dev.wharf.author.Evidence.ValueCount;
import dev.wharf.author.template.ValueMeanings;
import dev.wharf.catalog.Column;
import dev.wharf.catalog.Schema;
import dev.wharf.catalog.Table;
import dev.wharf.catalog.TypeKind;
import dev.wharf.plan.Authored;
import dev.wharf.plan.Decision;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes the methods by which classes look values up, from the source's own values, which no model sees. A value that means
 * one label is taken for it, every other one is a question for a person; a value without an answer gives null.
 */
final class ValueMethods {

    /** More open values than this are one question, because nobody answers a hundred. */
    private static final int MAX_QUESTIONS = 30;

    private static final int MARK_LENGTH = 8;
    private static final String REJECT = "reject";
    private static final Map<String, String> FLAGS =
            Map.of("1", "true", "t", "true", "true", "true", "0", "false", "f", "false", "false", "false");

    private final Schema target;
    private final Map<String, String> answers;
    private final Set<String> ids;
    private final List<Decision> decisions = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Set<String> values = new TreeSet<>();
    private final Map<String, String> owners = new HashMap<>();

    /** @param ids of decisions that are there already; grows */
    ValueMethods(Schema target, Map<String, String> answers, Set<String> ids) {
        this.target = target;
        this.answers = answers;
        this.ids = ids;
    }

    List<Decision> decisions() {
        return decisions;
    }

    List<String> notes() {
        return notes;
    }

    /** Every value that stands in a class because of this. */
    Set<String> values() {
        return values;
    }

    /** The labels that a column takes; empty where it takes anything, so that no table of values can fill it. */
    static List<String> labels(Schema schema, String table, String column) {
        Table found = schema.table(table).orElse(null);
        Column of = found == null ? null : found.column(column).orElse(null);
        if (found == null || of == null) {
            return List.of();
        }
        return of.type().kind() == TypeKind.BOOLEAN ? List.of("true", "false") : ValueMeanings.labels(found, of);
    }

    /** The class with the methods before its last brace, so that the places of findings stay right. */
    String written(String java, String step, List<PlanAnswer.ValueTable> tables, Map<PlanAnswer.ValueTable, Evidence.Values> found) {
        StringBuilder methods = new StringBuilder();
        for (PlanAnswer.ValueTable table : tables) {
            methods.append(method(step, table, found.getOrDefault(table, Evidence.Values.UNKNOWN)));
        }
        int end = java.lastIndexOf('}');
        return end < 0 || methods.isEmpty() ? java : java.substring(0, end) + methods + java.substring(end);
    }

    private String method(String step, PlanAnswer.ValueTable table, Evidence.Values found) {
        List<String> labels = labels(target, table.targetTable(), table.targetColumn());
        Map<String, Set<String>> byLabel = new LinkedHashMap<>();
        labels.forEach(label -> byLabel.put(label, new TreeSet<>(Set.of(label))));
        List<ValueCount> open = new ArrayList<>();
        for (ValueCount value : found.counts()) {
            meaning(labels, value.value()).ifPresentOrElse(label -> add(byLabel, label, value.value(), table), () -> open.add(value));
        }
        if (!found.complete() || open.size() > MAX_QUESTIONS) {
            askForAll(step, table, labels, found.complete() ? open.size() + "" : "more than " + Evidence.MAX_VALUES);
        } else {
            Map<String, Long> slugs = open.stream().collect(Collectors.groupingBy(v -> ValueMeanings.slug(v.value()), Collectors.counting()));
            for (ValueCount value : open) {
                String slug = ValueMeanings.slug(value.value());
                // values that look alike are told apart by what they are, not by which one comes first today
                String answer = ask(step, table, labels, value, slugs.getOrDefault(slug, 1L) == 1 ? slug : slug + "-" + mark(value.value()));
                if (answer != null && !answer.equals(REJECT)) {
                    add(byLabel, answer, value.value(), table);
                }
            }
        }
        StringBuilder text = new StringBuilder("\n    /** What values of ")
                .append(table.column().replaceAll("[^ -~]+|\\*/|\\\\", " "))
                .append(" mean; null where nothing is decided. */\n    private static String ")
                .append(table.method()).append("(String value) {\n        if (value == null) {\n            return null;\n        }\n")
                .append("        return switch (value) {\n");
        byLabel.forEach((label, values) -> {
            List<String> literals = values.stream().map(ValueMeanings::literal).filter(l -> l != null).map(String::valueOf).toList();
            if (!literals.isEmpty()) {
                text.append("            case ").append(String.join(",\n                ", literals)).append(" -> ")
                        .append(ValueMeanings.literal(label)).append(";\n");
            }
        });
        return text.append("            default -> null;\n        };\n    }\n").toString();
    }

    private void add(Map<String, Set<String>> byLabel, String label, String value, PlanAnswer.ValueTable table) {
        Set<String> of = byLabel.get(label);
        if (of == null || byLabel.values().stream().anyMatch(set -> set.contains(value))) {
            return;
        }
        if (ValueMeanings.literal(value) == null) {
            notes.add("A value of " + table.column() + " has invisible characters, which a class may not hold; its rows will be rejected.");
        }
        of.add(value);
        values.add(value);
    }

    private static Optional<String> meaning(List<String> labels, String value) {
        return labels.equals(List.of("true", "false"))
                ? Optional.ofNullable(FLAGS.get(value.toLowerCase(Locale.ROOT)))
                : new ValueMeanings(labels).meantBy(value);
    }

    private @Nullable String ask(String step, PlanAnswer.ValueTable table, List<String> labels, ValueCount value, String slug) {
        List<String> fitting = new ValueMeanings(labels).fitting(value.value());
        values.add(value.value());
        return decide(step,
                prefix(step, table) + "." + slug,
                "Which " + table.targetColumn() + " is \"" + value.value() + "\" of " + table.column() + "?",
                options(labels),
                List.of((value.rows() == 1 ? "1 row holds it" : value.rows() + " rows hold it"),
                        fitting.isEmpty() ? "no label shares its words" : "fits " + String.join(" and ", fitting)));
    }

    private static String mark(String value) {
        String hash = Authored.hash(value);
        return hash.substring(hash.length() - MARK_LENGTH);
    }

    /** The column's name; of a further table for a column of that name the step's as well, whatever values there are. */
    private String prefix(String step, PlanAnswer.ValueTable table) {
        String column = ValueMeanings.slugOfName(table.targetColumn());
        String ofStep = ValueMeanings.slugOfName(step) + "." + column;
        String owner = step + "\n" + table.method();
        return Stream.of(column, ofStep)
                .filter(prefix -> owners.computeIfAbsent(prefix, p -> owner).equals(owner))
                .findFirst()
                .orElse(ofStep + "." + ValueMeanings.slugOfName(table.method()));
    }

    private void askForAll(String step, PlanAnswer.ValueTable table, List<String> labels, String count) {
        decide(step, prefix(step, table) + ".others",
                table.column() + " has " + count + " values that mean no " + table.targetColumn()
                        + " by themselves. What becomes of such rows?",
                List.of(REJECT),
                List.of("the labels are " + String.join(", ", labels), "write the table by hand to move them"));
    }

    private static List<String> options(List<String> labels) {
        List<String> options = new ArrayList<>(labels);
        options.add(REJECT);
        return options.stream().distinct().toList();
    }

    private @Nullable String decide(String step, String id, String question, List<String> options, List<String> evidence) {
        String free = id;
        for (int i = 2; !ids.add(free); i++) {
            free = id + "-" + i;
        }
        String answer = answers.get(free);
        String valid = answer != null && options.contains(answer) ? answer : null;
        decisions.add(new Decision(free, step, question, options, evidence, valid));
        return valid;
    }
}
