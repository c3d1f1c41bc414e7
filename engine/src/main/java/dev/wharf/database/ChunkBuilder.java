package dev.wharf.database;

import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.wire.BigEndian;
import dev.wharf.wire.RowChunk;
import dev.wharf.wire.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers rows into chunks of about 256 KiB, each in arrays that are its own until they are given back. For one thread. */
public final class ChunkBuilder {

    static final int CHUNK_BYTES = 256 * 1024;
    private static final int GREATEST_ROW_BYTES = 64 * 1024 * 1024;

    private final Extract extract;
    private final List<ReadColumn> columns;
    private final ChunkArrays arrays;
    private ByteSink sink;
    private int[] starts = new int[1024];
    private int rows;

    public ChunkBuilder(Extract extract, List<ReadColumn> columns, ChunkArrays arrays) {
        this.extract = extract;
        this.columns = List.copyOf(columns);
        this.arrays = arrays;
        sink = new ByteSink(arrays.take());
    }

    /** Whether the next row belongs into the next chunk. */
    public boolean full() {
        return sink.size() >= CHUNK_BYTES;
    }

    /**
     * Adds a row that is a tuple already.
     *
     * @throws WharfException where the row is larger than a row may be; then it was not copied
     */
    public void add(byte[] bytes, int offset, int length) {
        requireSize(bytes, offset, length);
        begin();
        sink.put(bytes, offset, length);
        end();
    }

    /** Where a row is to be written as a tuple, followed by {@link #end}. */
    public ByteSink begin() {
        if (rows + 2 > starts.length) {
            starts = Arrays.copyOf(starts, starts.length * 2);
        }
        starts[rows] = sink.size();
        return sink;
    }

    /** @throws WharfException where the row is larger than a row may be */
    public void end() {
        rows++;
        starts[rows] = sink.size();
        requireSize(sink.bytes(), starts[rows - 1], sink.size() - starts[rows - 1]);
    }

    private void requireSize(byte[] bytes, int start, int size) {
        if (size > GREATEST_ROW_BYTES) {
            throw new WharfException(
                    Kind.DATA,
                    "row-too-large",
                    "the row" + key(bytes, start) + " has " + (size >> 20) + " MiB; a row has at most " + (GREATEST_ROW_BYTES >> 20) + " MiB",
                    "leave the row out of the extract, or its large columns");
        }
    }

    private String key(byte[] bytes, int start) {
        List<@Nullable String> parts = new ArrayList<>();
        int[] fields = Tuples.fields(bytes, start);
        for (String part : extract.key()) {
            for (int i = 0; i < columns.size(); i++) {
                if (columns.get(i).column().name().equals(part)) {
                    int length = BigEndian.int32(bytes, fields[i]);
                    ValueType layout = columns.get(i).layout();
                    parts.add(length < 0 ? null : ValueText.of(layout, bytes, fields[i] + 4, length));
                    break;
                }
            }
        }
        return parts.size() == extract.key().size() ? " with the key " + KeyText.of(parts) : "";
    }

    /** The rows gathered so far; null where there is none. */
    public @Nullable RowChunk take() {
        if (rows == 0) {
            return null;
        }
        RowChunk chunk = new RowChunk(sink.bytes(), starts, rows);
        sink = new ByteSink(arrays.take());
        starts = new int[Math.max(16, rows + rows / 8 + 2)];
        rows = 0;
        return chunk;
    }
}
