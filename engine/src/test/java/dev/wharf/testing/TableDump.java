package dev.wharf.testing;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What stands in a database, as texts that two looks at it can be compared by. */
public final class TableDump {

    private TableDump() {}

    /** Every row of every table, Wharf's own among them, each with its table before it. */
    public static List<String> ofAll(Connection connection) throws SQLException {
        return of(connection, table -> true);
    }

    /** As {@link #ofAll}, without the tables that Wharf made. */
    public static List<String> ofTheUsers(Connection connection) throws SQLException {
        return of(connection, table -> !table.startsWith("\"wharf\"") && !table.matches("\"(migration_|wharf_|flyway_).*"));
    }

    private static List<String> of(Connection connection, Predicate<String> wanted) throws SQLException {
        List<String> found = new ArrayList<>();
        for (String table : tables(connection)) {
            if (wanted.test(table)) {
                found.add(table);
                rows(connection, "SELECT * FROM " + table).stream().sorted().map(row -> table + ": " + row).forEach(found::add);
            }
        }
        return found;
    }

    /** The rows of a query, their columns with a bar between them; null is written as null. */
    public static List<String> rows(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    row.add(String.valueOf(rows.getString(i)));
                }
                found.add(String.join("|", row));
            }
            return found;
        }
    }

    private static Iterable<String> tables(Connection connection) throws SQLException {
        DatabaseMetaData data = connection.getMetaData();
        TreeSet<String> found = new TreeSet<>();
        try (ResultSet tables = data.getTables(null, null, "%", new String[] {"TABLE", "PARTITIONED TABLE"})) {
            while (tables.next()) {
                String schema = tables.getString("TABLE_SCHEM");
                String table = "\"" + tables.getString("TABLE_NAME") + "\"";
                found.add(schema == null || schema.equals("public") ? table : "\"" + schema + "\"." + table);
            }
        }
        return found;
    }
}
