package dev.wharf.database.postgresql;

import static dev.wharf.database.postgresql.PostgresSql.list;
import static dev.wharf.database.postgresql.PostgresSql.name;

import dev.wharf.database.Extract;
import dev.wharf.database.KeyBound;
import dev.wharf.database.KeyRange;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Cuts an extract into ranges of so many rows. Where an index gives the keys in their order, it is walked from one end of a
 * range to the next, which is far less than numbering all rows: it reads the keys alone and looks at the ends of ranges only.
 * Elsewhere one pass numbers the rows.
 */
final class PostgresCut {

    private static final int FETCHED_ROWS = 10_000;

    private final Connection connection;
    private final Extract extract;
    private final int rows;
    private final List<String> key;

    PostgresCut(Connection connection, Extract extract, int rows) {
        this.connection = connection;
        this.extract = extract;
        this.rows = rows;
        this.key = extract.key();
    }

    /** @param statement on the connection, within the snapshot's transaction */
    List<KeyRange> ranges(Statement statement, boolean byIndex) throws SQLException {
        statement.setEscapeProcessing(false);
        statement.setFetchSize(FETCHED_ROWS);
        return byIndex ? walked(statement) : numbered(statement);
    }

    private List<KeyRange> walked(Statement statement) throws SQLException {
        List<KeyRange> ranges = new ArrayList<>();
        KeyBound after = null;
        try (ResultSet result = statement.executeQuery(walk())) {
            while (result.next()) {
                KeyBound through = new KeyBound(whole(keyOf(result, 1)));
                ranges.add(new KeyRange(after, through, rows));
                after = through;
            }
        }
        long rest = count(statement, after);
        if (rest > 0) {
            ranges.add(new KeyRange(after, last(statement), rest));
        }
        refuseMissing(statement);
        return ranges;
    }

    /** From the key of one range's last row to that of the next one's. */
    private String walk() {
        String columns = list(key, k -> "s." + name(k));
        String order = " ORDER BY " + columns + " OFFSET " + (rows - 1) + " LIMIT 1";
        String from = " FROM (" + extract.sql() + "\n) s";
        return "WITH RECURSIVE wharf_cut AS ((SELECT " + columns + from + order + ") UNION ALL SELECT "
                + list(key, k -> "n." + name(k)) + " FROM wharf_cut c CROSS JOIN LATERAL (SELECT " + columns + from + " WHERE ("
                + columns + ") > (" + list(key, k -> "c." + name(k)) + ")" + order + ") n) SELECT "
                + list(key, k -> name(k) + "::text") + " FROM wharf_cut";
    }

    private long count(Statement statement, @Nullable KeyBound after) throws SQLException {
        String condition = after == null ? "" : " WHERE " + PostgresReader.comparison(extract, ">", after);
        try (ResultSet row = statement.executeQuery("SELECT count(*) FROM (" + extract.sql() + "\n) s" + condition)) {
            row.next();
            return row.getLong(1);
        }
    }

    private KeyBound last(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT " + list(key, k -> "s." + name(k) + "::text") + " FROM ("
                + extract.sql() + "\n) s ORDER BY " + list(key, k -> "s." + name(k) + " DESC") + " LIMIT 1")) {
            row.next();
            return new KeyBound(whole(keyOf(row, 1)));
        }
    }

    /** A comparison of whole keys passes over rows whose key holds NULL, so they have to be looked for. */
    private void refuseMissing(Statement statement) throws SQLException {
        String missing = String.join(" OR ", key.stream().map(k -> "s." + name(k) + " IS NULL").toList());
        try (ResultSet row = statement.executeQuery(
                "SELECT EXISTS (SELECT FROM (" + extract.sql() + "\n) s WHERE " + missing + ")")) {
            row.next();
            if (row.getBoolean(1)) {
                throw nullKey();
            }
        }
    }

    private List<KeyRange> numbered(Statement statement) throws SQLException {
        List<KeyRange> ranges = new ArrayList<>();
        try (ResultSet result = statement.executeQuery(numbering())) {
            KeyBound after = null;
            long before = 0;
            while (result.next()) {
                long number = result.getLong(1);
                List<String> parts = whole(keyOf(result, 3));
                if (result.getBoolean(2)) {
                    throw duplicateKey(parts);
                }
                KeyBound through = new KeyBound(parts);
                ranges.add(new KeyRange(after, through, number - before));
                after = through;
                before = number;
            }
        }
        return ranges;
    }

    /** One pass in the order of the key: each row that ends a range, and each whose key is NULL or that of the row before. */
    private String numbering() {
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

    private Optional<List<String>> keyOf(ResultSet result, int first) throws SQLException {
        List<String> parts = new ArrayList<>(key.size());
        for (int i = 0; i < key.size(); i++) {
            String part = result.getString(first + i);
            if (part == null) {
                return Optional.empty();
            }
            parts.add(part);
        }
        return Optional.of(parts);
    }

    private List<String> whole(Optional<List<String>> parts) throws SQLException {
        if (parts.isEmpty()) {
            throw nullKey();
        }
        return parts.get();
    }

    /** Says which column of the key is NULL, and how often. */
    private WharfException nullKey() throws SQLException {
        for (String column : key) {
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

    private WharfException duplicateKey(List<String> parts) {
        return new WharfException(
                Kind.DATA,
                "key-not-unique",
                "the key (" + String.join(", ", key) + ") is not unique in the extract: (" + String.join(", ", parts)
                        + ") occurs more than once",
                "add columns to the key until it is unique, or make the extract give each row once");
    }
}
