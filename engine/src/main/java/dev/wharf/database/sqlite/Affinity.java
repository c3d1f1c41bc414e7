package dev.wharf.database.sqlite;

import java.util.Locale;

/** What SQLite does to values on their way into a column, by its declared type (SQLite's "Datatypes", section 3.1). */
enum Affinity {
    INTEGER,
    TEXT,
    BLOB,
    REAL,
    NUMERIC;

    static Affinity of(String declared) {
        String type = declared.toUpperCase(Locale.ROOT);
        if (type.contains("INT")) {
            return INTEGER;
        }
        if (type.contains("CHAR") || type.contains("CLOB") || type.contains("TEXT")) {
            return TEXT;
        }
        if (type.contains("BLOB") || type.isEmpty()) {
            return BLOB;
        }
        return type.contains("REAL") || type.contains("FLOA") || type.contains("DOUB") ? REAL : NUMERIC;
    }

    /** Whether the column turns text that looks like a number into that number. */
    boolean turnsTextIntoNumbers() {
        return this == INTEGER || this == REAL || this == NUMERIC;
    }

    /**
     * Whether text is what SQLite takes for a number: blanks around it, a sign, digits with a point, an exponent. It reads no
     * further than to the first NUL (3.54), whatever stands behind that.
     */
    static boolean looksNumeric(byte[] bytes, int offset, int length) {
        int end = offset;
        while (end < offset + length && bytes[end] != 0) {
            end++;
        }
        int at = blanks(bytes, offset, end);
        while (end > at && blank(bytes[end - 1])) {
            end--;
        }
        if (at < end && (bytes[at] == '+' || bytes[at] == '-')) {
            at++;
        }
        int whole = digits(bytes, at, end);
        int digits = whole - at;
        at = whole;
        if (at < end && bytes[at] == '.') {
            int fraction = digits(bytes, at + 1, end);
            digits += fraction - at - 1;
            at = fraction;
        }
        if (digits == 0) {
            return false;
        }
        if (at < end && (bytes[at] == 'e' || bytes[at] == 'E')) {
            int exponent = at + 1 < end && (bytes[at + 1] == '+' || bytes[at + 1] == '-') ? at + 2 : at + 1;
            int last = digits(bytes, exponent, end);
            at = last > exponent ? last : at;
        }
        return at == end;
    }

    private static int blanks(byte[] bytes, int at, int end) {
        int i = at;
        while (i < end && blank(bytes[i])) {
            i++;
        }
        return i;
    }

    private static boolean blank(byte b) {
        return b == ' ' || b >= '\t' && b <= '\r';
    }

    private static int digits(byte[] bytes, int at, int end) {
        int i = at;
        while (i < end && bytes[i] >= '0' && bytes[i] <= '9') {
            i++;
        }
        return i;
    }
}
