package dev.wharf.author;

import dev.wharf.catalog.TableName;

/** Names as both dialects read them in a statement, whatever they hold. */
public final class SqlNames {

    private SqlNames() {}

    public static String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    public static String quote(TableName table) {
        String schema = table.schema();
        return schema == null ? quote(table.name()) : quote(schema) + "." + quote(table.name());
    }
}
