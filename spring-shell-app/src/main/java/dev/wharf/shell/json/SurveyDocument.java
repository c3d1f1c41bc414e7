package dev.wharf.shell.json;

import dev.wharf.catalog.Schema;
import dev.wharf.catalog.Table;
import dev.wharf.catalog.TableName;
import dev.wharf.shell.text.Page;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A schema.
 *
 * @param order tables so that each comes after those it refers to, cycles aside
 * @param cycles sets of tables that refer to each other
 */
public record SurveyDocument(
        String connection,
        String dialect,
        String fingerprint,
        List<SurveyedTable> tables,
        List<String> order,
        List<List<String>> cycles)
        implements Document {

    /**
     * @param rows null where they are not known
     * @param comment as the schema's owner left it
     */
    public record SurveyedTable(
            String name,
            String kind,
            @Nullable String comment,
            @Nullable Long rows,
            List<SurveyedColumn> columns,
            List<String> primaryKey,
            List<SurveyedForeignKey> foreignKeys) {}

    public record SurveyedColumn(String name, String type, boolean nullable, @Nullable String comment) {}

    public record SurveyedForeignKey(List<String> columns, String table, List<String> referenced) {}

    public static SurveyDocument of(
            String connection,
            Schema schema,
            String fingerprint,
            List<TableName> order,
            Collection<? extends Collection<TableName>> cycles) {
        return new SurveyDocument(
                connection,
                schema.dialect().name().toLowerCase(Locale.ROOT),
                fingerprint,
                schema.tables().stream().map(SurveyDocument::table).toList(),
                names(order),
                cycles.stream().map(SurveyDocument::names).toList());
    }

    private static List<String> names(Collection<TableName> names) {
        return names.stream().map(TableName::toString).toList();
    }

    private static SurveyedTable table(Table table) {
        return new SurveyedTable(
                table.name().toString(),
                table.kind().name().toLowerCase(Locale.ROOT),
                table.comment(),
                table.rows() < 0 ? null : table.rows(),
                table.columns().stream()
                        .map(c -> new SurveyedColumn(c.name(), c.type().sqlName(), c.nullable(), c.comment()))
                        .toList(),
                table.primaryKey(),
                table.foreignKeys().stream()
                        .map(k -> new SurveyedForeignKey(k.columns(), k.table().toString(), k.referenced()))
                        .toList());
    }

    @Override
    public void print(Page page) {
        page.field("connection", connection + " (" + dialect + ")");
        page.field("fingerprint", fingerprint);
        page.blank();
        var table = new dev.wharf.shell.text.Table("table", "kind", "#rows", "#columns", "key", "refers to");
        for (SurveyedTable t : tables) {
            table.row(
                    t.name(),
                    t.kind(),
                    t.rows() == null ? "?" : RunDocument.count(t.rows()),
                    String.valueOf(t.columns().size()),
                    String.join(", ", t.primaryKey()),
                    String.join(", ", t.foreignKeys().stream().map(SurveyedForeignKey::table).distinct().toList()));
        }
        page.table(table);
        page.blank();
        page.field("order", String.join(", ", order));
        cycles.forEach(cycle -> page.field("cycle", String.join(" ↔ ", cycle)));
    }
}
