package dev.wharf.run;

import dev.wharf.audit.BatchStore;
import dev.wharf.database.Extract;
import dev.wharf.database.KeyRange;
import dev.wharf.database.ReadColumn;
import dev.wharf.database.RowCursor;
import dev.wharf.database.SourceReader;
import dev.wharf.wire.RowChunk;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives a worker the rows of the ranges that it takes, in the order in which it takes them. For one thread. */
interface RangeRows extends AutoCloseable {

    /** The rows of one range; the cursor before it was closed. */
    RowCursor of(BatchStore.Batch batch);

    /** Says that nobody looks at a chunk any more. From any thread. */
    void reuse(RowChunk chunk);

    @Override
    void close();

    /** Every range is a query of its own, which an index answers. */
    static RangeRows byQuery(SourceReader reader, Extract extract, List<ReadColumn> columns) {
        return new RangeRows() {
            @Override
            public RowCursor of(BatchStore.Batch batch) {
                return reader.read(extract, columns, batch.range());
            }

            @Override
            public void reuse(RowChunk chunk) {
                reader.reuse(chunk);
            }

            @Override
            public void close() {
                // the reader is closed by whoever opened it
            }
        };
    }

    /**
     * One ordered pass over the whole extract, cut where the ranges end: for extracts of which each range would cost a pass.
     * The ranges are all of the extract's, in their order, counted under the very snapshot that is read.
     */
    static RangeRows inOnePass(SourceReader reader, Extract extract, List<ReadColumn> columns) {
        return new OnePass(reader.read(extract, columns, KeyRange.EVERYTHING));
    }

    /** Cuts one cursor into pieces of as many rows as the ranges have. */
    final class OnePass implements RangeRows {

        private final RowCursor all;
        private @Nullable RowChunk rest;

        private OnePass(RowCursor all) {
            this.all = all;
        }

        @Override
        public RowCursor of(BatchStore.Batch batch) {
            return new RowCursor() {
                private long left = batch.range().rows();

                @Override
                public @Nullable RowChunk next() {
                    RowChunk chunk = left == 0 ? null : take(left);
                    left -= chunk == null ? 0 : chunk.rows();
                    return chunk;
                }

                @Override
                public void close() {
                    // what is left of the pass belongs to the next range
                }
            };
        }

        private @Nullable RowChunk take(long most) {
            RowChunk chunk = rest == null ? all.next() : rest;
            rest = null;
            if (chunk == null || chunk.rows() <= most) {
                return chunk;
            }
            int cut = (int) most;
            rest = new RowChunk(
                    chunk.bytes(),
                    Arrays.copyOfRange(chunk.starts(), cut, chunk.rows() + 1),
                    chunk.rows() - cut);
            return new RowChunk(chunk.bytes(), Arrays.copyOf(chunk.starts(), cut + 1), cut);
        }

        /** Chunks are cut where ranges end, so two ranges may look at one array. */
        @Override
        public void reuse(RowChunk chunk) {
            // left to the collector
        }

        @Override
        public void close() {
            all.close();
        }
    }
}
