package dev.wharf.database;

import java.util.List;

/**
 * A SELECT, its columns in their order and the columns that are its key.
 */
public record Extract(String sql, List<ExtractColumn> columns, List<String> key) {

    public Extract {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
        for (String part : key) {
            if (columns.stream().noneMatch(c -> c.name().equals(part))) {
                throw new IllegalArgumentException("the key's column " + part + " is not in the extract");
            }
        }
    }

    /** Where a column stands, from 0; -1 where there is none of that name. */
    public int indexOf(String column) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(column)) {
                return i;
            }
        }
        return -1;
    }
}
