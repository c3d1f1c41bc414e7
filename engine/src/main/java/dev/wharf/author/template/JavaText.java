package dev.wharf.author.template;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;
import org.jspecify.annotations.Nullable;

/** Pieces of Java source. Texts of schemas and rows become literals here and nowhere else. */
final class JavaText {

    /** Types that a generated class uses by their simple names. */
    private static final Set<String> USED = Set.of("Json", "RowMigration", "SourceRow", "TargetRow", "TargetRows", "BigDecimal",
            "Instant", "LocalDate", "LocalDateTime", "LocalTime", "ZoneOffset", "UUID");

    private JavaText() {}

    /**
     * A string literal. Control characters are octal escapes, because a source with Unicode escapes is refused; everything
     * that can be seen stands as it is.
     *
     * @return null where the text has invisible characters, which a source may not hold
     */
    static @Nullable String literalOrNull(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < 0x20 || c == 0x7f) {
                        out.append('\\').append("%03o".formatted(c));
                    } else if (visible(c)) {
                        out.appendCodePoint(c);
                    } else {
                        return null;
                    }
                }
            }
        }
        return out.append('"').toString();
    }

    /** A string literal of a name or a message, where invisible characters are shown as question marks. */
    static String literal(String text) {
        String literal = literalOrNull(text);
        if (literal != null) {
            return literal;
        }
        String shown = text.codePoints()
                .mapToObj(c -> visible(c) ? Character.toString(c) : "?")
                .collect(Collectors.joining());
        return String.valueOf(literalOrNull(shown));
    }

    private static boolean visible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
                    Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> c == ' ';
            // letters without a form of their own, and marks that only change how others look
            default -> c != 0x115f && c != 0x1160 && c != 0x3164 && c != 0xffa0 && c != 0x034f && c != 0x2800
                    && !(c >= 0xfe00 && c <= 0xfe0f) && !(c >= 0xe0100 && c <= 0xe01ef);
        };
    }

    /** A text for a comment: one line, ASCII, nothing that ends the comment. */
    static String comment(String text) {
        return text.replaceAll("[^ -~]+", " ").replace("*/", "* /").replace("\\", "/").strip();
    }

    /** The name of a class: the words in capitals, never one of java.lang or of the API. */
    static String className(String name) {
        String joined = words(name).stream().map(JavaText::capital).collect(Collectors.joining());
        String valid = joined.isEmpty() ? "Table" : Character.isDigit(joined.charAt(0)) ? "T" + joined : joined;
        return taken(valid) ? valid + "Rows" : valid;
    }

    /** The name of a local variable. */
    static String variableName(String name) {
        List<String> words = words(name);
        StringBuilder out = new StringBuilder(words.isEmpty() ? "value" : words.getFirst());
        words.stream().skip(1).forEach(w -> out.append(capital(w)));
        String joined = Character.isDigit(out.charAt(0)) ? "v" + out : out.toString();
        return SourceVersion.isKeyword(joined, SourceVersion.latest()) || joined.equals("source") || joined.equals("target")
                ? joined + "Value"
                : joined;
    }

    private static boolean taken(String name) {
        if (USED.contains(name)) {
            return true;
        }
        try {
            Class.forName("java.lang." + name, false, null);
            return true;
        } catch (ClassNotFoundException | LinkageError free) {
            return false;
        }
    }

    /** Only ASCII: the name of a class is the name of a file too. */
    private static List<String> words(String name) {
        return Words.of(name).stream()
                .map(w -> w.replaceAll("[^a-z0-9]", ""))
                .filter(w -> !w.isEmpty())
                .toList();
    }

    private static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
