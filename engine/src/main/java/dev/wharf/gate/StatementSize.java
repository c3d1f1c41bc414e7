package dev.wharf.gate;

import dev.wharf.gate.JavaLexer.Region;

/** Counts, character by character, the words and signs of the statement that a text is in, and its open angle brackets. */
final class StatementSize {

    private int tokens;
    private int angles;
    private boolean inWord;
    private Region before = Region.CODE;

    void take(int c, Region region) {
        boolean begins = region != before;
        before = region;
        if (region != Region.CODE) {
            inWord = false;
            tokens += begins && region != Region.LINE_COMMENT && region != Region.BLOCK_COMMENT ? 1 : 0;
            return;
        }
        if (c == ';' || c == '{' || c == '}') {
            tokens = 0;
            angles = 0;
        }
        switch (c) {
            case '<' -> angles++;
            case '>' -> angles = Math.max(0, angles - 1);
            case '(', ')', '=', '+', '-', '*', '/' -> angles = 0; // no type goes on over these
            default -> {}
        }
        boolean word = Character.isJavaIdentifierPart(c);
        boolean sign = !word && !Character.isWhitespace(c);
        tokens += sign || (word && !inWord) ? 1 : 0;
        inWord = word;
    }

    boolean isTooLong() {
        return tokens > TextRules.MAX_STATEMENT_TOKENS;
    }

    boolean isTooDeep() {
        return angles > TextRules.MAX_TYPE_NESTING;
    }
}
