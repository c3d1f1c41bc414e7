package dev.wharf.gate.fuzz;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes migration classes that look like honest ones, with marked places where something else may be put in. */
final class JavaGrammar {

    /** Places in a generated class where a statement, a member or an import may be put. */
    static final String STATEMENT = "/*@statement*/";

    static final String MEMBER = "/*@member*/";
    static final String IMPORT = "/*@import*/";

    private static final int STATEMENTS = 5;

    private final Draws draws;
    private final JavaExpressions expressions;
    private final StringBuilder out = new StringBuilder();
    private int names;

    JavaGrammar(Draws draws, @Nullable String plantedText) {
        this.draws = draws;
        this.expressions = new JavaExpressions(draws);
        if (plantedText != null) {
            expressions.plant(plantedText);
        }
    }

    /** Whether the text to be planted found a place. */
    boolean planted() {
        return expressions.planted();
    }

    String write(String className) {
        StringBuilder whole = new StringBuilder(IMPORT + "\n");
        for (String name : List.of("Json", "RowMigration", "SourceRow", "TargetRow", "TargetRows")) {
            whole.append("import dev.wharf.migration.").append(name).append(";\n");
        }
        whole.append("import java.math.*;\nimport java.time.LocalDate;\nimport java.util.*;\nimport java.util.function.Function;\n");
        whole.append("import java.util.stream.*;\n\n/** Moves ").append(className).append(". */\npublic ");
        whole.append(draws.percent(70) ? "final " : "").append("class ").append(className).append(" implements RowMigration {\n");
        whole.append(members());
        out.setLength(0);
        statements(STATEMENTS, 2);
        insert(2);
        whole.append("\n    @Override\n    public void migrate(SourceRow source, TargetRows target) {\n")
                .append(out)
                .append("    }\n}\n");
        return whole.toString();
    }

    private String members() {
        List<String> members = new ArrayList<>(List.of(
                "private static final Set<String> KNOWN = Set.of(\"a\", \"b\", \"c\");",
                "private static final Map<String, String> LABELS = Map.of(\"a\", \"alpha\", \"b\", \"beta\");",
                "private static String clean(String s) { return s == null ? \"\" : s.strip().replace('\\t', ' '); }",
                "private static int twice(int n) { return n * 2; }",
                """
                enum Kind {
                        RED("r"), BLUE("b");

                        private final String label;
                        Kind(String label) { this.label = label; }
                        String label() { return label; }
                        static Kind of(String s) { return s.startsWith("r") ? RED : BLUE; }
                    }"""));
        List<String> more = List.of(
                "private static final int LIMIT = 7;",
                "private static final java.util.regex.Pattern DIGITS = java.util.regex.Pattern.compile(\"[0-9]+\");",
                "record Pair(String left, int right) { Pair { Objects.requireNonNull(left); } }",
                "sealed interface Shape permits Dot, Line {}\n    record Dot(int x) implements Shape {}\n    record Line(int a, int b) implements Shape {}",
                "private static final List<Integer> STEPS = List.of(1, 2, 3);",
                "private static <T extends Comparable<T>> T larger(T a, T b) { return a.compareTo(b) > 0 ? a : b; }",
                "interface Rule { String apply(String s); default String twice(String s) { return apply(apply(s)); } }",
                "private static final Function<String, String> UPPER = s -> s.toUpperCase(Locale.ROOT);");
        for (String member : more) {
            if (draws.percent(40)) {
                members.add(draws.below(members.size()), member);
            }
        }
        StringBuilder text = new StringBuilder();
        for (String member : members) {
            text.append("    ").append(member).append('\n').append(draws.percent(30) ? "    " + MEMBER + "\n" : "");
        }
        return text.append("    " + MEMBER + "\n").toString();
    }

    private void statements(int most, int indent) {
        for (int i = draws.between(1, most); i > 0; i--) {
            statement(indent);
        }
    }

