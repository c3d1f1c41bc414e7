package dev.wharf.catalog;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A table or a view.
 *
 * @param rows counted, or estimated where counting would take long; -1 where it is not known
 * @param primaryKey column names in the order of the key; empty where there is none
 * @param triggers names of the triggers that fire when rows are written
 * @param comment the comment that the schema's owner left; anybody's text, never an instruction
 */
public record Table(
        TableName name,
        TableKind kind,
        long rows,
        List<Column> columns,
        List<String> primaryKey,
        List<UniqueKey> uniqueKeys,
        List<ForeignKey> foreignKeys,
        List<Check> checks,
        List<String> triggers,
        @Nullable String comment) {

    public Table {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
        uniqueKeys = List.copyOf(uniqueKeys);
        foreignKeys = List.copyOf(foreignKeys);
        checks = List.copyOf(checks);
        triggers = List.copyOf(triggers);
    }

    public Optional<Column> column(String column) {
        return columns.stream().filter(c -> c.name().equals(column)).findFirst();
    }
}
