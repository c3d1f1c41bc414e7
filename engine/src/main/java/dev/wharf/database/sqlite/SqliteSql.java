package dev.wharf.database.sqlite;

import dev.wharf.catalog.TableName;
import java.util.Collection;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes names into SQL. Values are always bound. */
final class SqliteSql {

    private SqliteSql() {}

    static String name(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    static String name(TableName table) {
        String schema = table.schema();
        return name(schema == null ? "main" : schema) + "." + name(table.name());
    }

    static <T> String list(Collection<T> parts, Function<T, String> each) {
        return parts.stream().map(each).collect(Collectors.joining(", "));
    }

    static String parameters(int count) {
        return "?" + ", ?".repeat(count - 1);
    }
}
