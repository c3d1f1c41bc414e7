package dev.wharf.preview;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step over its first rows.
 *
 * @param source the rows as they were read, with the columns that the engine adds left out
 * @param target one difference for each table of the step's writes
 * @param problems source rows that would not be moved, in their order
 */
public record StepPreview(String name, Rows source, List<TableDifference> target, List<Problem> problems) {

    public StepPreview {
        target = List.copyOf(target);
        problems = List.copyOf(problems);
    }

    /** Cells are text, null for NULL; every row has as many as there are columns. */
    public record Rows(List<String> columns, List<List<@Nullable String>> rows) {

        public Rows {
            columns = List.copyOf(columns);
            rows = rows.stream()
                    .map(row -> Collections.unmodifiableList(new ArrayList<>(row)))
                    .toList();
        }
    }

    /** What would become of a target row. */
    public enum Change {
        INSERT,
        UPDATE,
        UNCHANGED
    }

    /**
     * What would change in one table.
     *
     * @param rows as they would be written, columns that are not set as null
     * @param changes for each row what would become of it
     * @param insert how many rows would be inserted
     * @param volatileColumns columns that no row sets and whose default is another one at every run
     */
    public record TableDifference(
            String table,
            Rows rows,
            List<Change> changes,
            int insert,
            int update,
            int unchanged,
            List<String> volatileColumns) {

        public TableDifference {
            changes = List.copyOf(changes);
            volatileColumns = List.copyOf(volatileColumns);
        }
    }

    /**
     * A source row that would be rejected or skipped.
     *
     * @param key as text; "" where it concerns the whole step
     */
    public record Problem(String key, String reason) {}
}
