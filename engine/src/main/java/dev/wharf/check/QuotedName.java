package dev.wharf.check;

import dev.wharf.catalog.TableName;

/** Names as they stand in the queries of a check; both databases quote them alike. */
final class QuotedName {

    private QuotedName() {}

    static String of(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    static String of(TableName table) {
        String schema = table.schema();
        return (schema == null ? "" : of(schema) + ".") + of(table.name());
    }
}
