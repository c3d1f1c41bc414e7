package dev.wharf.database.sqlite;

import dev.wharf.catalog.Table;
import dev.wharf.database.ConnectionLost;
import dev.wharf.database.TargetNumbers;
import dev.wharf.database.TargetSession;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;

/**
 * Numbers past the greatest that the table holds or its AUTOINCREMENT remembers. Nothing in the file keeps a number for anybody:
 * the caller records what it got in the same transaction.
 */
public final class SqliteSequence implements TargetNumbers {

    private final TargetSession session;
    private final Table table;
    private final String column;

    public SqliteSequence(TargetSession session, Table table, String column) {
        this.session = session;
        this.table = table;
        this.column = column;
    }

    @Override
    public long[] reserve(int count, long past) {
        long last = Math.max(past, greatest());
        long[] numbers = new long[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = ++last;
        }
        return numbers;
    }

    /** Whoever inserted rows since took the next numbers, as SQLite gives them. */
    @Override
    public boolean free(List<Long> numbers) {
        try (PreparedStatement statement = session.connection()
                .prepareStatement("SELECT 1 FROM " + SqliteSql.name(table.name()) + " WHERE " + SqliteSql.name(column)
                        + " BETWEEN ? AND ? LIMIT 1")) {
            statement.setLong(1, Collections.min(numbers));
            statement.setLong(2, Collections.max(numbers));
            try (ResultSet row = statement.executeQuery()) {
                return !row.next();
            }
        } catch (SQLException e) {
            throw new ConnectionLost("The target did not tell which keys " + table.name() + " holds.", e);
        }
    }

    private long greatest() {
        try (Statement statement = session.connection().createStatement()) {
            long greatest = number(
                    statement,
                    "SELECT coalesce(max(\"" + column.replace("\"", "\"\"") + "\"), 0) FROM \""
                            + table.name().name().replace("\"", "\"\"") + "\"");
            if (number(statement, "SELECT count(*) FROM sqlite_master WHERE name = 'sqlite_sequence'") > 0) {
                greatest = Math.max(
                        greatest,
                        number(
                                statement,
                                "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = '"
                                        + table.name().name().replace("'", "''") + "'"));
            }
            return greatest;
        } catch (SQLException e) {
            throw new ConnectionLost("The target gave no greatest key of " + table.name() + ".", e);
        }
    }

    private static long number(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
