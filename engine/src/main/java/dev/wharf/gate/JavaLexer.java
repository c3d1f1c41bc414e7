package dev.wharf.gate;

import dev.wharf.gate.Report.Place;

/**
 * Tells code from comments and literals in Java text, character by character. It needs no grammar: where unicode escapes
 * are refused (javac translates them before it reads anything else), these five states decide everything that javac's
 * own scanner decides about where a literal or comment begins and ends (JLS 3.7, 3.10.4 to 3.10.6).
 */
final class JavaLexer {

    /** Where a character stands. */
    enum Region {
        CODE,
        LINE_COMMENT,
        BLOCK_COMMENT,
        CHARACTER,
        STRING,
        TEXT_BLOCK
    }

    private final String text;
    private int at;
    private int line = 1;
    private int column = 1;
    private Region region = Region.CODE;
    private Place opened = new Place(1, 1);
    private boolean unterminated;

    JavaLexer(String text) {
        this.text = text;
    }

    boolean more() {
        return at < text.length();
    }

    /** The code point here; it is not taken yet. */
    int codePoint() {
        return text.codePointAt(at);
    }

    /** How many characters were taken. */
    int offset() {
        return at;
    }

    Place place() {
        return new Place(line, column);
    }

    /** The region that the code point here belongs to; a delimiter belongs to what it opens or closes. */
    Region region() {
        if (region != Region.CODE) {
            return region;
        }
        if (text.startsWith("//", at)) {
            return Region.LINE_COMMENT;
        }
        if (text.startsWith("/*", at)) {
            return Region.BLOCK_COMMENT;
        }
        return switch (text.charAt(at)) {
            case '"' -> text.startsWith("\"\"\"", at) ? Region.TEXT_BLOCK : Region.STRING;
            case '\'' -> Region.CHARACTER;
            default -> Region.CODE;
        };
    }

    /** Takes what stands here: a delimiter, an escape, or one code point. */
    void next() {
        switch (region) {
            case CODE -> open();
            case LINE_COMMENT -> {
                if (text.charAt(at) == '\n') {
                    region = Region.CODE;
                }
                take();
            }
            case BLOCK_COMMENT -> close("*/", false);
            case STRING -> close("\"", true);
            case CHARACTER -> close("'", true);
            case TEXT_BLOCK -> close("\"\"\"", true);
        }
    }

    /** Whether a literal ended with its line, or the text ended within a literal or block comment. */
    boolean unterminated() {
        return unterminated || (!more() && region != Region.CODE && region != Region.LINE_COMMENT);
    }

    /** Where the last literal or comment began. */
    Place opened() {
        return opened;
    }

    private void open() {
        Region begins = region();
        if (begins != Region.CODE) {
            opened = place();
        }
        region = begins;
        take(
                switch (begins) {
                    case LINE_COMMENT, BLOCK_COMMENT -> 2;
                    case TEXT_BLOCK -> 3;
                    case CODE, CHARACTER, STRING -> 1;
                });
    }

    private void close(String delimiter, boolean escapes) {
        if (text.startsWith(delimiter, at)) {
            take(delimiter.length());
            region = Region.CODE;
        } else if (escapes && text.charAt(at) == '\\' && at + 1 < text.length()) {
            take(2);
        } else {
            if (text.charAt(at) == '\n' && (region == Region.STRING || region == Region.CHARACTER)) {
                unterminated = true;
                region = Region.CODE;
            }
            take();
        }
    }

    private void take(int characters) {
        for (int end = at + characters; at < end && more(); ) {
            take();
        }
    }

    private void take() {
        int taken = text.codePointAt(at);
        at += Character.charCount(taken);
        if (taken == '\n') {
            line++;
            column = 1;
        } else {
            column++;
        }
    }
}
