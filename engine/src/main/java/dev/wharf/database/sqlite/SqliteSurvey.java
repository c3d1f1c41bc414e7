package dev.wharf.database.sqlite;

import dev.wharf.catalog.Column;
import dev.wharf.catalog.Column.Generated;
import dev.wharf.catalog.Dialect;
import dev.wharf.catalog.ForeignKey;
import dev.wharf.catalog.Schema;
import dev.wharf.catalog.Table;
import dev.wharf.catalog.TableKind;
import dev.wharf.catalog.TableKinds;
import dev.wharf.catalog.TableName;
import dev.wharf.catalog.UniqueKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;

/**
 * Reads the schema from sqlite_schema and the pragmas, all of it in one transaction. Virtual tables and what stands behind
 * them are left out, views that cannot be read any more, and the audit tables where the file has them.
 */
final class SqliteSurvey {

    /** Only a file that has Wharf's own version table has Wharf's audit tables; elsewhere these names mean something else. */
    private static final String TABLES =
            """
            SELECT l.name, l.type, l.wr, l.strict, s.sql FROM pragma_table_list l
            JOIN sqlite_schema s ON s.name = l.name AND s.type IN ('table', 'view')
            WHERE l.schema = 'main' AND l.type IN ('table', 'view') AND l.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
              AND NOT (EXISTS (SELECT * FROM pragma_table_info('migration_schema') WHERE name = 'database_id')
                       AND (l.name IN ('current_mappings', 'current_mapping_rows') OR l.name LIKE 'migration\\_%' ESCAPE '\\'))
            ORDER BY l.name
            """;

    private record Entry(String name, boolean view, boolean withoutRowid, boolean strict, String sql) {}

    private record ColumnRow(String name, String type, boolean notNull, @Nullable String defaultText, int key, int hidden) {}

    private final Connection connection;

    /** As other tables spell it, in lower case, to as it is spelt. */
    private final Map<String, String> spelling = new HashMap<>();

    private SqliteSurvey(Connection connection) {
        this.connection = connection;
    }

