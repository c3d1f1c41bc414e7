package dev.wharf.check;

import dev.wharf.catalog.Column;
import dev.wharf.catalog.Schema;
import dev.wharf.catalog.Table;
import dev.wharf.catalog.UniqueKey;
import java.util.HashSet;
import java.util.List;

/** Facts about tables that several checks ask for. */
final class TargetTables {

    private TargetTables() {}

    static List<String> names(Schema schema) {
        return schema.tables().stream().map(t -> t.name().toString()).toList();
    }

    static List<String> columns(Table table) {
        return table.columns().stream().map(Column::name).toList();
    }

    /** Whether the database itself keeps these columns unique together: a key of the table lies within them. */
    static boolean keepsUnique(Table table, List<String> columns) {
        HashSet<String> given = new HashSet<>(columns);
        if (!table.primaryKey().isEmpty() && given.containsAll(table.primaryKey())) {
            return true;
        }
        return table.uniqueKeys().stream().map(UniqueKey::columns).anyMatch(given::containsAll);
    }

    /** Whether a key of the table is just these columns, as a conflict clause needs it. */
    static boolean isKey(Table table, List<String> columns) {
        HashSet<String> given = new HashSet<>(columns);
        return (!table.primaryKey().isEmpty() && given.equals(new HashSet<>(table.primaryKey())))
                || table.uniqueKeys().stream().anyMatch(k -> given.equals(new HashSet<>(k.columns())));
    }
}
