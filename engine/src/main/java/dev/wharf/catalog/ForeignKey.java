package dev.wharf.catalog;

import java.util.List;

/** A foreign key: {@code columns} of its table refer to {@code referenced} columns of {@code table}, in the same order. */
public record ForeignKey(String name, List<String> columns, TableName table, List<String> referenced, boolean deferrable) {

    public ForeignKey {
        columns = List.copyOf(columns);
        referenced = List.copyOf(referenced);
    }
}