    /** @param connection read-only, in auto-commit; its transaction is ended by a rollback */
    static Schema read(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try {
            return new SqliteSurvey(connection).schema();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private Schema schema() throws SQLException {
        List<Entry> entries = entries();
        entries.forEach(e -> spelling.put(e.name().toLowerCase(Locale.ROOT), e.name()));
        Map<String, List<ColumnRow>> columns = new LinkedHashMap<>();
        for (Entry entry : entries) {
            try {
                columns.put(entry.name(), columnRows(entry.name()));
            } catch (SQLException e) {
                // A view over what is gone stays in the file, and nobody can read it.
                if (!entry.view() || SqliteErrors.code(e) != SQLiteErrorCode.SQLITE_ERROR) {
                    throw e;
                }
            }
        }
        List<Table> tables = new ArrayList<>();
        for (Entry entry : entries) {
            if (columns.containsKey(entry.name())) {
                tables.add(table(entry, columns));
            }
        }
        tables.sort(Comparator.comparing(Table::name));
        return new Schema(Dialect.SQLITE, tables);
    }

    private Table table(Entry entry, Map<String, List<ColumnRow>> allColumns) throws SQLException {
        List<ColumnRow> rows = allColumns.getOrDefault(entry.name(), List.of());
        if (entry.view()) {
            List<Column> columns = rows.stream().map(r -> column(r, entry, null)).toList();
            return new Table(TableName.of(entry.name()), TableKind.VIEW, -1, columns, List.of(), List.of(), List.of(),
                    List.of(), triggers(entry.name()), null);
        }
        SqliteDdl ddl = SqliteDdl.parse(entry.sql());
        List<String> primaryKey = primaryKey(rows);
        SqliteIndexes indexes = SqliteIndexes.read(connection, entry.name());
        String rowid = rowidAlias(entry, rows, primaryKey, indexes);
        List<Column> columns = rows.stream().map(r -> column(r, entry, rowid)).toList();
        List<ForeignKey> foreignKeys = foreignKeys(entry.name(), ddl, allColumns);
        long count = SqliteCount.of(connection, entry.name());
        List<UniqueKey> unique = indexes.uniqueKeys();
        return new Table(
                TableName.of(entry.name()),
                TableKinds.of(count, columns, foreignKeys),
                count,
                columns,
                primaryKey,
                unique,
                foreignKeys,
                ddl.checks(),
                triggers(entry.name()), null);
    }

    private List<Entry> entries() throws SQLException {
        List<Entry> entries = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(TABLES)) {
            while (rows.next()) {
                entries.add(new Entry(
                        rows.getString(1),
                        rows.getString(2).equals("view"),
                        rows.getBoolean(3),
                        rows.getBoolean(4),
                        String.valueOf(rows.getString(5))));
            }
        }
        return entries;
    }

    private List<ColumnRow> columnRows(String table) throws SQLException {
        List<ColumnRow> columns = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT name, type, \"notnull\", dflt_value, pk, hidden FROM pragma_table_xinfo(?) ORDER BY cid")) {
            statement.setString(1, table);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    String type = rows.getString(2);
                    columns.add(new ColumnRow(
                            rows.getString(1),
                            type == null ? "" : type,
                            rows.getBoolean(3),
                            rows.getString(4),
                            rows.getInt(5),
                            rows.getInt(6)));
                }
            }
        }
        return columns;
    }

    private static List<String> primaryKey(List<ColumnRow> columns) {
        return columns.stream()
                .filter(c -> c.key() > 0)
                .sorted(Comparator.comparingInt(ColumnRow::key))
                .map(ColumnRow::name)
                .toList();
    }

    /** The one column that is another name of the rowid. INTEGER PRIMARY KEY DESC is none: it has an index of its own. */
    private static @Nullable String rowidAlias(
            Entry entry, List<ColumnRow> columns, List<String> primaryKey, SqliteIndexes indexes) {
        if (entry.withoutRowid() || primaryKey.size() != 1 || indexes.primaryKeyHasIndex()) {
            return null;
        }
        String key = primaryKey.getFirst();
        return columns.stream().anyMatch(c -> c.name().equals(key) && c.type().equalsIgnoreCase("INTEGER")) ? key : null;
    }

    /** Outside of WITHOUT ROWID and STRICT tables a primary key other than the rowid may be NULL, as ever in SQLite. */
    private static Column column(ColumnRow row, Entry entry, @Nullable String rowid) {
        boolean alias = row.name().equals(rowid);
        boolean keyRefusesNull = row.key() > 0 && (alias || entry.withoutRowid() || entry.strict());
        Generated generated = row.hidden() >= 2 ? Generated.COMPUTED : alias ? Generated.BY_DEFAULT : Generated.NO;
        return new Column(
                row.name(), SqliteTypes.of(row.type()), !row.notNull() && !keyRefusesNull, row.defaultText(), generated, null);
    }

    /** The pragma lists the last one of the text first. */
    private List<ForeignKey> foreignKeys(String table, SqliteDdl ddl, Map<String, List<ColumnRow>> allColumns)
            throws SQLException {
        Map<Integer, ForeignKeyParts> parts = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT id, \"table\", \"from\", \"to\" FROM pragma_foreign_key_list(?) ORDER BY id DESC, seq")) {
            statement.setString(1, table);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    String referenced = rows.getString(2);
                    String spelt = spelling.getOrDefault(referenced.toLowerCase(Locale.ROOT), referenced);
                    parts.computeIfAbsent(rows.getInt(1), id -> new ForeignKeyParts(spelt))
                            .add(rows.getString(3), rows.getString(4));
                }
            }
        }
        List<ForeignKey> keys = new ArrayList<>();
        List<ColumnRow> own = allColumns.getOrDefault(table, List.of());
        for (ForeignKeyParts key : parts.values()) {
            SqliteDdl.Reference text =
                    ddl.references().size() == parts.size() ? ddl.references().get(keys.size()) : new SqliteDdl.Reference(null, false);
            keys.add(key.in(table, own, allColumns.getOrDefault(key.table, List.of()), text));
        }
        return keys;
    }

    private static final class ForeignKeyParts {

        private final String table;
        private final List<String> columns = new ArrayList<>();
        private final List<String> referenced = new ArrayList<>();

        private ForeignKeyParts(String table) {
            this.table = table;
        }

        private void add(String column, @Nullable String to) {
            columns.add(column);
            if (to != null) {
                referenced.add(to);
            }
        }

        /** Without columns, a reference means the primary key. */
        private ForeignKey in(String from, List<ColumnRow> own, List<ColumnRow> others, SqliteDdl.Reference text) {
            List<String> spelt = columns.stream().map(c -> spelt(c, own)).toList();
            List<String> to = referenced.isEmpty() ? primaryKey(others) : referenced.stream().map(c -> spelt(c, others)).toList();
            String name = text.name() == null ? from + "_" + String.join("_", spelt) + "_fkey" : text.name();
            return new ForeignKey(name, spelt, TableName.of(table), to, text.deferred());
        }

        private static String spelt(String column, List<ColumnRow> columns) {
            return columns.stream()
                    .map(ColumnRow::name)
                    .filter(c -> c.equalsIgnoreCase(column))
                    .findFirst()
                    .orElse(column);
        }
    }

    private List<String> triggers(String table) throws SQLException {
        List<String> triggers = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ? COLLATE NOCASE ORDER BY name")) {
            statement.setString(1, table);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    triggers.add(rows.getString(1));
                }
            }
        }
        return triggers;
    }
}
