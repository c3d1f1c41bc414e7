package dev.wharf.transform;

import dev.wharf.database.ByteSink;
import dev.wharf.wire.BigEndian;
import dev.wharf.wire.RowChunk;

/** Where the fields of one row of a chunk lie: read columns first, then the engine's own. Reused from row to row. */
final class WideRow {

    private final int[] offsets;
    private final int[] lengths;
    private byte[][] arrays;
    private int count;

    WideRow(int fields) {
        offsets = new int[fields];
        lengths = new int[fields];
        arrays = new byte[fields][];
    }

    /** Finds the read columns of a row. */
    void locate(RowChunk chunk, int row) {
        byte[] bytes = chunk.bytes();
        int at = chunk.starts()[row];
        count = ((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF);
        at += 2;
        for (int i = 0; i < count; i++) {
            int length = BigEndian.int32(bytes, at);
            at += 4;
            arrays[i] = bytes;
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
        out.put(arrays[first], start, offsets[last] + Math.max(0, lengths[last]) - start);
    }

    /** Puts a value of the engine's own into a field; null for NULL. */
    void put(int field, byte[] value) {
        arrays[field] = value;
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
        return arrays[field];
    }

    int offset(int field) {
        return offsets[field];
    }

    int length(int field) {
        return lengths[field];
    }
}
