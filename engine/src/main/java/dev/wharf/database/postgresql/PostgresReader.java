package dev.wharf.database.postgresql;

import static dev.wharf.database.postgresql.PostgresSql.array;
import static dev.wharf.database.postgresql.PostgresSql.list;
import static dev.wharf.database.postgresql.PostgresSql.literal;
import static dev.wharf.database.postgresql.PostgresSql.name;
import static dev.wharf.database.postgresql.PostgresSql.part;

import dev.wharf.database.ChunkArrays;
import dev.wharf.database.ConnectionLost;
import dev.wharf.database.Extract;
import dev.wharf.database.KeyBound;
import dev.wharf.database.KeyRange;
import dev.wharf.database.ReadColumn;
import dev.wharf.database.RowCursor;
import dev.wharf.database.SourceReader;
import dev.wharf.database.postgresql.PostgresSessions.Use;
import dev.wharf.wire.RowChunk;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads by binary COPY in a transaction that sees the snapshot of another. */
final class PostgresReader implements SourceReader {

    private static final String SAVEPOINT = "wharf_reading";
    private static final Set<String> SNAPSHOT_GONE = Set.of("42704", "22023");

    private final PostgresSessions sessions;
    private final Connection connection;
    private final ChunkArrays arrays = new ChunkArrays();
    private boolean closed;

    PostgresReader(PostgresSessions sessions, String snapshot) {
        this.sessions = sessions;
        connection = sessions.take(Use.SOURCE);
        try {
            beginReading(connection);
            enter(connection, snapshot);
            markReading(connection);
        } catch (SQLException e) {
            endReading(connection, sessions);
            throw PostgresErrors.of(e);
        } catch (ConnectionLost e) {
            endReading(connection, sessions);
            throw e;
        }
    }

    /** A snapshot lasts as long as the session that exported it; servers before version 16 call a lost one invalid. */
    private static void enter(Connection connection, String snapshot) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TRANSACTION SNAPSHOT " + literal(snapshot));
        } catch (SQLException e) {
            if (SNAPSHOT_GONE.contains(String.valueOf(e.getSQLState()))) {
                throw new ConnectionLost("The session that held the source's snapshot ended (SQLSTATE " + e.getSQLState() + ").", e);
            }
            throw e;
        }
    }

    /** Begins a transaction that sees one state of the data. */
    static void beginReading(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
        }
    }

    /** Where {@link #backToReading} goes back to. Behind a savepoint no snapshot can be exported any more. */
    static void markReading(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SAVEPOINT " + SAVEPOINT);
        }
    }

    /** Makes a transaction usable again in which a statement failed or was cancelled; its snapshot stays. */
    static void backToReading(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("ROLLBACK TO SAVEPOINT " + SAVEPOINT);
        }
    }

    static void endReading(Connection connection, PostgresSessions sessions) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            // Nothing was written; what is not back in auto-commit is closed.
        }
        sessions.giveBack(connection);
    }

    @Override
    public RowCursor read(Extract extract, List<ReadColumn> columns, KeyRange range) {
        List<String> conditions = new ArrayList<>();
        if (range.after() != null) {
            conditions.add(comparison(extract, ">", range.after()));
        }
        if (range.through() != null) {
            conditions.add(comparison(extract, "<=", range.through()));
        }
        return cursor(extract, columns, conditions);
    }

    /** Compares whole keys, as the order does: (a, b) > (1, 'x'). */
    static String comparison(Extract extract, String operator, KeyBound bound) {
        List<String> key = extract.key();
        List<String> values = new ArrayList<>(key.size());
        for (int i = 0; i < key.size(); i++) {
            values.add(typed(literal(bound.parts().get(i)), extract, key.get(i)));
        }
        return "(" + list(key, k -> "s." + name(k)) + ") " + operator + " (" + String.join(", ", values) + ")";
    }

    private static String typed(String value, Extract extract, String column) {
        return "CAST(" + value + " AS " + PostgresSql.unbounded(extract.columns().get(extract.indexOf(column)).type()) + ")";
    }

    @Override
    public RowCursor find(Extract extract, List<ReadColumn> columns, List<String> by, List<List<String>> values) {
        List<String> parts = new ArrayList<>(by.size());
        List<String> names = new ArrayList<>(by.size());
        List<String> casts = new ArrayList<>(by.size());
        for (int i = 0; i < by.size(); i++) {
            parts.add(literal(array(part(values, i))) + "::text[]");
            names.add("wharf_" + i);
            casts.add(typed("u.wharf_" + i, extract, by.get(i)));
        }
        String condition = "(" + list(by, k -> "s." + name(k)) + ") IN (SELECT " + String.join(", ", casts) + " FROM unnest("
                + String.join(", ", parts) + ") AS u(" + String.join(", ", names) + "))";
        return cursor(extract, columns, List.of(condition));
    }

    private RowCursor cursor(Extract extract, List<ReadColumn> columns, List<String> conditions) {
        if (closed) {
            throw new ConnectionLost("The reader was closed before.", new SQLException("closed", "08003"));
        }
        return new PostgresCursor(connection, extract, columns, arrays, copy(extract, columns, conditions));
    }

    private static String copy(Extract extract, List<ReadColumn> columns, List<String> conditions) {
        return "COPY (SELECT "
                + list(columns, c -> "s." + name(c.column().name()) + (c.asText() ? "::text" : ""))
                + " FROM (" + extract.sql() + "\n) s"
                + (conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions))
                + " ORDER BY " + list(extract.key(), k -> "s." + name(k)) + ") TO STDOUT (FORMAT binary)";
    }

    @Override
    public void reuse(RowChunk chunk) {
        arrays.giveBack(chunk);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            endReading(connection, sessions);
        }
    }
}
