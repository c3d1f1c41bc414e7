package dev.wharf.wire;

/**
 * Some rows, one behind the other in {@code bytes}. A row is laid out as a tuple of PostgreSQL's binary COPY format: an int16
 * number of fields, then for each an int32 length (-1 for NULL) and that many bytes. Row i begins at {@code starts[i]} and
 * ends before {@code starts[i + 1]}. The arrays belong to whoever holds the chunk and may be longer than what is used.
 *
 * @param rows how many rows there are; {@code starts} has at least one entry more
 */
public record RowChunk(byte[] bytes, int[] starts, int rows) {

    /** How many bytes the rows take together. */
    public int size() {
        return starts[rows] - starts[0];
    }
}
