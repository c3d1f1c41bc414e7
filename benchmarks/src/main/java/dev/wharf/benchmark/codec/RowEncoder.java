package dev.wharf.benchmark.codec;

import dev.wharf.database.ByteSink;

/** Turns the values of one row, each behind its length, into a tuple of the target. */
public interface RowEncoder {

    /**
     * @param at where the row's first length stands
     * @return where the next row begins
     */
    int encode(byte[] values, int at, ByteSink out);
}
