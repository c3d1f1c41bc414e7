package dev.wharf.database;

import dev.wharf.catalog.ColumnType;
import dev.wharf.wire.ValueType;

/**
 * A column of an extract and the layout in which it is read natively.
 */
public record ExtractColumn(String name, ColumnType type, ValueType layout) {}
