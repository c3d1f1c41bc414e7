package dev.wharf.database.postgresql;

import static dev.wharf.database.postgresql.PostgresSql.list;
import static dev.wharf.database.postgresql.PostgresSql.name;

import dev.wharf.database.Extract;
import dev.wharf.database.KeyBound;
import dev.wharf.database.KeyRange;
import dev.wharf.database.SourceReader;
import dev.wharf.database.SourceSnapshot;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One transaction, REPEATABLE READ and READ ONLY, that exports its snapshot; readers import it into transactions of their own.
 * The methods may be called from several threads; they take turns on the one connection.
 */
final class PostgresSnapshot implements SourceSnapshot {

    private static final int MOST_READERS = 16;
    private static final int FETCHED_ROWS = 10_000;

    private final Supplier<Connection> connector;
    private final Connection connection;
    private final String id;
    private final Instant takenAt;

    /** @param connector opens guarded, read-only connections with their settings pinned and no transaction begun */
    PostgresSnapshot(Supplier<Connection> connector) {
        this.connector = connector;
        connection = connector.get();
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
            PostgresReader.endReading(connection);
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
        return new PostgresReader(connector.get(), id);
    }

    @Override
    public List<List<String>> query(String sql, int maxRows) {
        return guarded(statement -> {
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
        });
    }

    @Override
    public List<KeyRange> cut(Extract extract, int rows) {
        List<String> key = extract.key();
        return guarded(statement -> {
            statement.setEscapeProcessing(false);
            statement.setFetchSize(FETCHED_ROWS);
            List<KeyRange> ranges = new ArrayList<>();
            try (ResultSet result = statement.executeQuery(cutting(extract, rows))) {
                KeyBound after = null;
                long before = 0;
                while (result.next()) {
                    long number = result.getLong(1);
                    List<@Nullable String> parts = new ArrayList<>(key.size());
                    for (int i = 0; i < key.size(); i++) {
                        parts.add(result.getString(3 + i));
                    }
                    if (parts.contains(null)) {
                        throw nullKey(extract);
                    }
                    if (result.getBoolean(2)) {
                        throw duplicateKey(key, parts);
                    }
                    KeyBound through = new KeyBound(notNull(parts));
                    ranges.add(new KeyRange(after, through, number - before));
                    after = through;
                    before = number;
                }
            }
            return ranges;
        });
    }

    private static List<String> notNull(List<@Nullable String> parts) {
        List<String> all = new ArrayList<>(parts.size());
        for (String part : parts) {
            if (part != null) {
                all.add(part);
            }
        }
        return all;
    }

    /** One pass in the order of the key: each row that ends a range, and each whose key is NULL or that of the row before. */
    private static String cutting(Extract extract, int rows) {
        List<String> key = extract.key();
        String order = list(key, k -> "s." + name(k));
        String same = String.join(
                " AND ",
                key.stream().map(k -> "lag(s." + name(k) + ") OVER w = s." + name(k)).toList());
        String missing = String.join(" OR ", key.stream().map(k -> "t." + name(k) + " IS NULL").toList());
        return "SELECT wharf_number, coalesce(wharf_same, false), " + list(key, k -> "t." + name(k) + "::text")
                + " FROM (SELECT " + order + ", row_number() OVER w AS wharf_number, lead(true) OVER w IS NULL AS wharf_last, "
                + same + " AS wharf_same FROM (" + extract.sql() + "\n) s WINDOW w AS (ORDER BY " + order + ")) t"
                + " WHERE wharf_number % " + rows + " = 0 OR wharf_last OR wharf_same OR " + missing
                + " ORDER BY wharf_number";
    }

    /** Says which column of the key is NULL, and how often. */
    private WharfException nullKey(Extract extract) throws SQLException {
        for (String column : extract.key()) {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT count(*) FROM (" + extract.sql() + "\n) s WHERE s."
                            + name(column) + " IS NULL")) {
                row.next();
                if (row.getLong(1) > 0) {
                    return new WharfException(
                            Kind.DATA,
                            "key-null",
                            "the key's column " + column + " is NULL in " + row.getLong(1)
                                    + (row.getLong(1) == 1 ? " row" : " rows")
                                    + " of the extract; every row needs a key of its own",
                            "choose a key without NULL, or leave these rows out: WHERE " + column + " IS NOT NULL");
                }
            }
        }
        throw new IllegalStateException("a key that was NULL is not any more, under one snapshot");
    }

    private static WharfException duplicateKey(List<String> key, List<@Nullable String> parts) {
        return new WharfException(
                Kind.DATA,
                "key-not-unique",
                "the key (" + String.join(", ", key) + ") is not unique in the extract: (" + String.join(", ", notNull(parts))
                        + ") occurs more than once",
                "add columns to the key until it is unique, or make the extract give each row once");
    }

    private interface Work<T> {
        T on(Statement statement) throws SQLException;
    }

    /** A statement that fails would end the transaction, and with it the snapshot, were it not for the savepoint. */
    private synchronized <T> T guarded(Work<T> work) {
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
        PostgresReader.endReading(connection);
    }
}
