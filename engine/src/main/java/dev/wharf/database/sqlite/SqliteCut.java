package dev.wharf.database.sqlite;

import static dev.wharf.database.sqlite.SqliteSql.list;
import static dev.wharf.database.sqlite.SqliteSql.name;

import dev.wharf.catalog.TypeKind;
import dev.wharf.database.ByteSink;
import dev.wharf.database.Extract;
import dev.wharf.database.KeyBound;
import dev.wharf.database.KeyRange;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts an extract into ranges of so many rows, in one pass over its keys in their order, and finds keys that are NULL or stand
 * there twice. Keys of numbers are counted and compared here; SQLite's own window functions take three times as long, but they
 * know when texts are equal, which a collation says.
 */
final class SqliteCut {

    private final Connection connection;
    private final Extract extract;
    private final List<String> key;
    private final int rows;

    SqliteCut(Connection connection, Extract extract, int rows) {
        this.connection = connection;
        this.extract = extract;
        this.rows = rows;
        key = extract.key();
    }

    /** @throws WharfException of kind DATA for a key that is NULL or stands there twice */
    List<KeyRange> ranges() throws SQLException {
        List<KeyRange> ranges = isDeclaredWhole() ? ofNumbers() : null;
        return ranges == null ? ofAny() : ranges;
    }

    private boolean isDeclaredWhole() {
        return key.stream().allMatch(part -> {
            TypeKind kind = extract.columns().get(extract.indexOf(part)).type().kind();
            return kind == TypeKind.SMALLINT || kind == TypeKind.INTEGER || kind == TypeKind.BIGINT;
        });
    }

    /** Null where a key holds something else than numbers. */
    @Nullable List<KeyRange> ofNumbers() throws SQLException {
        String order = list(key, k -> "s." + name(k));
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(
                        "SELECT " + order + " FROM (" + extract.sql() + "\n) s ORDER BY " + order)) {
            SqliteRows values = new SqliteRows(statement, SqliteRows.encodesUtf8(connection));
            List<KeyRange> ranges = new ArrayList<>();
            KeyBound after = null;
            long inRange = 0;
            ByteSink before = new ByteSink(64);
            ByteSink tuple = new ByteSink(64);
            while (result.next()) {
                tuple.truncate(0);
                values.tuple(key, 0, key.size(), tuple);
                if (!holdsNumbers(tuple.bytes())) {
                    return null;
                }
                if (before.size() > 0 && same(before, tuple)) {
                    throw duplicateKey(key, tuple.bytes());
                }
                if (inRange == rows) {
                    KeyBound through = new KeyBound(bounds(before.bytes()));
                    ranges.add(new KeyRange(after, through, inRange));
                    after = through;
                    inRange = 0;
                }
                inRange++;
                ByteSink other = before;
                before = tuple;
                tuple = other;
            }
            if (inRange > 0) {
                ranges.add(new KeyRange(after, new KeyBound(bounds(before.bytes())), inRange));
            }
            return ranges;
        } catch (SqliteRows.InvalidText e) {
            return null;
        }
    }

    private boolean holdsNumbers(byte[] tuple) throws SQLException {
        int at = 2;
        for (int i = 0; i < key.size(); i++) {
            int length = BigEndian.int32(tuple, at);
            if (length < 0) {
                throw nullKey(key.get(i));
            }
            if (tuple[at + 4] != 'i' && tuple[at + 4] != 'r') {
                return false;
            }
            at += 4 + length;
        }
        return true;
    }

    /** Both hold numbers alone, so their fields stand at the same places. */
    private boolean same(ByteSink before, ByteSink now) {
        if (Arrays.equals(before.bytes(), 0, before.size(), now.bytes(), 0, now.size())) {
            return true;
        }
        int at = 2;
        for (int i = 0; i < key.size(); i++) {
            boolean whole = before.bytes()[at + 4] == 'i' && now.bytes()[at + 4] == 'i';
            boolean equal = whole
                    ? BigEndian.int64(before.bytes(), at + 5) == BigEndian.int64(now.bytes(), at + 5)
                    : SqliteHasher.same(before.bytes(), at, now.bytes(), at);
            if (!equal) {
                return false;
            }
            at += 4 + BigEndian.int32(now.bytes(), at);
        }
        return true;
    }

    /** By window functions. */
    List<KeyRange> ofAny() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(numbering())) {
            SqliteRows values = new SqliteRows(statement, SqliteRows.encodesUtf8(connection));
            List<KeyRange> ranges = new ArrayList<>();
            KeyBound after = null;
            long before = 0;
            ByteSink tuple = new ByteSink(64);
            while (result.next()) {
                tuple.truncate(0);
                values.tuple(key, 2, 2 + key.size(), tuple);
                List<String> bounds = bounds(tuple.bytes());
                if (result.getBoolean(2)) {
                    throw duplicateKey(key, tuple.bytes());
                }
                KeyBound through = new KeyBound(bounds);
                ranges.add(new KeyRange(after, through, result.getLong(1) - before));
                after = through;
                before = result.getLong(1);
            }
            return ranges;
        }
    }

    private String numbering() {
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

    private List<String> bounds(byte[] tuple) throws SQLException {
        List<String> bounds = new ArrayList<>();
        int[] fields = Tuples.fields(tuple, 0);
        for (int i = 0; i < fields.length; i++) {
            int length = BigEndian.int32(tuple, fields[i]);
            if (length < 0) {
                throw nullKey(key.get(i));
            }
            bounds.add(SqliteBound.text(tuple, fields[i] + 4, length));
        }
        return bounds;
    }

    private WharfException nullKey(String column) throws SQLException {
        String count;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT count(*) FROM (" + extract.sql() + "\n) s WHERE s." + name(column) + " IS NULL")) {
            count = row.getString(1);
        }
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
}
