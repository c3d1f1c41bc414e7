package dev.wharf.database.sqlite;

import static dev.wharf.database.sqlite.SqliteSql.list;
import static dev.wharf.database.sqlite.SqliteSql.name;

import dev.wharf.database.ByteSink;
import dev.wharf.database.Extract;
import dev.wharf.database.KeyBound;
import dev.wharf.database.KeyRange;
import dev.wharf.database.SourceReader;
import dev.wharf.database.SourceSnapshot;
import dev.wharf.database.Tuples;
import dev.wharf.database.ValueText;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.wire.BigEndian;
import dev.wharf.wire.ValueType;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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
        List<String> key = extract.key();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(cutting(extract, rows))) {
            SqliteRows values = new SqliteRows(statement, SqliteRows.encodesUtf8(connection));
            List<KeyRange> ranges = new ArrayList<>();
            KeyBound after = null;
            long before = 0;
            ByteSink tuple = new ByteSink(64);
            while (result.next()) {
                tuple.truncate(0);
                values.tuple(key, 2, 2 + key.size(), tuple);
                List<String> bounds = bounds(extract, tuple.bytes());
                if (result.getBoolean(2)) {
                    throw duplicateKey(key, tuple.bytes());
                }
                KeyBound through = new KeyBound(bounds);
                ranges.add(new KeyRange(after, through, result.getLong(1) - before));
                after = through;
                before = result.getLong(1);
            }
            return ranges;
        } catch (SqliteRows.InvalidText e) {
            throw e.named("that a range ends with");
        } catch (SQLException e) {
            throw SqliteErrors.of(e);
        }
    }

    private static String cutting(Extract extract, int rows) {
        List<String> key = extract.key();
        String order = list(key, k -> "s." + name(k));
        String same = String.join(
                " AND ",
                key.stream().map(k -> "lag(s." + name(k) + ") OVER w = s." + name(k)).toList());
        String missing = String.join(" OR ", key.stream().map(k -> "t." + name(k) + " IS NULL").toList());
        return "SELECT wharf_number, coalesce(wharf_same, 0), " + list(key, k -> "t." + name(k))
                + " FROM (SELECT " + order + ", row_number() OVER w AS wharf_number, lead(1) OVER w IS NULL AS wharf_last, "
                + same + " AS wharf_same FROM (" + extract.sql() + "\n) s WINDOW w AS (ORDER BY " + order + ")) t"
                + " WHERE wharf_number % " + rows + " = 0 OR wharf_last OR wharf_same OR " + missing
                + " ORDER BY wharf_number";
    }

    private List<String> bounds(Extract extract, byte[] tuple) {
        List<String> bounds = new ArrayList<>();
        int[] fields = Tuples.fields(tuple, 0);
        for (int i = 0; i < fields.length; i++) {
            int length = BigEndian.int32(tuple, fields[i]);
            if (length < 0) {
                throw nullKey(extract, extract.key().get(i));
            }
            bounds.add(SqliteBound.text(tuple, fields[i] + 4, length));
        }
        return bounds;
    }

    private WharfException nullKey(Extract extract, String column) {
        String count = query(
                        "SELECT count(*) FROM (" + extract.sql() + "\n) s WHERE s." + name(column) + " IS NULL", 1)
                .getFirst()
                .getFirst();
        return new WharfException(
                Kind.DATA,
                "key-null",
                "the key's column " + column + " is NULL in " + count + (count.equals("1") ? " row" : " rows")
                        + " of the extract; every row needs a key of its own",
                "choose a key without NULL, or leave these rows out: WHERE " + column + " IS NOT NULL");
    }

    private static WharfException duplicateKey(List<String> key, byte[] tuple) {
        List<ValueType> layouts = key.stream().map(k -> ValueType.DYNAMIC).toList();
        return new WharfException(
                Kind.DATA,
                "key-not-unique",
                "the key (" + String.join(", ", key) + ") is not unique in the extract: ("
                        + String.join(", ", Tuples.texts(layouts, tuple, 0)) + ") occurs more than once",
                "add columns to the key until it is unique, or make the extract give each row once");
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
