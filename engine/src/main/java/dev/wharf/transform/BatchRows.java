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

    /** All source rows of the batch, in the order of the key. */
    public List<SourceItem> items() {
        return items;
    }

    /** The column sets that have rows, in the order in which the tables are to be written. */
    public List<ColumnSet> columnSets() {
        return blocks.keySet().stream()
                .sorted(Comparator.comparingInt(ColumnSet::writeIndex).thenComparingInt(ColumnSet::number))
                .toList();
    }

    /** Rows of a column set, by their indexes in rising order; without copying where they lie side by side. */
    public RowChunk gather(ColumnSet set, List<Integer> indexes) {
        Block block = block(set);
        int first = indexes.getFirst();
        int last = indexes.getLast();
        if (last - first + 1 == indexes.size()) {
            return block.slice(first, last + 1);
        }
        ByteSink copy = new ByteSink(1 << 12);
        int[] starts = new int[indexes.size() + 1];
        for (int i = 0; i < indexes.size(); i++) {
            starts[i] = copy.size();
            copy.put(block.sink.bytes(), block.start(indexes.get(i)), block.end(indexes.get(i)) - block.start(indexes.get(i)));
        }
        starts[indexes.size()] = copy.size();
        return new RowChunk(copy.bytes(), starts, indexes.size());
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
