package dev.wharf.author.template;

import dev.wharf.author.Evidence;
import dev.wharf.author.Evidence.ValueCount;
import dev.wharf.catalog.Column;
import dev.wharf.catalog.TypeKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Fills a column of labels by a table of the source's values. Values of which the labels tell nothing, or too much, are
 * asked for one by one; at the run every other value is rejected.
 */
final class ValueTable {

    /** More open values than this are one question, because nobody answers a hundred. */
    private static final int MAX_QUESTIONS = 30;

    /** What databases print and take for booleans; letters such as Y and N are a language's, and asked for. */
    private static final Map<String, String> FLAGS =
            Map.of("1", "true", "t", "true", "true", "true", "0", "false", "f", "false", "false", "false");

    private static final String REJECT = "reject";
    private static final String NULL = "null";

    private final StepDraft step;
    private final Column from;
    private final Column to;
    private final List<String> labels;
    private final Labels meanings;

    ValueTable(StepDraft step, Column from, Column to, List<String> labels) {
        this.step = step;
        this.from = from;
        this.to = to;
        this.labels = labels;
        this.meanings = new Labels(labels);
    }

    /** The share of rows, from 0 to 1, whose value means one label. */
    static double share(Evidence.Values values, List<String> labels) {
        Labels meanings = new Labels(labels);
        long all = 0;
        long meant = 0;
        for (ValueCount value : values.counts()) {
            all += value.rows();
            meant += meanings.meantBy(value.value()).isPresent() ? value.rows() : 0;
        }
        return all == 0 || !values.complete() ? 0 : (double) meant / all;
    }

    Filling fill() {
        Evidence.Values values = step.values(from);
        Map<String, String> table = new LinkedHashMap<>();
        Set<String> rejected = new TreeSet<>();
        labels.forEach(label -> table.put(label, label));
        if (flag()) {
            table.putAll(Map.of("1", "true", "0", "false"));
        }
        List<ValueCount> open = new ArrayList<>();
        boolean exact = values.complete();
        for (ValueCount value : values.counts()) {
            String label = meaning(value.value());
            exact &= value.value().equals(label);
            if (label == null) {
                open.add(value);
            } else {
                table.put(value.value(), label);
            }
        }
        if (!values.complete() || open.size() > MAX_QUESTIONS) {
            askForAll(values.complete() ? open.size() + "" : "more than " + Evidence.MAX_VALUES);
        } else {
            for (ValueCount value : open) {
                String answer = ask(value);
                if (REJECT.equals(answer)) {
                    rejected.add(value.value());
                } else if (answer != null) {
                    table.put(value.value(), answer);
                }
            }
        }
        Nulls nulls = nulls();
        if (exact && open.isEmpty() && nulls == Nulls.KEPT && to.type().kind() == TypeKind.ENUM) {
            return Filling.Copied.of(from.name(), "copied; every value is one of the labels");
        }
        return code(table, rejected, nulls);
    }

    private @Nullable String meaning(String value) {
        return flag() ? FLAGS.get(value.toLowerCase(Locale.ROOT)) : meanings.meantBy(value).orElse(null);
    }

    private boolean flag() {
        return to.type().kind() == TypeKind.BOOLEAN;
    }

    private @Nullable String ask(ValueCount value) {
        List<String> fitting = meanings.fitting(value.value());
        List<String> evidence = new ArrayList<>();
        evidence.add(rows(value.rows()) + " of " + step.match().source().name() + " " + (value.rows() == 1 ? "holds" : "hold") + " it");
        evidence.add(fitting.isEmpty() ? "no label shares its words" : "fits " + String.join(" and ", fitting));
        return step.ask(
                Words.slugOfName(to.name()) + "." + Words.slug(value.value()),
                "Which " + to.name() + " is \"" + value.value() + "\" of " + from.name() + "?",
                options(),
                evidence);
    }

    private void askForAll(String count) {
        step.ask(Words.slugOfName(to.name()) + ".others",
                from.name() + " has " + count + " values that mean no " + to.name() + " by themselves. What becomes of such rows?",
                List.of(REJECT),
                List.of("the labels are " + String.join(", ", labels), "write the table by hand to move them"));
    }

    private List<String> options() {
        return Stream.concat(labels.stream(), to.nullable() ? Stream.of(NULL, REJECT) : Stream.of(REJECT)).distinct().toList();
    }

