package dev.wharf.gate.fuzz;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Expressions as migration classes have them, typed, so that most of what is generated compiles. */
final class JavaExpressions {

    private static final int DEPTH = 2;

    private final Draws draws;
    private final List<String> texts = new ArrayList<>();
    private final List<String> numbers = new ArrayList<>();
    private @Nullable String planted;
    private boolean plantedUsed;

    JavaExpressions(Draws draws) {
        this.draws = draws;
    }

    /** An expression of type String that is to stand somewhere among the generated ones. */
    void plant(String expression) {
        planted = expression;
    }

    boolean planted() {
        return plantedUsed;
    }

    /** Names in scope; whoever leaves the scope takes them out again. */
    List<String> texts() {
        return texts;
    }

    List<String> numbers() {
        return numbers;
    }

    String column() {
        return draws.of("id", "name", "kind", "note", "amount", "created_at", "email", "parent_id", "état");
    }

    String text() {
        return text(DEPTH);
    }

    String number() {
        return number(DEPTH);
    }

    String truth() {
        return truth(DEPTH);
    }

    private String text(int depth) {
        if (planted != null && !plantedUsed && draws.percent(30)) {
            plantedUsed = true;
            return planted;
        }
        if (depth == 0) {
            return !texts.isEmpty() && draws.percent(60) ? draws.of(texts) : literal();
        }
        String a = text(depth - 1);
        return switch (draws.below(22)) {
            case 0 -> "source.text(\"" + column() + "\")";
            case 1 -> "(" + a + " + " + text(depth - 1) + ")";
            case 2 -> a + ".strip()";
            case 3 -> a + ".toLowerCase(Locale.ROOT)";
            case 4 -> a + ".replace(" + literal() + ", " + literal() + ")";
            case 5 -> "String.valueOf(" + number(depth - 1) + ")";
            case 6 -> "(" + truth(depth - 1) + " ? " + a + " : " + text(depth - 1) + ")";
            case 7 -> "String.join(\", \", List.of(" + a + ", " + text(depth - 1) + "))";
            case 8 -> "Objects.requireNonNullElse(" + a + ", " + literal() + ")";
            case 9 -> a + ".replaceAll(\"[^a-z" + draws.of("0-9", "A-Z", " ", "_") + "]\", " + literal() + ")";
            case 10 -> "(switch (" + a + ") { case " + literal("a") + ", " + literal("b") + " -> " + literal() + "; default -> "
                    + text(depth - 1) + "; })";
            case 11 -> "new StringBuilder(" + a + ").append(" + number(depth - 1) + ").toString()";
            case 12 -> "Arrays.stream(" + a + ".split(\",\")).map(String::strip).sorted().collect(Collectors.joining(\"|\"))";
            case 13 -> "LABELS.getOrDefault(" + a + ", " + literal() + ")";
            case 14 -> "clean(" + a + ")";
            case 15 -> "new BigDecimal(" + draws.of("\"1.50\"", "\"0\"", "\"-7.125\"") + ").setScale(2, RoundingMode.HALF_UP).toPlainString()";
            case 16 -> "LocalDate.of(" + draws.between(1990, 2030) + ", " + draws.between(1, 12) + ", 1).toString()";
            case 17 -> a + ".substring(0, Math.min(" + a + ".length(), " + draws.between(1, 40) + "))";
            case 18 -> "String.format(Locale.ROOT, \"%s-%05d\", " + a + ", " + number(depth - 1) + ")";
            case 19 -> "Kind.of(" + a + ").label()";
            case 20 -> "Optional.ofNullable(" + a + ").map(String::strip).orElse(" + literal() + ")";
            default -> "(\"\"\"\n            a text block, %s\n            \"\"\".formatted(" + a + "))";
        };
    }

    private String number(int depth) {
        if (depth == 0) {
            return !numbers.isEmpty() && draws.percent(60) ? draws.of(numbers) : String.valueOf(draws.between(0, 100));
        }
        String a = number(depth - 1);
        return switch (draws.below(9)) {
            case 0 -> "(" + a + draws.of(" + ", " - ", " * ") + number(depth - 1) + ")";
            case 1 -> "Math.abs(" + a + ")";
            case 2 -> text(depth - 1) + ".length()";
            case 3 -> "Integer.parseInt(" + text(depth - 1) + ")";
            case 4 -> "(" + truth(depth - 1) + " ? " + a + " : " + number(depth - 1) + ")";
            case 5 -> "Math.floorMod(" + a + ", " + draws.between(2, 9) + ")";
            case 6 -> "source.integer(\"" + column() + "\")";
            case 7 -> "twice(" + a + ")";
            default -> "(int) Stream.of(" + text(depth - 1) + ", " + literal() + ").filter(s -> !s.isEmpty()).count()";
        };
    }

    private String truth(int depth) {
        if (depth == 0) {
            return draws.of("source.text(\"name\") != null", "true", "source.integer(\"id\") > 3");
        }
        return switch (draws.below(6)) {
            case 0 -> text(depth - 1) + ".isBlank()";
            case 1 -> number(depth - 1) + draws.of(" < ", " >= ", " == ") + number(depth - 1);
            case 2 -> "!(" + truth(depth - 1) + ")";
            case 3 -> "(" + truth(depth - 1) + draws.of(" && ", " || ") + truth(depth - 1) + ")";
            case 4 -> "KNOWN.contains(" + text(depth - 1) + ")";
            default -> "Objects.equals(" + text(depth - 1) + ", " + text(depth - 1) + ")";
        };
    }

    private String literal() {
        return literal(draws.of("a", "b", "x-1", "größe", "  ", "// no comment", "/* none */", "it's", "\\\"", "\\n"));
    }

    private static String literal(String text) {
        return "\"" + text + "\"";
    }
}
