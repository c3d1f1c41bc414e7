package dev.wharf.database;

import dev.wharf.wire.RowChunk;
import org.jspecify.annotations.Nullable;

/** Rows in chunks of about 256 KiB; a larger row is a chunk of its own. */
public interface RowCursor extends AutoCloseable {

    /** The next chunk, with at least one row, in arrays of its own; null at the end. */
    @Nullable RowChunk next();

    @Override
    void close();
}
