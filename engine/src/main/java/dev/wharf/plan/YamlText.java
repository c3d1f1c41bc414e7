package dev.wharf.plan;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes scalars and flow collections so that they are read back as the same texts, plain wherever that is unambiguous. */
final class YamlText {

    /** Begins with a letter or digit and holds nothing that YAML gives a meaning to, in block and in flow style. */
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_./][\\p{L}\\p{N}_./%() +;'=<>$?-]*(?<! )");
    /** What some YAML reader could take for a number, a date or a time. */
    private static final Pattern NUMERIC = Pattern.compile("[.]?[0-9][0-9a-fA-FxoTZ:_. +-]*");
    private static final Pattern WHOLE = Pattern.compile("0|[1-9][0-9]{0,17}");
    /** Words that some YAML reader takes for something other than a text. */
    private static final Set<String> WORDS = Set.of("null", "true", "false", "yes", "no", "on", "off", "y", "n");

    private YamlText() {}

    static String scalar(String text) {
        if (PLAIN.matcher(text).matches()
                && !WORDS.contains(text.toLowerCase(Locale.ROOT))
                && (!NUMERIC.matcher(text).matches() || WHOLE.matcher(text).matches())) {
            return text;
        }
        return quoted(text);
    }

    static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (visible(c)) {
                        out.appendCodePoint(c);
                    } else {
                        out.append(c > 0xffff ? "\\U%08x".formatted(c) : "\\u%04x".formatted(c));
                    }
                }
            }
        });
        return out.append('"').toString();
    }

    static String list(Collection<String> texts) {
        return texts.stream().map(YamlText::scalar).collect(Collectors.joining(", ", "[", "]"));
    }

    static String map(Map<String, String> entries) {
        return entries.entrySet().stream()
                .map(e -> scalar(e.getKey()) + ": " + scalar(e.getValue()))
                .collect(Collectors.joining(", ", "{ ", " }"));
    }

    private static boolean visible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
                    Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> c != 0xfeff;
        };
    }
}
