package dev.wharf.database.sqlite;

import dev.wharf.catalog.Table;
import dev.wharf.database.ConnectionLost;
import dev.wharf.database.TargetNumbers;
import dev.wharf.database.TargetSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Numbers past the greatest that the table holds or its AUTOINCREMENT remembers; the run's lease keeps other runs away. */
public final class SqliteSequence implements TargetNumbers {

    private final TargetSession session;
    private final Table table;
    private final String column;
    private long last = -1;

    public SqliteSequence(TargetSession session, Table table, String column) {
        this.session = session;
        this.table = table;
        this.column = column;
    }

    @Override
    public long[] reserve(int count) {
        if (last < 0) {
            last = greatest();
        }
        long[] numbers = new long[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = ++last;
        }
        return numbers;
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
