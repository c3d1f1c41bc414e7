package dev.wharf.catalog;

import java.util.List;
import java.util.Optional;

/**
 * A database's schema, as surveyed. The audit tables of Wharf and the database's own tables are no part of it.
 *
 * @param tables sorted by name
 */
public record Schema(Dialect dialect, List<Table> tables) {

    public Schema {
        tables = List.copyOf(tables);
    }

    public Optional<Table> table(TableName name) {
        return tables.stream().filter(t -> t.name().equals(name)).findFirst();
    }

    /** The table that a plan or a person means by {@code name} or {@code schema.name}. */
    public Optional<Table> table(String name) {
        return table(TableName.parse(name));
    }
}
