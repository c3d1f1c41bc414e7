package dev.wharf.gate;

import dev.wharf.gate.Report.Place;
import java.util.Locale;

/**
 * One token of SQL text, spelled as it stands there.
 *
 * @param start its first character's index in the text
 */
record SqlToken(Kind kind, String text, Place place, int start) {

    enum Kind {
        /** An identifier without quotes, or a keyword. */
        WORD,
        /** An identifier in double quotes. */
        QUOTED,
        /** Text in single quotes. */
        STRING,
        NUMBER,
        SYMBOL
    }

    boolean is(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    boolean isWord(String word) {
        return kind == Kind.WORD && text.equalsIgnoreCase(word);
    }

    int end() {
        return start + text.length();
    }

    SqlToken spelled(String other) {
        return new SqlToken(kind, other, place, start);
    }

    SqlToken operator(String other) {
        return new SqlToken(Kind.SYMBOL, other, place, start);
    }

    /** What two spellings of the same thing have in common. */
    String key() {
        return kind == Kind.WORD ? text.toLowerCase(Locale.ROOT) : text;
    }
}
