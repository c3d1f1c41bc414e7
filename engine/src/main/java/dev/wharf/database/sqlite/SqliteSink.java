package dev.wharf.database.sqlite;

import dev.wharf.database.ByteSink;
import dev.wharf.database.ValueRefusal;
import java.nio.charset.StandardCharsets;

/** Writes values with their storage class as a column of one affinity will hold them, or refuses. */
record SqliteSink(Affinity affinity) {

    void integer(long value, ByteSink out) {
        switch (affinity) {
            case TEXT -> throw new ValueRefusal("is declared as text and would turn the number into text");
            case REAL -> {
                double real = value;
                if ((long) real != value || real == 0x1p63) {
                    throw new ValueRefusal("holds floating-point numbers, the value would be rounded");
                }
                put('r', Double.doubleToRawLongBits(real), out);
            }
            case INTEGER, NUMERIC, BLOB -> put('i', value, out);
        }
    }

    void real(double value, ByteSink out) {
        if (Double.isNaN(value)) {
            throw new ValueRefusal("cannot hold NaN, which SQLite stores as NULL");
        }
        if (value == 0 && 1 / value < 0 && affinity != Affinity.BLOB) {
            throw new ValueRefusal("cannot hold a negative zero, which SQLite stores as zero");
        }
        switch (affinity) {
            case TEXT -> throw new ValueRefusal("is declared as text and would turn the number into text");
            case INTEGER, NUMERIC -> {
                // SQLite keeps the two ends of the range as REAL (sqlite3VdbeIntegerAffinity).
                if (value == Math.rint(value) && value > -0x1p63 && value < 0x1p63) {
                    put('i', (long) value, out);
                } else {
                    put('r', Double.doubleToRawLongBits(value), out);
                }
            }
            case REAL, BLOB -> put('r', Double.doubleToRawLongBits(value), out);
        }
    }

    private static void put(char storageClass, long bits, ByteSink out) {
        out.int8(storageClass);
        out.int64(bits);
    }

    void text(byte[] bytes, int offset, int length, ByteSink out) {
        if (affinity.turnsTextIntoNumbers() && Affinity.looksNumeric(bytes, offset, length)) {
            throw new ValueRefusal("has the affinity " + affinity + " and would turn the text into a number");
        }
        out.int8('t');
        out.put(bytes, offset, length);
    }

    void ascii(String text, ByteSink out) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        text(bytes, 0, bytes.length, out);
    }

    static void blob(byte[] bytes, int offset, int length, ByteSink out) {
        out.int8('b');
        out.put(bytes, offset, length);
    }
}
