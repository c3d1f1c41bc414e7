package dev.wharf.author.template;

import dev.wharf.catalog.Column;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Values that people typed as answers, as Java expressions of the column's type. */
final class Literals {

    private Literals() {}

    /** @throws WharfException of kind USAGE where the text is no value of the column's type */
    static Filling.Computed constant(Column column, String text, String decision) {
        try {
            return new Filling.Computed(expression(column, text), List.of(), imports(column), List.of(),
                    "always " + text + ", as decided in " + decision);
        } catch (NumberFormatException | DateTimeException e) {
            throw notOne(column, text, decision);
        } catch (IllegalArgumentException e) {
            throw notOne(column, text, decision);
        }
    }

    static String expression(Column column, String text) {
        return switch (column.type().kind()) {
            case SMALLINT, INTEGER -> String.valueOf(Integer.parseInt(text));
            case BIGINT -> Long.parseLong(text) + "L";
            case DECIMAL -> "new BigDecimal(" + JavaText.literal(new BigDecimal(text).toPlainString()) + ")";
            case REAL, DOUBLE -> finite(Double.parseDouble(text));
            case BOOLEAN -> flag(text);
            case DATE -> "LocalDate.parse(" + JavaText.literal(LocalDate.parse(text).toString()) + ")";
            case TIME -> "LocalTime.parse(" + JavaText.literal(LocalTime.parse(text).toString()) + ")";
            case TIMESTAMP ->
                "LocalDateTime.parse(" + JavaText.literal(LocalDateTime.parse(text.replace(' ', 'T')).toString()) + ")";
            case TIMESTAMPTZ -> "Instant.parse(" + JavaText.literal(Instant.parse(text.replace(' ', 'T')).toString()) + ")";
            case UUID -> JavaText.literal(UUID.fromString(text).toString());
            case TEXT, CHAR, JSON, JSONB, ENUM, OTHER -> text(text);
            case BYTES, ARRAY -> throw new IllegalArgumentException("no text form");
        };
    }

    private static Set<String> imports(Column column) {
        return switch (column.type().kind()) {
            case DECIMAL -> Set.of("java.math.BigDecimal");
            case DATE -> Set.of("java.time.LocalDate");
            case TIME -> Set.of("java.time.LocalTime");
            case TIMESTAMP -> Set.of("java.time.LocalDateTime");
            case TIMESTAMPTZ -> Set.of("java.time.Instant");
            default -> Set.of();
        };
    }

    private static String text(String text) {
        String literal = JavaText.literalOrNull(text);
        if (literal == null) {
            throw new IllegalArgumentException("invisible characters");
        }
        return literal;
    }

    private static String finite(double value) {
        if (!Double.isFinite(value)) {
            throw new NumberFormatException("not finite");
        }
        return String.valueOf(value);
    }

    private static String flag(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("neither true nor false");
        }
        return text;
    }

    private static WharfException notOne(Column column, String text, String decision) {
        return new WharfException(Kind.USAGE, "answer-type",
                decision + " cannot be answered with " + text + ": " + column.name() + " is " + column.type().sqlName() + ".",
                "Write a value of that type, times in ISO 8601, or reject.");
    }
}
