package dev.wharf.examples;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;

/**
 * Prints a line for each table of an example's SQLite target: its rows and a hash over them. Two equal outputs mean two equal
 * states. Usage: {@code StateOf SQLITE_URL}.
 */
public final class StateOf {

    private StateOf() {}

    public static void main(String[] arguments) throws SQLException {
        if (arguments.length != 1) {
            System.err.println("usage: StateOf SQLITE_URL");
            System.exit(2);
        }
        try (Connection connection = DriverManager.getConnection(arguments[0])) {
            for (String table : tables(connection)) {
                List<String> rows = rows(connection, table);
                System.out.printf("  %-20s %5d rows  %s%n", table, rows.size(), hash(rows).substring(0, 16));
            }
        }
    }

    /** The tables of the target, without those in which Wharf keeps its records. */
    private static List<String> tables(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet names = statement.executeQuery(
                        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
                                + " AND name NOT LIKE 'migration_%' ORDER BY name")) {
            while (names.next()) {
                tables.add(names.getString(1));
            }
        }
        return tables;
    }

    private static List<String> rows(Connection connection, String table) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM \"" + table + "\"")) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= columns; i++) {
                    row.append(rows.getString(i)).append('\u001f');
                }
                found.add(row.toString());
            }
        }
        Collections.sort(found);
        return found;
    }

    private static String hash(List<String> rows) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            rows.forEach(row -> sha256.update((row + "\n").getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
