package dev.wharf.database.sqlite;

import dev.wharf.database.Extract;
import dev.wharf.database.KeyRange;
import dev.wharf.database.SourceReader;
import dev.wharf.database.SourceSnapshot;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One read transaction on one connection. SQLite can hand its view to no other connection, so there is one reader, and it
 * shares this connection; calls take turns.
 */
final class SqliteSnapshot implements SourceSnapshot {

    private final Connection connection;
    private final String id;
    private final Instant takenAt;

    /** @param connection guarded and read-only, no transaction begun; closed with the snapshot */
    SqliteSnapshot(Connection connection) {
        this.connection = connection;
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN");
            // The transaction sees the file as it is when it first reads from it.
            try (ResultSet row = statement.executeQuery("PRAGMA data_version")) {
                row.next();
            }
            try (ResultSet row = statement.executeQuery("SELECT count(*) FROM sqlite_schema")) {
                row.next();
            }
            takenAt = Instant.now();
            id = "sqlite-" + takenAt.toEpochMilli();
        } catch (SQLException e) {
            end();
            throw SqliteErrors.of(e);
        }
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Instant takenAt() {
        return takenAt;
    }

    /** In every journal mode but WAL, a commit has to wait until nobody reads. */
    @Override
    public boolean holdsWritersBack() {
        return !"wal".equalsIgnoreCase(query("PRAGMA journal_mode", 1).getFirst().getFirst());
    }

    @Override
    public int maxReaders() {
        return 1;
    }

    @Override
    public long count(Extract extract) {
        return Long.parseLong(query("SELECT count(*) FROM (" + extract.sql() + "\n) s", 1).getFirst().getFirst());
    }

    @Override
    public SourceReader openReader() {
        return new SqliteReader(connection);
    }

    @Override
    public synchronized List<List<String>> query(String sql, int maxRows) {
        SqliteDeadline.arm(connection);
        return answer(sql, maxRows);
    }

    @Override
    public synchronized List<List<String>> query(String sql, int maxRows, Duration atMost) {
        SqliteDeadline.arm(connection, atMost);
        try {
            return answer(sql, maxRows);
        } finally {
            // the reader shares the connection
            SqliteDeadline.arm(connection);
        }
    }

    private List<List<String>> answer(String sql, int maxRows) {
        try (Statement statement = connection.createStatement()) {
            List<List<String>> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery(sql)) {
                int columns = result.getMetaData().getColumnCount();
                while (rows.size() < maxRows && result.next()) {
                    List<String> row = new ArrayList<>(columns);
                    for (int i = 1; i <= columns; i++) {
                        row.add(result.getString(i));
                    }
                    rows.add(row);
                }
            }
            return rows;
        } catch (SQLException e) {
            throw SqliteErrors.of(e);
        }
    }

    @Override
    public synchronized List<KeyRange> cut(Extract extract, int rows) {
        SqliteDeadline.arm(connection);
        try {
            return new SqliteCut(connection, extract, rows).ranges();
        } catch (SqliteRows.InvalidText e) {
            throw e.named("that a range ends with");
        } catch (SQLException e) {
            throw SqliteErrors.of(e);
        }
    }

    private void end() {
        try (connection;
                Statement statement = connection.createStatement()) {
            statement.execute("ROLLBACK");
        } catch (SQLException e) {
            // Nothing was written; closing the connection ends the transaction too.
        }
    }

    @Override
    public synchronized void close() {
        end();
    }
}
