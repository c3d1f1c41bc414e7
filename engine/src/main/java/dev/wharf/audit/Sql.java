package dev.wharf.audit;

import dev.wharf.catalog.Dialect;
import dev.wharf.database.ConnectionLost;
import dev.wharf.database.Databases;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs the audit tables' statements. In their text {@code @} before a table's name stands for its schema, {@code now!} for the
 * server's time, and {@code in!} behind a column for being one of a collection of texts, which is one value; values are bound.
 * For one thread.
 */
public final class Sql {

    private final Connection connection;
    private final Dialect dialect;

    public Sql(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    public Dialect dialect() {
        return dialect;
    }

    /** One row of a result as an object. */
    @FunctionalInterface
    public interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    public int update(String sql, @Nullable Object... values) {
        try (PreparedStatement statement = prepare(sql, values)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    public <T> List<T> list(String sql, RowReader<T> reader, @Nullable Object... values) {
        try (PreparedStatement statement = prepare(sql, values);
                ResultSet rows = statement.executeQuery()) {
            List<T> found = new ArrayList<>();
            while (rows.next()) {
                found.add(reader.read(rows));
            }
            return found;
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /**
     * Hands rows over one by one, without holding all of them; on PostgreSQL that takes a transaction under way.
     *
     * @param fetch how many rows are held at a time
     */
    public <T> void each(String sql, int fetch, RowReader<T> reader, Consumer<T> consumer, @Nullable Object... values) {
        try (PreparedStatement statement = prepare(sql, values)) {
            statement.setFetchSize(fetch);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    consumer.accept(reader.read(rows));
                }
            }
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    public <T> Optional<T> first(String sql, RowReader<T> reader, @Nullable Object... values) {
        return list(sql, reader, values).stream().findFirst();
    }

    /** Runs a script of statements as it is. */
    void script(String script) {
        try (Statement statement = connection.createStatement()) {
            if (dialect == Dialect.SQLITE) {
                statement.executeUpdate(script);
            } else {
                statement.execute(script);
            }
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** A time column as ISO 8601 in UTC; null for NULL. */
    public static @Nullable String time(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        if (text == null || text.indexOf('T') > 0) {
            return text;
        }
        return row.getObject(column, OffsetDateTime.class).toInstant().toString();
    }

    /** A number that may be NULL. */
    public static @Nullable Long number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    private String text(String sql) {
        return switch (dialect) {
            case POSTGRESQL -> sql.replace("now!", "clock_timestamp()").replace("in!", "= ANY (?)").replace("@", "wharf.");
            case SQLITE -> sql.replace("now!", "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')")
                    .replace("in!", "IN (SELECT value FROM json_each(?))")
                    .replace("@", "");
        };
    }

    private PreparedStatement prepare(String sql, @Nullable Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(text(sql));
        try {
            for (int i = 0; i < values.length; i++) {
                bind(statement, i + 1, values[i]);
            }
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }

    private void bind(PreparedStatement statement, int place, @Nullable Object value) throws SQLException {
        switch (value) {
            case null -> statement.setNull(place, java.sql.Types.NULL);
            case byte[] bytes -> statement.setBytes(place, bytes);
            case Instant at when dialect == Dialect.POSTGRESQL -> statement.setObject(place, at.atOffset(ZoneOffset.UTC));
            case Instant at -> statement.setString(place, at.toString());
            case Collection<?> texts when dialect == Dialect.POSTGRESQL ->
                statement.setArray(place, connection.createArrayOf("text", texts.toArray()));
            case Collection<?> texts ->
                statement.setString(place, JsonTexts.write(texts.stream().map(String::valueOf).toList()));
            default -> statement.setObject(place, value);
        }
    }

    private RuntimeException failure(SQLException e) {
        if ("42501".equals(e.getSQLState())) {
            return new WharfException(
                    Kind.ENVIRONMENT,
                    "audit-permission",
                    "The target's role may not use the audit tables (SQLSTATE 42501): "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse("").replace("ERROR: ", "") + ".",
                    "Let the target's owner run the grants that `wharf audit ddl` prints.",
                    e);
        }
        RuntimeException meant = Databases.failure(dialect, e);
        if (meant instanceof ConnectionLost
                || meant instanceof WharfException known && known.kind() == Kind.ENVIRONMENT) {
            return meant;
        }
        return new WharfException(
                Kind.DATA,
                "audit-refused",
                "The target refused a statement on the audit tables: "
                        + String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given") + ".",
                "`wharf audit ddl` prints the tables and grants that are expected.",
                e);
    }
}
