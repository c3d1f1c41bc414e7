package dev.wharf.migration;

import org.jspecify.annotations.Nullable;

/** One row on its way into a target table. Setting a column twice is an error of the class. */
public interface TargetRow {

    /**
     * Sets a column to a value: whatever an accessor of {@link SourceRow} gives. Text goes into enum, json and uuid columns
     * too, and integers widen; what the column cannot keep exactly rejects the source row.
     *
     * @return this row
     */
    TargetRow set(String column, @Nullable Object value);

    /**
     * Copies a source column without looking at it: its bytes stay in the engine where both types are equal, and are
     * converted as by {@link #set} where they are not.
     *
     * @return this row
     */
    TargetRow copy(String targetColumn, String sourceColumn);
}
