package dev.wharf.gate;

import dev.wharf.gate.Report.Place;
import java.util.Locale;

/** One token of SQL text, spelled as it stands there. */
record SqlToken(Kind kind, String text, Place place) {

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

    /** What two spellings of the same thing have in common. */
    String key() {
        return kind == Kind.WORD ? text.toLowerCase(Locale.ROOT) : text;
    }
}
