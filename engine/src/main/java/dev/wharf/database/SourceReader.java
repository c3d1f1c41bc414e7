package dev.wharf.database;

import dev.wharf.wire.RowChunk;
import java.util.List;

/** Reads rows of a snapshot; for one thread, one cursor at a time. */
public interface SourceReader extends AutoCloseable {

    /** The rows of a range in the order of the key, with just these columns in this order. */
    RowCursor read(Extract extract, List<ReadColumn> columns, KeyRange range);

    /** The rows whose key columns {@code by} have one of these values (as texts), in the order of the key. */
    RowCursor find(Extract extract, List<ReadColumn> columns, List<String> by, List<List<String>> values);

    /** Says that nobody looks at a chunk of this reader any more, so that its array may be used again. From any thread. */
    void reuse(RowChunk chunk);

    @Override
    void close();
}