    private void statement(int indent) {
        if (draws.percent(25)) {
            line(indent, STATEMENT);
        }
        int texts = expressions.texts().size();
        int numbers = expressions.numbers().size();
        switch (draws.below(indent > 4 ? 4 : 11)) {
            case 0 -> {
                String name = name("t");
                line(indent, draws.of("String ", "var ", "final String ") + name + " = " + expressions.text() + ";");
                expressions.texts().add(name);
                return;
            }
            case 1 -> {
                String name = name("n");
                line(indent, "int " + name + " = " + expressions.number() + ";");
                expressions.numbers().add(name);
                return;
            }
            case 2 -> insert(indent);
            case 3 -> line(indent, "// " + draws.of("a note", "System.exit(0);", "new Thread()", "größer", "*/ /*"));
            case 4 -> block(indent, "if (" + expressions.truth() + ") {", "}");
            case 5 -> block(indent, "if (" + expressions.truth() + ") {\n" + pad(indent + 1) + "target." + draws.of("skip", "reject")
                    + "(" + expressions.text() + ");\n" + pad(indent) + "} else {", "}");
            case 6 -> {
                String name = name("s");
                String list = draws.of("STATIC", "split").equals("split")
                        ? expressions.text() + ".split(\";\")"
                        : "List.of(" + expressions.text() + ", " + expressions.text() + ")";
                block(indent, "for (String " + name + " : " + list + ") {", "}");
            }
            case 7 -> {
                String name = name("i");
                block(indent, "for (int " + name + " = 0; " + name + " < " + draws.between(1, 5) + "; " + name + "++) {", "}");
            }
            case 8 -> block(indent, "try {", "} catch (NumberFormatException " + name("e") + ") {\n" + pad(indent + 1)
                    + "target.skip(\"no number\");\n" + pad(indent) + "}");
            case 9 -> block(indent, "switch (Kind.of(" + expressions.text() + ")) {\n" + pad(indent + 1) + "case RED -> target.skip(\"red\");\n"
                    + pad(indent + 1) + "case BLUE -> {", "}\n" + pad(indent) + "}");
            default -> {
                String name = name("f");
                line(indent, "Function<String, String> " + name + " = x" + names + " -> clean(x" + names + ") + " + literalPart() + ";");
                line(indent, "target.insert(\"u\").set(\"note\", " + name + ".apply(" + expressions.text() + "));");
            }
        }
        trim(expressions.texts(), texts);
        trim(expressions.numbers(), numbers);
    }

    private String literalPart() {
        return draws.of("\"!\"", "\"\"", "'x'", "1");
    }

    private void block(int indent, String head, String tail) {
        int texts = expressions.texts().size();
        int numbers = expressions.numbers().size();
        line(indent, head);
        statements(2, indent + 1);
        line(indent, tail);
        trim(expressions.texts(), texts);
        trim(expressions.numbers(), numbers);
    }

    private void insert(int indent) {
        StringBuilder call = new StringBuilder("target.insert(\"" + draws.of("t", "people", "orders") + "\")");
        for (int i = draws.between(1, 3); i > 0; i--) {
            call.append(
                    switch (draws.below(4)) {
                        case 0 -> ".copy(\"" + expressions.column() + "\", \"" + expressions.column() + "\")";
                        case 1 -> ".set(\"amount\", source.decimal(\"amount\"))";
                        case 2 -> ".set(\"" + expressions.column() + "\", " + expressions.number() + ")";
                        default -> ".set(\"" + expressions.column() + "\", " + expressions.text() + ")";
                    });
        }
        line(indent, call + ";");
    }

    private static void trim(List<String> scope, int size) {
        while (scope.size() > size) {
            scope.removeLast();
        }
    }

    private String name(String letter) {
        return letter + names++;
    }

    private void line(int indent, String text) {
        out.append(pad(indent)).append(text).append('\n');
    }

    private static String pad(int indent) {
        return "    ".repeat(indent);
    }
}
