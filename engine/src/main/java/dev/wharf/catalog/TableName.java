package dev.wharf.catalog;

import org.jspecify.annotations.Nullable;

/**
 * The name of a table as its database spells it. The schema is null where it is the one that is meant without saying
 * (PostgreSQL: public; SQLite: main).
 */
public record TableName(@Nullable String schema, String name) implements Comparable<TableName> {

    public TableName {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a table's name is not empty");
        }
    }

    public static TableName of(String name) {
        return new TableName(null, name);
    }

    /** Reads what {@link #toString} writes: {@code name} or {@code schema.name}. */
    public static TableName parse(String text) {
        int dot = text.indexOf('.');
        return dot <= 0 || dot == text.length() - 1
                ? of(text)
                : new TableName(text.substring(0, dot), text.substring(dot + 1));
    }

    @Override
    public int compareTo(TableName other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return schema == null ? name : schema + "." + name;
    }
}
