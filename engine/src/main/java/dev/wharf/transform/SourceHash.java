package dev.wharf.transform;

import com.dynatrace.hash4j.hashing.Hashing;
import dev.wharf.wire.BigEndian;
import dev.wharf.wire.RowChunk;

/** The hash over a source row as it was read (XXH3, 128 bits), by which a later run or a verification sees that it changed. */
public final class SourceHash {

    private SourceHash() {}

    /**
     * The 16 bytes of the hash over the first {@code fields} fields of a row. Columns that are read a second time, as text,
     * stand behind those of the extract and do not count, so that the hash depends on the row alone and not on the class.
     */
    public static byte[] of(RowChunk chunk, int row, int fields) {
        byte[] bytes = chunk.bytes();
        int start = chunk.starts()[row];
        int end = chunk.starts()[row + 1];
        int count = ((bytes[start] & 0xFF) << 8) | (bytes[start + 1] & 0xFF);
        if (count > fields) {
            end = start + 2;
            for (int field = 0; field < fields; field++) {
                end += 4 + Math.max(0, BigEndian.int32(bytes, end));
            }
        }
        return Hashing.xxh3_128()
                .hashBytesTo128Bits(bytes, start + 2, end - start - 2)
                .toByteArray();
    }
}
