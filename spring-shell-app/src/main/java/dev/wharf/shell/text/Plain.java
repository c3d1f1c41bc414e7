package dev.wharf.shell.text;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.WCWidth;

/**
 * Makes text harmless for a terminal: control characters, which could move the cursor or write the window's title, and
 * characters that are invisible or turn the direction of reading, are shown as escapes.
 */
public final class Plain {

    private Plain() {}

    /** One line; line ends are escapes too. */
    public static String line(String text) {
        return escaped(text, false);
    }

    /** Several lines; everything but the line ends is escaped. */
    public static String lines(String text) {
        return escaped(text, true);
    }

    private static String escaped(String text, boolean keepLineEnds) {
        StringBuilder result = null;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            int length = Character.charCount(c);
            boolean harmless = harmless(c) || keepLineEnds && c == '\n';
            if (!harmless && result == null) {
                result = new StringBuilder(text.length() + 16).append(text, 0, i);
            }
            if (result != null) {
                if (harmless) {
                    result.appendCodePoint(c);
                } else {
                    result.append(escape(c));
                }
            }
            i += length;
        }
        return result == null ? text : result.toString();
    }

    private static boolean harmless(int c) {
        if (c >= ' ' && c < 0x7f) {
            return true;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }

    private static String escape(int c) {
        return switch (c) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> c > 0xffff ? "\\u{%x}".formatted(c) : "\\u%04x".formatted(c);
        };
    }

    /** Columns that a line takes on a terminal. */
    static int width(String line) {
        int width = 0;
        for (int i = 0; i < line.length(); ) {
            int c = line.codePointAt(i);
            width += c < 0x7f ? 1 : Math.max(0, WCWidth.wcwidth(c));
            i += Character.charCount(c);
        }
        return width;
    }

    /** The lines, broken at blanks where there are any, that each take at most so many columns; one at least. */
    static List<String> wrap(String line, int columns) {
        List<String> lines = new ArrayList<>();
        String rest = line;
        while (width(rest) > columns) {
            int end = Math.max(fitting(rest, columns), Character.charCount(rest.codePointAt(0)));
            int blank = end < rest.length() && rest.charAt(end) == ' ' ? end : rest.lastIndexOf(' ', end - 1);
            int cut = blank > 0 ? blank : end;
            lines.add(rest.substring(0, cut).stripTrailing());
            rest = rest.substring(cut).stripLeading();
        }
        if (!rest.isEmpty() || lines.isEmpty()) {
            lines.add(rest);
        }
        return lines;
    }

    /** The beginning of a line that takes at most so many columns, with … where something was cut off. */
    static String cut(String line, int columns) {
        if (width(line) <= columns) {
            return line;
        }
        return line.substring(0, fitting(line, columns - 1)) + "…";
    }

    /** How many chars from the beginning take at most so many columns. */
    private static int fitting(String line, int columns) {
        int width = 0;
        int i = 0;
        while (i < line.length()) {
            int c = line.codePointAt(i);
            int next = width + (c < 0x7f ? 1 : Math.max(0, WCWidth.wcwidth(c)));
            if (next > columns) {
                break;
            }
            width = next;
            i += Character.charCount(c);
        }
        return i;
    }
}
