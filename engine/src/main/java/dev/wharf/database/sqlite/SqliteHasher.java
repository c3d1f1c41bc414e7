package dev.wharf.database.sqlite;

import dev.wharf.database.ByteSink;
import dev.wharf.database.RowHasher;
import dev.wharf.database.TupleHasher;
import dev.wharf.wire.BigEndian;
import java.util.Arrays;
import java.util.Collections;

/**
 * Hashes SQLite's values. A number is the same number as INTEGER and as REAL (a STRICT table or a column of type ANY may keep
 * it in the other class than predicted), and zero has no sign.
 */
final class SqliteHasher {

    private SqliteHasher() {}

    static RowHasher of(int columns) {
        return new TupleHasher(Collections.nCopies(columns, SqliteHasher::canonical));
    }

    private static void canonical(byte[] bytes, int offset, int length, ByteSink out) {
        if (bytes[offset] == 'r') {
            double value = BigEndian.float8(bytes, offset + 1);
            if (value == Math.rint(value) && value >= -0x1p63 && value < 0x1p63) {
                out.int8('i');
                out.int64((long) value);
                return;
            }
        }
        out.put(bytes, offset, length);
    }

    /** Whether two fields, each beginning with its int32 length, hold the same value. */
    static boolean same(byte[] one, int oneAt, byte[] other, int otherAt) {
        int oneLength = BigEndian.int32(one, oneAt);
        int otherLength = BigEndian.int32(other, otherAt);
        if (oneLength < 0 || otherLength < 0) {
            return oneLength == otherLength;
        }
        ByteSink first = new ByteSink(oneLength);
        canonical(one, oneAt + 4, oneLength, first);
        ByteSink second = new ByteSink(otherLength);
        canonical(other, otherAt + 4, otherLength, second);
        return Arrays.equals(first.bytes(), 0, first.size(), second.bytes(), 0, second.size());
    }
}
