package dev.wharf.transform;

import dev.wharf.database.ByteSink;
import dev.wharf.wire.RowChunk;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** The target rows of one batch, by column set, in the order of their source rows. For one thread. */
public final class BatchRows {

    private static final int KEPT_BYTES = 8 << 20;

    private final List<SourceItem> items = new ArrayList<>();
    private final Map<ColumnSet, Block> blocks = new IdentityHashMap<>();

    /** The rows of one column set. */
    static final class Block {
        final ByteSink sink = new ByteSink(1 << 14);
        private int[] starts = new int[256];
        private int rows;

        int add() {
            if (rows + 1 == starts.length) {
                starts = Arrays.copyOf(starts, starts.length * 2);
            }
            starts[rows] = sink.size();
            return rows++;
        }

        void end() {
            starts[rows] = sink.size();
        }

        /** Whether it is worth keeping: not one that a single batch made large. */
        boolean clear() {
            rows = 0;
            sink.truncate(0);
            return sink.bytes().length <= KEPT_BYTES;
        }

        void truncate(int row) {
            sink.truncate(starts[row]);
            rows = row;
        }

        RowChunk slice(int from, int to) {
            starts[rows] = sink.size();
            return new RowChunk(sink.bytes(), Arrays.copyOfRange(starts, from, to + 1), to - from);
        }

        int start(int row) {
            return starts[row];
        }

        int end(int row) {
            return row + 1 == rows ? sink.size() : starts[row + 1];
        }
    }

    /** Forgets the batch and keeps its room for the next one. */
    public void clear() {
        items.clear();
        blocks.values().removeIf(block -> !block.clear());
    }

    /** All source rows of the batch, in the order of the key. */
    public List<SourceItem> items() {
        return items;
    }

    /** The column sets that have rows, in the order in which the tables are to be written. */
    public List<ColumnSet> columnSets() {
        return blocks.entrySet().stream()
                .filter(block -> block.getValue().rows > 0)
                .map(Map.Entry::getKey)
                .sorted(Comparator.comparingInt(ColumnSet::writeIndex).thenComparingInt(ColumnSet::number))
                .toList();
    }

    /** Rows of a column set, by their indexes in rising order; without copying where they lie side by side. */
    public RowChunk gather(ColumnSet set, int... indexes) {
        Block block = block(set);
        int first = indexes[0];
        int last = indexes[indexes.length - 1];
        if (last - first + 1 == indexes.length) {
            return block.slice(first, last + 1);
        }
        ByteSink copy = new ByteSink(1 << 12);
        int[] starts = new int[indexes.length + 1];
        for (int i = 0; i < indexes.length; i++) {
            starts[i] = copy.size();
            copy.put(block.sink.bytes(), block.start(indexes[i]), block.end(indexes[i]) - block.start(indexes[i]));
        }
        starts[indexes.length] = copy.size();
        return new RowChunk(copy.bytes(), starts, indexes.length);
    }

    /** The hash over what a row sets. */
    public byte[] hash(ColumnSet set, int row) {
        Block block = block(set);
        return set.hasher().hash(block.sink.bytes(), block.start(row));
    }

    Block block(ColumnSet set) {
        return blocks.computeIfAbsent(set, s -> new Block());
    }
}
