package dev.wharf.database;

import dev.wharf.catalog.Column;
import dev.wharf.wire.BigEndian;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
        Map<Hash, Integer> seen = HashMap.newHashMap(block.rows().rows());
        ByteSink key = new ByteSink(64);
        for (int row = 0; row < block.rows().rows(); row++) {
            key.truncate(0);
            String missing = key(block, columns, row, key);
            if (missing != null) {
                throw DataRefusal.ofRows(
                        "23502", block.table().name() + "." + missing + " is part of the key and may not be NULL", row);
            }
            Integer other = seen.putIfAbsent(new Hash(hasher.hash(key.bytes(), 0)), row);
            if (other != null) {
                throw DataRefusal.ofRows(
                        "23505",
                        "two rows have the same key (" + String.join(", ", block.key()) + ") of "
                                + block.table().name(),
                        other,
                        row);
            }
        }
    }

    private record Hash(byte[] bytes) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Hash(byte[] its) && Arrays.equals(bytes, its);
        }

        @Override
        public int hashCode() {
            return BigEndian.int32(bytes, 0);
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
    private static @Nullable String key(WriteBlock block, int[] columns, int row, ByteSink key) {
        byte[] bytes = block.rows().bytes();
        int[] fields = Tuples.fields(bytes, block.rows().starts()[row]);
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
