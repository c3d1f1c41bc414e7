package dev.wharf.database;

import dev.wharf.wire.ValueType;

/**
 * One column as it is to be read: natively, or by its text form (layout TEXT), which any type has.
 */
public record ReadColumn(ExtractColumn column, boolean asText) {

    public ValueType layout() {
        return asText && column.layout() != ValueType.DYNAMIC ? ValueType.TEXT : column.layout();
    }
}
