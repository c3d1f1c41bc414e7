package dev.wharf.transform;

import dev.wharf.database.ByteSink;
import dev.wharf.wire.BigEndian;
import dev.wharf.wire.RowChunk;

/** Where the fields of one row of a chunk lie: read columns first, then the engine's own. Reused from row to row. */
final class WideRow {

    private final int[] offsets;
    private final int[] lengths;
    private final byte[][] own;
    private final int read;
    private byte[] bytes = {};

    /** @param read how many columns were read; {@code own} how many fields of the engine's own stand behind them */
    WideRow(int read, int own) {
        this.read = read;
        this.own = new byte[own][];
        offsets = new int[read + own];
        lengths = new int[read + own];
    }

    /** Finds the read columns of a row. */
    void locate(RowChunk chunk, int row) {
        locate(chunk, row, read);
    }

    /** Finds the first so many read columns of a row. */
    void locate(RowChunk chunk, int row, int fields) {
        bytes = chunk.bytes();
        int at = chunk.starts()[row] + 2;
        for (int i = 0; i < fields; i++) {
            int length = BigEndian.int32(bytes, at);
            at += 4;
            offsets[i] = at;
            lengths[i] = length;
            if (length > 0) {
                at += length;
            }
        }
    }

    /** Appends read columns that stand side by side, with their lengths. */
    void copyTo(int first, int last, ByteSink out) {
        int start = offsets[first] - 4;
        out.put(bytes, start, offsets[last] + Math.max(0, lengths[last]) - start);
    }

    /** Puts a value of the engine's own into a field; null for NULL. */
    void put(int field, byte[] value) {
        own[field - read] = value;
        offsets[field] = 0;
        lengths[field] = value.length;
    }

    void putNull(int field) {
        lengths[field] = -1;
    }

    boolean isNull(int field) {
        return lengths[field] < 0;
    }

    byte[] array(int field) {
        return field < read ? bytes : own[field - read];
    }

    int offset(int field) {
        return offsets[field];
    }

    int length(int field) {
        return lengths[field];
    }
}
