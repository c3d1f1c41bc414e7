package dev.wharf.gate;

import dev.wharf.gate.JavaLexer.Region;
import dev.wharf.gate.Report.Place;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What Java text must keep before any parser sees it: small, shallow, and the same to a person, to JavaParser and to javac.
 * The last is why unicode escapes are refused even in comments: javac translates them first, so that {@code \u000a} ends
 * a comment for javac and for nobody else. In a literal one may stand for a character that neither ends it nor hides a
 * word of it, such as {@code '\u00a0'}.
 */
public final class TextRules {

    /** 64 KB as UTF-8. */
    static final int MAX_BYTES = 64 * 1024;

    /** Depth of round, square and curly brackets together. */
    static final int MAX_NESTING = 50;

    /**
     * Tokens from one semicolon or curly bracket to the next. A parser looks ahead again and again in a long expression, which
     * takes the square of its length; it cannot be stopped, so it must not begin.
     */
    static final int MAX_STATEMENT_TOKENS = 4_000;

    /** Angle brackets that are open at once, as far as they may be of types: parsers recurse into those. */
    static final int MAX_TYPE_NESTING = 20;

    private static final String GATE = "text";
    private static final Pattern HEX_DIGITS = Pattern.compile("[0-9a-fA-F]{4}");

    private TextRules() {}

    /** What the text breaks; empty where it may be parsed. Never throws. */
    public static List<Finding> check(@Nullable String step, String file, String text) {
        try {
            Report report = new Report(GATE, step, file);
            checkSize(report, text);
            if (report.isEmpty()) {
                checkEscapes(report, text);
                checkCharacters(report, text);
                checkCode(report, text);
            }
            return report.findings();
        } catch (RuntimeException e) {
            return Report.internal(GATE, step, file, e);
        }
    }

    private static void checkSize(Report report, String text) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_BYTES) {
            report.add(
                    null,
                    "size",
                    "The file has %d bytes; a class has at most %d".formatted(bytes, MAX_BYTES),
                    "Shorten it, or split the step");
        }
        if (text.isBlank()) {
            report.add(null, "empty", "The file is empty", "Write one public class that implements RowMigration");
        }
    }

    private static void checkEscapes(Report report, String text) {
        boolean[] literal = literals(text);
        int backslashes = 0;
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 'u' && backslashes % 2 == 1 && !(literal[i] && harmless(text, i))) {
                report.add(
                        new Place(line, text.codePointCount(lineStart, i)),
                        "unicode-escape",
                        "'%s' is a unicode escape, which the compiler translates before it reads the text"
                                .formatted(Report.shown(text.substring(i - 1, Math.min(text.length(), i + 5)))),
                        "Write the character itself; in a literal, escapes may stand for control characters and non-ASCII ones only");
            }
            backslashes = c == '\\' ? backslashes + 1 : 0;
            if (c == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
    }

    /**
     * Which characters stand in character literals, strings and text blocks. That holds as long as no escape stands
     * outside of them and none in them is a quote, a backslash or a line end; else one is refused, and nothing is read.
     */
    private static boolean[] literals(String text) {
        boolean[] within = new boolean[text.length()];
        JavaLexer lexer = new JavaLexer(text);
        while (lexer.more()) {
            int from = lexer.offset();
            boolean literal =
                    switch (lexer.region()) {
                        case CHARACTER, STRING, TEXT_BLOCK -> true;
                        case CODE, LINE_COMMENT, BLOCK_COMMENT -> false;
                    };
            lexer.next();
            Arrays.fill(within, from, lexer.offset(), literal);
        }
        return within;
    }

    /** Whether the escape with its u at a place stands for a control character but a line end, or one beyond ASCII. */
    private static boolean harmless(String text, int at) {
        if (at + 5 > text.length() || !HEX_DIGITS.matcher(text.substring(at + 1, at + 5)).matches()) {
            return false;
        }
        int c = Integer.parseInt(text.substring(at + 1, at + 5), 16);
        return c != '\n' && c != '\r' && (c < 0x20 || c >= 0x7F);
    }

    static void checkCharacters(Report report, String text) {
        int line = 1;
        int column = 1;
        int previous = -1;
        for (int i = 0; i < text.length(); i += Character.charCount(previous)) {
            int c = text.codePointAt(i);
            if (previous == '\r' && c != '\n') {
                report.add(
                        new Place(line, column),
                        "control-character",
                        "A carriage return stands here without a line feed, so that programs count lines differently",
                        "End lines with a line feed");
            }
            checkCharacter(report, c, new Place(line, column));
            line = c == '\n' ? line + 1 : line;
            column = c == '\n' ? 1 : column + 1;
            previous = c;
        }
    }

    private static void checkCharacter(Report report, int c, Place place) {
        if (c == '\n' || c == '\r' || c == '\t') {
            return;
        }
        if (c < 0x20 || c == 0x7F) {
            report.add(
                    place,
                    "control-character",
                    "The control character U+%04X stands here".formatted(c),
                    "Remove it; in a literal write an escape such as \\n or \\t");
        } else if (Characters.hidden(c)) {
            report.add(
                    place,
                    "invisible-character",
                    "U+%04X is invisible, changes the direction of text, or is no character".formatted(c),
                    "Remove it; where data holds it, write (char) and its number");
        }
    }

    private static void checkCode(Report report, String text) {
        JavaLexer lexer = new JavaLexer(text);
        StatementSize statement = new StatementSize();
        int depth = 0;
        while (lexer.more()) {
            int c = lexer.codePoint();
            statement.take(c, lexer.region());
            if (statement.isTooLong() || statement.isTooDeep()) {
                report.add(
                        lexer.place(),
                        statement.isTooLong() ? "size" : "nesting",
                        statement.isTooLong()
                                ? "A statement has more than %d words and signs up to here".formatted(MAX_STATEMENT_TOKENS)
                                : "Types are nested more than %d deep here".formatted(MAX_TYPE_NESTING),
                        "Split the expression or the type into smaller ones");
                return;
            }
            if (lexer.region() == Region.CODE) {
                depth += depthOf(c);
                if (depth > MAX_NESTING) {
                    report.add(
                            lexer.place(),
                            "nesting",
                            "Brackets are nested more than %d deep here".formatted(MAX_NESTING),
                            "Split the expression or the method into smaller ones");
                    return;
                }
                if (c > 0x7F) {
                    report.add(
                            lexer.place(),
                            "non-ascii",
                            "'%s' (U+%04X) stands outside of literals and comments"
                                    .formatted(Report.shown(Character.toString(c)), c),
                            "Spell names in ASCII letters");
                }
            }
            lexer.next();
        }
        if (lexer.unterminated()) {
            report.add(
                    lexer.opened(),
                    "unterminated",
                    "A literal or comment that begins here does not end",
                    "Close it; text over several lines belongs in a text block");
        }
    }

    private static int depthOf(int c) {
        return switch (c) {
            case '(', '[', '{' -> 1;
            case ')', ']', '}' -> -1;
            default -> 0;
        };
    }
}
