package dev.wharf.approval;

import dev.wharf.catalog.Check;
import dev.wharf.catalog.Column;
import dev.wharf.catalog.ForeignKey;
import dev.wharf.catalog.Schema;
import dev.wharf.catalog.Table;
import dev.wharf.catalog.TableKind;
import dev.wharf.catalog.TableName;
import dev.wharf.catalog.UniqueKey;
import dev.wharf.plan.Authored;
import java.util.Collection;
import java.util.Comparator;
import java.util.TreeSet;

/** Some tables of a schema as text, one fact a line, and the hash over it. Rows and comments are no part of it. */
record SchemaLines(String text, String fingerprint) {

    static SchemaLines of(Schema schema, Collection<TableName> names) {
        StringBuilder text = new StringBuilder();
        for (TableName name : new TreeSet<>(names)) {
            schema.table(name).ifPresentOrElse(table -> table(table, text), () -> line(text, name, "is not there"));
        }
        return new SchemaLines(text.toString(), Authored.hash(text.toString()));
    }

    private static void table(Table table, StringBuilder text) {
        TableName name = table.name();
        line(text, name, table.kind() == TableKind.VIEW ? "is a view" : "is a table");
        for (Column column : table.columns()) {
            line(text, name, "column " + column(column));
        }
        if (!table.primaryKey().isEmpty()) {
            line(text, name, "primary key (" + String.join(", ", table.primaryKey()) + ")");
        }
        table.uniqueKeys().stream()
                .sorted(Comparator.comparing(UniqueKey::name))
                .forEach(key -> line(text, name, "unique " + key.name() + " (" + String.join(", ", key.columns()) + ")"));
        table.foreignKeys().stream()
                .sorted(Comparator.comparing(ForeignKey::name))
                .forEach(key -> line(text, name, "foreign key " + key.name() + " (" + String.join(", ", key.columns()) + ") to "
                        + key.table() + " (" + String.join(", ", key.referenced()) + ")" + (key.deferrable() ? " deferrable" : "")));
        table.checks().stream()
                .sorted(Comparator.comparing(Check::name))
                .forEach(check -> line(text, name, "check " + check.name() + " " + check.expression().replaceAll("\\s+", " ")));
        table.triggers().stream().sorted().forEach(trigger -> line(text, name, "trigger " + trigger));
    }

    private static String column(Column column) {
        return column.name() + " " + column.type().sqlName()
                + (column.type().labels().isEmpty() ? "" : " (" + String.join(", ", column.type().labels()) + ")")
                + (column.nullable() ? "" : " not null")
                + (column.defaultExpression() == null ? "" : " default " + column.defaultExpression().replaceAll("\\s+", " "))
                + switch (column.generated()) {
                    case NO -> "";
                    case BY_DEFAULT -> " numbered by default";
                    case ALWAYS_IDENTITY -> " numbered always";
                    case COMPUTED -> " computed";
                };
    }

    private static void line(StringBuilder text, TableName table, String fact) {
        text.append(table).append(": ").append(fact).append('\n');
    }
}
