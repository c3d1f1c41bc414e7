package dev.wharf.database.sqlite;

import static dev.wharf.database.sqlite.SqliteSql.name;

import dev.wharf.catalog.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The foreign keys that refer to a table, whoever declared them. */
final class SqliteReferences {

    private SqliteReferences() {}

    /**
     * @param table the referring one
     * @param columns of the referring table, in the order of {@code referenced}
     */
    record Reference(String table, List<String> columns, List<String> referenced) {
        String reason() {
            return "rows of " + table + " refer to it (" + String.join(", ", columns) + ")";
        }
    }

    static List<Reference> to(Connection connection, TableName table) throws SQLException {
        List<Reference> references = new ArrayList<>();
        for (String other : tables(connection)) {
            Map<Integer, Reference> found = new LinkedHashMap<>();
            try (PreparedStatement statement = connection.prepareStatement(
                    "SELECT id, \"from\", \"to\" FROM pragma_foreign_key_list(?) WHERE \"table\" = ? COLLATE NOCASE"
                            + " ORDER BY id, seq")) {
                statement.setString(1, other);
                statement.setString(2, table.name());
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        Reference reference = found.computeIfAbsent(
                                row.getInt(1), id -> new Reference(other, new ArrayList<>(), new ArrayList<>()));
                        reference.columns().add(row.getString(2));
                        String to = row.getString(3);
                        if (to != null) {
                            reference.referenced().add(to);
                        }
                    }
                }
            }
            for (Reference reference : found.values()) {
                // Without a column the primary key is meant.
                references.add(reference.referenced().isEmpty()
                        ? new Reference(other, reference.columns(), primaryKey(connection, table))
                        : reference);
            }
        }
        return references;
    }

    private static List<String> tables(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT name FROM sqlite_schema WHERE type = 'table'")) {
            while (row.next()) {
                tables.add(row.getString(1));
            }
        }
        return tables;
    }

    private static List<String> primaryKey(Connection connection, TableName table) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk")) {
            statement.setString(1, table.name());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    columns.add(row.getString(1));
                }
            }
        }
        return columns;
    }

    /** Finds the referring rows of one row: {@code r} refers, {@code t} is referred to; the condition on t comes behind. */
    static String referring(Reference reference, TableName table, String columns) {
        List<String> joins = new ArrayList<>();
        for (int i = 0; i < reference.columns().size(); i++) {
            joins.add("r." + name(reference.columns().get(i)) + " = t." + name(reference.referenced().get(i)));
        }
        return "SELECT " + columns + " FROM " + name(table) + " t JOIN main." + name(reference.table()) + " r ON "
                + String.join(" AND ", joins);
    }
}
