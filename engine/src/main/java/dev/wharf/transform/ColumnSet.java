package dev.wharf.transform;

import dev.wharf.catalog.Column;
import dev.wharf.catalog.Table;
import dev.wharf.database.RowHasher;
import dev.wharf.database.WriteMode;
import dev.wharf.wire.ValueType;
import java.util.List;

/**
 * The columns that some rows of a table set, in the table's order.
 *
 * @param number from 0, in the order in which they came up
 * @param writeIndex the table's place in the step's writes
 * @param keyFields where the key's columns stand among the columns, in the order of the write's key
 * @param keyLayouts the layouts of the key's columns
 * @param columnLayouts the layouts of all its columns
 */
public record ColumnSet(
        int number,
        int writeIndex,
        Table table,
        WriteMode mode,
        List<Column> columns,
        List<String> key,
        int[] keyFields,
        ValueType[] keyLayouts,
        ValueType[] columnLayouts,
        RowHasher hasher) {}
