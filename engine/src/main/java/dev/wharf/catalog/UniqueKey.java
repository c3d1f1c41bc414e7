package dev.wharf.catalog;

import java.util.List;

/** A set of columns that the database keeps unique by a constraint or a full (not partial, not expression) index. */
public record UniqueKey(String name, List<String> columns) {

    public UniqueKey {
        columns = List.copyOf(columns);
    }
}
