package dev.wharf.gate.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts any text into pieces that a mutation moves as a whole, and joins them; no reader of Java or SQL cuts like this. */
final class Tokens {

    private static final Pattern PIECE = Pattern.compile(
            "\"\"\"[\\s\\S]*?\"\"\"|\"(?:[^\"\\\\\\n]|\\\\.)*\"|'(?:[^'\\\\\\n]|\\\\.)*'|//[^\\n]*\\n|--[^\\n]*\\n|/\\*[\\s\\S]*?\\*/"
                    + "|[A-Za-z_][A-Za-z_0-9]*|\\d+(?:\\.\\d+)?|\\s+|->>?|::|\\|\\||&&|[<>=!]=|[\\s\\S]");

    private Tokens() {}

    static List<String> cut(String text) {
        List<String> pieces = new ArrayList<>();
        Matcher matcher = PIECE.matcher(text);
        while (matcher.find()) {
            pieces.add(matcher.group());
        }
        return pieces;
    }

    static String join(List<String> pieces) {
        return String.join("", pieces);
    }

    static boolean isSpace(String piece) {
        return piece.isBlank();
    }
}
