package dev.wharf.database;

import dev.wharf.catalog.Column;
import dev.wharf.wire.BigEndian;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks at the target keys of a block before it is written: none is NULL, no two are the same. */
public final class BlockKeys {

    private BlockKeys() {}

    /**
     * @param hasher over the key's columns alone, in their order
     * @throws DataRefusal naming the rows: one where a part of its key is NULL, two where they have the same key
     */
    public static void check(WriteBlock block, RowHasher hasher) {
        int[] columns = columns(block);
        int[] fields = new int[block.columns().size()];
        Seen seen = new Seen(block.rows().rows());
        ByteSink key = new ByteSink(64);
        for (int row = 0; row < block.rows().rows(); row++) {
            key.truncate(0);
            String missing = key(block, columns, row, fields, key);
            if (missing != null) {
                throw DataRefusal.ofRows(
                        "23502", block.table().name() + "." + missing + " is part of the key and may not be NULL", row);
            }
            int other = seen.putIfAbsent(hasher.hash(key.bytes(), 0), row);
            if (other >= 0) {
                throw DataRefusal.ofRows(
                        "23505",
                        "two rows have the same key (" + String.join(", ", block.key()) + ") of "
                                + block.table().name(),
                        other,
                        row);
            }
        }
    }

    /** Rows by the hashes of their keys, 16 bytes each, in arrays: there are as many as rows. */
    private static final class Seen {

        private final long[] high;
        private final long[] low;
        /** Row + 1, so that 0 is nothing. */
        private final int[] rows;

        Seen(int expected) {
            int size = Integer.highestOneBit(Math.max(8, expected) * 2 - 1) << 1;
            high = new long[size];
            low = new long[size];
            rows = new int[size];
        }

        /** Gives the row that was there before, or -1. */
        int putIfAbsent(byte[] hash, int row) {
            long first = BigEndian.int64(hash, 0);
            long second = BigEndian.int64(hash, 8);
            int place = (int) first & rows.length - 1;
            while (rows[place] != 0) {
                if (high[place] == first && low[place] == second) {
                    return rows[place] - 1;
                }
                place = place + 1 & rows.length - 1;
            }
            high[place] = first;
            low[place] = second;
            rows[place] = row + 1;
            return -1;
        }
    }

    /** Where the key's columns stand among the block's. */
    public static int[] columns(WriteBlock block) {
        int[] columns = new int[block.key().size()];
        List<String> names = block.columns().stream().map(Column::name).toList();
        for (int i = 0; i < columns.length; i++) {
            columns[i] = names.indexOf(block.key().get(i));
            if (columns[i] < 0) {
                throw new IllegalArgumentException(
                        "the key's column " + block.key().get(i) + " is not among those that are set");
            }
        }
        return columns;
    }

    /** Appends the key as a tuple; gives the column whose part is NULL, if one is. */
    private static @Nullable String key(WriteBlock block, int[] columns, int row, int[] fields, ByteSink key) {
        byte[] bytes = block.rows().bytes();
        Tuples.fields(bytes, block.rows().starts()[row], fields);
        key.int16(columns.length);
        for (int i = 0; i < columns.length; i++) {
            int at = fields[columns[i]];
            int length = BigEndian.int32(bytes, at);
            if (length < 0) {
                return block.key().get(i);
            }
            key.put(bytes, at, 4 + length);
        }
        return null;
    }
}
