package dev.wharf.database.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.sqlite.SQLiteErrorCode;

/** How many rows a table has: counted, which reads the smallest index whole, unless that takes long. */
final class SqliteCount {

    private static final Duration QUICK = Duration.ofSeconds(5);

    private SqliteCount() {}

    /** What ANALYZE left behind where counting took too long, -1 where it left nothing. */
    static long of(Connection connection, String table) throws SQLException {
        SqliteDeadline.arm(connection, QUICK);
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM " + SqliteSql.name(table))) {
            return row.getLong(1);
        } catch (SQLException e) {
            if (SqliteErrors.code(e) != SQLiteErrorCode.SQLITE_INTERRUPT) {
                throw e;
            }
        } finally {
            SqliteDeadline.arm(connection);
        }
        return analyzed(connection, table);
    }

    private static long analyzed(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM sqlite_schema WHERE name = 'sqlite_stat1'")) {
            if (row.getLong(1) == 0) {
                return -1;
            }
        }
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT max(CAST(stat AS INTEGER)) FROM sqlite_stat1 WHERE tbl = ?")) {
            statement.setString(1, table);
            try (ResultSet row = statement.executeQuery()) {
                long rows = row.getLong(1);
                return row.wasNull() ? -1 : rows;
            }
        }
    }
}