    private enum Nulls {
        KEPT,
        NONE_ALLOWED
    }

    private Nulls nulls() {
        if (to.nullable() || !from.nullable()) {
            return Nulls.KEPT;
        }
        OptionalLong count = step.sourceRows(from, "IS NULL");
        return count.isPresent() && count.getAsLong() == 0 ? Nulls.KEPT : Nulls.NONE_ALLOWED;
    }

    private Filling code(Map<String, String> table, Set<String> rejected, Nulls nulls) {
        String standIn = null;
        if (nulls == Nulls.NONE_ALLOWED) {
            OptionalLong count = step.sourceRows(from, "IS NULL");
            standIn = step.ask(Words.slugOfName(to.name()) + ".null",
                    "Which " + to.name() + " has a row whose " + from.name() + " is NULL?",
                    options(),
                    List.of(count.isPresent() ? rows(count.getAsLong()) + " hold NULL" : "not counted"));
        }
        boolean flag = flag();
        boolean sameName = JavaText.variableName(from.name()).equals(JavaText.variableName(to.name()));
        String text = step.local(from.name() + (sameName || step.isLocal(from.name()) ? "_text" : ""));
        String result = step.local(to.name());
        List<String> code = new ArrayList<>();
        code.add("String " + text + " = source.text(" + JavaText.literal(from.name()) + ");");
        String type = flag ? "Boolean" : "String";
        boolean keepsNull = nulls == Nulls.KEPT && to.nullable();
        if (keepsNull) {
            code.add(type + " " + result + " = null;");
            code.add("if (" + text + " != null) {");
            code.addAll(indented(cases(text, result, table, rejected, flag)));
            code.add("}");
        } else {
            code.add(type + " " + result + ";");
            code.add("if (" + text + " == null) {");
            if (standIn == null || standIn.equals(REJECT)) {
                code.add("    target.reject(" + JavaText.literal(from.name() + " is NULL, " + to.name() + " may not be") + ");");
                code.add("    return;");
                code.add("}");
                code.addAll(cases(text, result, table, rejected, flag));
            } else {
                code.add("    " + result + " = " + expression(standIn, flag) + ";");
                code.add("} else {");
                code.addAll(indented(cases(text, result, table, rejected, flag)));
                code.add("}");
            }
        }
        return new Filling.Computed(result, code, Set.of(), List.of(from.name()), "by a table of the values of " + from.name());
    }

    private List<String> cases(
            String text, String result, Map<String, String> table, Set<String> rejected, boolean flag) {
        Map<String, Set<String>> byLabel = new LinkedHashMap<>();
        Stream.concat(labels.stream(), Stream.of(NULL)).forEach(label -> byLabel.put(label, new TreeSet<>()));
        table.forEach((value, label) -> byLabel.get(label).add(value));
        List<String> code = new ArrayList<>();
        code.add("switch (" + text + ") {");
        byLabel.forEach((label, values) -> {
            String list = literals(values);
            if (!list.isEmpty()) {
                code.add("    case " + list + " -> " + result + " = " + (labels.contains(label) ? expression(label, flag) : "null") + ";");
            }
        });
        String list = literals(rejected);
        if (!list.isEmpty()) {
            code.add("    case " + list + " -> {");
            reject(code, "rows with this value of " + from.name() + " are rejected, as decided");
        }
        code.add("    default -> {");
        reject(code, "no " + to.name() + " is decided for this value of " + from.name());
        code.add("}");
        return code;
    }

    private static void reject(List<String> code, String reason) {
        code.add("        target.reject(" + JavaText.literal(reason) + ");");
        code.add("        return;");
        code.add("    }");
    }

    /** Values that no literal can hold are left to the default, which rejects. */
    private String literals(Set<String> values) {
        List<String> literals = new ArrayList<>();
        for (String value : values) {
            String literal = JavaText.literalOrNull(value);
            if (literal == null) {
                step.note("A value of " + from.name() + " has invisible characters, which a class may not hold; its rows will be rejected.");
            } else {
                literals.add(literal);
            }
        }
        return String.join(",\n            ", literals);
    }

    private static String expression(String label, boolean flag) {
        return flag ? label : JavaText.literal(label);
    }

    private static List<String> indented(List<String> code) {
        return code.stream().map(line -> "    " + line.replace("\n", "\n    ")).toList();
    }

    private static String rows(long count) {
        return count == 1 ? "1 row" : count + " rows";
    }
}
