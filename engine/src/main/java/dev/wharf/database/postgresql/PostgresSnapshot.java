package dev.wharf.database.postgresql;

import dev.wharf.database.ConnectionLost;
import dev.wharf.database.Extract;
import dev.wharf.database.KeyRange;
import dev.wharf.database.SourceReader;
import dev.wharf.database.SourceSnapshot;
import dev.wharf.database.postgresql.PostgresSessions.Use;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One transaction, REPEATABLE READ and READ ONLY, that exports its snapshot; readers import it into transactions of their own.
 * The methods may be called from several threads; they take turns on the one connection.
 */
final class PostgresSnapshot implements SourceSnapshot {

    private static final int MOST_READERS = 16;

    private final PostgresSessions sessions;
    private final Connection connection;
    private final String id;
    private final Instant takenAt;
    private boolean closed;

    PostgresSnapshot(PostgresSessions sessions) {
        this.sessions = sessions;
        connection = sessions.take(Use.SOURCE);
        try {
            PostgresReader.beginReading(connection);
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT pg_export_snapshot(), (extract(epoch FROM"
                            + " transaction_timestamp()) * 1000000)::bigint")) {
                row.next();
                id = row.getString(1);
                long micros = row.getLong(2);
                takenAt = Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1000);
            }
            PostgresReader.markReading(connection);
        } catch (SQLException e) {
            PostgresReader.endReading(connection, sessions);
            throw PostgresErrors.of(e);
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

    @Override
    public int maxReaders() {
        return MOST_READERS;
    }

    @Override
    public long count(Extract extract) {
        List<List<String>> rows = query("SELECT count(*) FROM (" + extract.sql() + "\n) s", 1);
        return Long.parseLong(rows.getFirst().getFirst());
    }

    @Override
    public SourceReader openReader() {
        return new PostgresReader(sessions, id);
    }

    @Override
    public List<List<String>> query(String sql, int maxRows) {
        return guarded(statement -> answer(statement, sql, maxRows));
    }

    @Override
    public List<List<String>> query(String sql, int maxRows, Duration atMost) {
        return guarded(statement -> {
            statement.execute("SET LOCAL statement_timeout = " + atMost.toMillis());
            List<List<String>> rows = answer(statement, sql, maxRows);
            // takes the setting back, as it does where the statement fails
            PostgresReader.backToReading(connection);
            return rows;
        });
    }

    private static List<List<String>> answer(Statement statement, String sql, int maxRows) throws SQLException {
        // What was checked is what is sent: the driver's own escapes, {fn …}, were nobody's SQL then.
        statement.setEscapeProcessing(false);
        statement.setMaxRows(maxRows);
        List<List<String>> rows = new ArrayList<>();
        try (ResultSet result = statement.executeQuery(sql)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<String> row = new ArrayList<>(columns);
                for (int i = 1; i <= columns; i++) {
                    row.add(result.getString(i));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    @Override
    public List<KeyRange> cut(Extract extract, int rows) {
        boolean byIndex = reachesIndex(extract);
        return guarded(statement -> new PostgresCut(connection, extract, rows).ranges(statement, byIndex));
    }

    private boolean reachesIndex(Extract extract) {
        try {
            return sessions.ask(Use.SOURCE, another -> PostgresRanges.reachIndex(another, extract));
        } catch (SQLException e) {
            throw PostgresErrors.of(e);
        }
    }

    private interface Work<T> {
        T on(Statement statement) throws SQLException;
    }

    /** A statement that fails would end the transaction, and with it the snapshot, were it not for the savepoint. */
    private synchronized <T> T guarded(Work<T> work) {
        if (closed) {
            throw new ConnectionLost("The snapshot was closed before.", new SQLException("closed", "08003"));
        }
        try (Statement statement = connection.createStatement()) {
            try {
                return work.on(statement);
            } catch (SQLException e) {
                goBack(e);
                throw e;
            }
        } catch (SQLException e) {
            throw PostgresErrors.of(e);
        }
    }

    /** The failure itself is what matters; where its cause ended the transaction, there is no way back. */
    private void goBack(SQLException failure) {
        try {
            PostgresReader.backToReading(connection);
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            PostgresReader.endReading(connection, sessions);
        }
    }
}
