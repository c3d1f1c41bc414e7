package dev.wharf.transform;

import dev.wharf.wire.RowChunk;
import java.util.List;

/**
 * A source chunk that is ready for the wall.
 *
 * @param source the rows as they were read
 * @param items one for each row of {@code source}
 * @param virtualValues for each row the values of the engine's own columns; null for NULL
 * @param crossing what is sent, with the rows that are open only
 * @param crossingRows for each row of {@code crossing} its row in {@code source}
 */
public record PreparedChunk(
        RowChunk source, List<SourceItem> items, byte[][][] virtualValues, RowChunk crossing, int[] crossingRows) {

    /** The same rows, but just one of them crosses. */
    public PreparedChunk alone(int crossingRow) {
        int start = crossing.starts()[crossingRow];
        int end = crossing.starts()[crossingRow + 1];
        byte[] bytes = java.util.Arrays.copyOfRange(crossing.bytes(), start, end);
        return new PreparedChunk(
                source,
                items,
                virtualValues,
                new RowChunk(bytes, new int[] {0, end - start}, 1),
                new int[] {crossingRows[crossingRow]});
    }

    /** The same rows, but those of these source indexes do not cross. */
    public PreparedChunk without(List<Integer> sourceRows) {
        byte[] bytes = new byte[crossing.size()];
        int[] starts = new int[crossing.rows() + 1];
        int[] rows = new int[crossing.rows()];
        int count = 0;
        int size = 0;
        for (int i = 0; i < crossing.rows(); i++) {
            if (!sourceRows.contains(crossingRows[i])) {
                int length = crossing.starts()[i + 1] - crossing.starts()[i];
                System.arraycopy(crossing.bytes(), crossing.starts()[i], bytes, size, length);
                starts[count] = size;
                rows[count++] = crossingRows[i];
                size += length;
            }
        }
        starts[count] = size;
        return new PreparedChunk(
                source, items, virtualValues, new RowChunk(bytes, starts, count), java.util.Arrays.copyOf(rows, count));
    }
}
