package dev.wharf.database;

import dev.wharf.catalog.Column;
import dev.wharf.catalog.Table;
import dev.wharf.wire.RowChunk;
import java.util.List;

/**
 * Rows of one table that set the same columns, encoded in the target's layout, to be written by one mode.
 *
 * @param columns the columns of the tuples, in their order; the key is among them
 * @param key columns that tell rows apart, as the plan's {@code writes} name them
 */
public record WriteBlock(Table table, List<Column> columns, List<String> key, WriteMode mode, RowChunk rows) {

    public WriteBlock {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
    }
}
