package dev.wharf.preview;

import dev.wharf.database.ReadColumn;
import dev.wharf.wire.RowChunk;
import dev.wharf.wire.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads cells out of row tuples, as people read them. */
final class Tuples {

    private Tuples() {}

    /** The texts of the first {@code layouts.length} fields of a tuple. */
    static List<@Nullable String> texts(byte[] bytes, int start, ValueType[] layouts) {
        return dev.wharf.database.Tuples.texts(List.of(layouts), bytes, start);
    }

    static ValueType[] layouts(List<ReadColumn> columns) {
        return columns.stream().map(ReadColumn::layout).toArray(ValueType[]::new);
    }

    /** One row of a chunk, as a chunk. */
    static RowChunk row(RowChunk chunk, int row) {
        return new RowChunk(chunk.bytes(), new int[] {chunk.starts()[row], chunk.starts()[row + 1]}, 1);
    }
}
