package dev.wharf.preview;

import dev.wharf.database.ReadColumn;
import dev.wharf.database.ValueText;
import dev.wharf.wire.RowChunk;
import dev.wharf.wire.ValueType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads cells out of row tuples, as people read them. */
final class Tuples {

    private Tuples() {}

    /** The texts of the first {@code layouts.length} fields of a tuple. */
    static List<@Nullable String> texts(byte[] bytes, int start, ValueType[] layouts) {
        List<@Nullable String> texts = new ArrayList<>(layouts.length);
        int at = start + 2;
        for (ValueType layout : layouts) {
            int length = int32(bytes, at);
            at += 4;
            texts.add(length < 0 ? null : ValueText.of(layout, bytes, at, length));
            at += Math.max(0, length);
        }
        return texts;
    }

    static ValueType[] layouts(List<ReadColumn> columns) {
        return columns.stream().map(ReadColumn::layout).toArray(ValueType[]::new);
    }

    /** One row of a chunk, as a chunk. */
    static RowChunk row(RowChunk chunk, int row) {
        return new RowChunk(chunk.bytes(), new int[] {chunk.starts()[row], chunk.starts()[row + 1]}, 1);
    }

    private static int int32(byte[] bytes, int at) {
        return (bytes[at] << 24) | ((bytes[at + 1] & 0xFF) << 16) | ((bytes[at + 2] & 0xFF) << 8) | (bytes[at + 3] & 0xFF);
    }
}
