package dev.wharf.wire;

import java.util.BitSet;

/** Tells whether a text is one JSON value (RFC 8259), without building it and without recursion. */
public final class JsonText {

    private static final int DEPTH = 10_000;
    private static final int BAD = -1;

    private final String text;
    private int at;

    private JsonText(String text) {
        this.text = text;
    }

    public static boolean isJson(String text) {
        JsonText parser = new JsonText(text);
        return parser.document();
    }

    private boolean document() {
        BitSet objects = new BitSet();
        int depth = 0;
        while (true) {
            // Here a value has to begin.
            blank();
            char c = peek();
            if (c == '{' || c == '[') {
                at++;
                blank();
                if (peek() != (c == '{' ? '}' : ']')) {
                    if (depth == DEPTH) {
                        return false;
                    }
                    objects.set(depth++, c == '{');
                    if (c == '{' && !name()) {
                        return false;
                    }
                    continue;
                }
                at++;
            } else if (!scalar(c)) {
                return false;
            }
            depth = afterValue(objects, depth);
            if (depth <= 0) {
                return depth == 0 && at == text.length();
            }
        }
    }

    /** Closes what ends here; the depth at which the next value begins, 0 at the end. */
    private int afterValue(BitSet objects, int depthNow) {
        int depth = depthNow;
        while (true) {
            blank();
            if (depth == 0) {
                return 0;
            }
            boolean object = objects.get(depth - 1);
            char c = peek();
            at++;
            if (c == ',') {
                return object && !name() ? BAD : depth;
            }
            if (c != (object ? '}' : ']')) {
                return BAD;
            }
            depth--;
        }
    }

    private boolean name() {
        blank();
        if (peek() != '"' || !string()) {
            return false;
        }
        blank();
        return accept(':');
    }

    private boolean scalar(char c) {
        return switch (c) {
            case '"' -> string();
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> number();
        };
    }

    private boolean word(String word) {
        boolean found = text.startsWith(word, at);
        at += word.length();
        return found;
    }

    private boolean number() {
        accept('-');
        if (!accept('0') && !digits()) {
            return false;
        }
        if (accept('.') && !digits()) {
            return false;
        }
        if (accept('e') || accept('E')) {
            if (!accept('+')) {
                accept('-');
            }
            return digits();
        }
        return true;
    }

    private boolean digits() {
        int from = at;
        while (peek() >= '0' && peek() <= '9') {
            at++;
        }
        return at > from;
    }

    private boolean string() {
        at++;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return true;
            }
            if (c < ' ') {
                return false;
            }
            if (c == '\\' && !escape()) {
                return false;
            }
        }
        return false;
    }

    private boolean escape() {
        char c = peek();
        at++;
        if (c != 'u') {
            return c != 0 && "\"\\/bfnrt".indexOf(c) >= 0;
        }
        for (int i = 0; i < 4; i++) {
            if (Character.digit(peek(), 16) < 0 || peek() > 'f') {
                return false;
            }
            at++;
        }
        return true;
    }

    private boolean accept(char c) {
        if (peek() != c) {
            return false;
        }
        at++;
        return true;
    }

    private void blank() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c != ' ' && c != '\t' && c != '\n' && c != '\r') {
                return;
            }
            at++;
        }
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }
}
