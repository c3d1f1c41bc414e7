package dev.wharf.benchmark.copy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a copy made of the data. On PostgreSQL each column is summed up by hashes of key and value, on both servers, and the
 * sums compared; on SQLite the rows of both files are joined by key and compared value by value. Numbers are compared as
 * numbers and times as times, whatever type they got; that the type changed is told apart.
 */
final class ContentCheck {

    private ContentCheck() {}

    /** The findings, none where every value of every column arrived. */
    static List<String> of(Route route, Place place, Contender contender) {
        try {
            return route.intoPostgres() ? postgres(place, contender) : sqlite(place, contender);
        } catch (SQLException e) {
            return List.of("the target could not be compared: " + e.getMessage().lines().findFirst().orElse(""));
        }
    }

    private static List<String> postgres(Place place, Contender contender) throws SQLException {
        List<String> findings = new ArrayList<>();
        try (Connection source = place.source().connect(Place.SOURCE, "postgres");
                Connection target = place.target().connect(Place.TARGET, "postgres")) {
            long expectedRows = number(source, "SELECT count(*) FROM " + Lineitem.TABLE);
            long rows = number(target, "SELECT count(*) FROM " + contender.writes());
            if (rows != expectedRows) {
                findings.add("%,d rows of %,d".formatted(rows, expectedRows));
            }
            Map<String, String> wanted = types(source, Lineitem.TABLE);
            Map<String, String> made = types(target, contender.writes());
            List<String> retyped = new ArrayList<>();
            for (Lineitem.Column column : Lineitem.COLUMNS) {
                String type = made.get(column.name());
                if (type == null) {
                    findings.add(column.name() + " is missing");
                    continue;
                }
                if (!type.equals(wanted.get(column.name()))) {
                    retyped.add(column.name() + " " + type);
                }
                String changed = contender.content() == Contender.Content.UNCHANGED ? null : column.changed();
                compare(source, target, contender.writes(), column, changed == null ? column.name() : changed, findings);
            }
            if (!retyped.isEmpty()) {
                findings.add("other types: " + String.join(", ", retyped));
            }
            if (number(target, "SELECT count(*) FROM pg_index WHERE indisprimary AND indrelid = '" + contender.writes() + "'::regclass") == 0) {
                findings.add("no primary key");
            }
        }
        return findings;
    }

    private static void compare(
            Connection source, Connection target, String table, Lineitem.Column column, String expected, List<String> findings)
            throws SQLException {
        String before = sums(source, Lineitem.TABLE, column, expected);
        String after;
        try {
            after = sums(target, table, column, column.name());
        } catch (SQLException e) {
            findings.add(column.name() + " holds what is no " + column.content());
            return;
        }
        if (!before.equals(after)) {
            findings.add(column.name() + " differs: nulls, empty and hash were " + before + " and are " + after);
        }
    }

    private static String sums(Connection connection, String table, Lineitem.Column column, String value) throws SQLException {
        String text = switch (column.content()) {
            case NUMBER -> "trim_scale((" + value + ")::numeric)::text";
            case TIME -> "(" + value + ")::timestamp::text";
            case TEXT -> "rtrim((" + value + ")::text)";
        };
        return text(connection, "SELECT concat(count(*) FILTER (WHERE " + column.name() + " IS NULL), ', ', count(*) FILTER (WHERE " + column.name()
                + "::text = ''), ', ', sum(hashtextextended(concat(l_id::bigint, CASE WHEN " + column.name() + " IS NULL THEN '|n' ELSE '|v' END, " + text
                + "), 0)::numeric)) FROM " + table);
    }

    private static Map<String, String> types(Connection connection, String table) throws SQLException {
        Map<String, String> types = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT attname, format_type(atttypid, atttypmod) || CASE WHEN attnotnull THEN '' ELSE ' null' END"
                        + " FROM pg_attribute WHERE attrelid = '" + table + "'::regclass AND attnum > 0 AND NOT attisdropped")) {
            while (rows.next()) {
                types.put(rows.getString(1), rows.getString(2));
            }
        }
        return types;
    }

    private static List<String> sqlite(Place place, Contender contender) throws SQLException {
        List<String> findings = new ArrayList<>();
        try (Connection target = DriverManager.getConnection("jdbc:sqlite:" + place.sqliteTarget()); Statement statement = target.createStatement()) {
            statement.execute("ATTACH '" + place.sqliteSource() + "' AS s");
            long rows = number(target, "SELECT count(*) FROM main." + contender.writes());
            if (rows != place.rows()) {
                findings.add("%,d rows of %,d".formatted(rows, place.rows()));
            }
            List<String> sums = new ArrayList<>();
            for (Lineitem.Column column : Lineitem.COLUMNS) {
                String changed = contender.content() == Contender.Content.UNCHANGED ? null : column.changed();
                String expected = changed == null ? "b." + column.name() : changed.replace("l_", "b.l_");
                // a tax of 1.07 as SQLite adds it up is not the double nearest to 1.07
                expected = changed != null && column.content() == Lineitem.Content.NUMBER ? "round(" + expected + ", 2)" : expected;
                String found = column.content() == Lineitem.Content.NUMBER ? "CAST(a." + column.name() + " AS NUMERIC)" : "a." + column.name();
                sums.add("coalesce(sum(" + found + " IS NOT " + expected + "), 0)");
                sums.add("coalesce(sum(typeof(a." + column.name() + ") <> typeof(" + expected + ")), 0)");
            }
            try (ResultSet result = statement.executeQuery("SELECT " + String.join(", ", sums) + " FROM main." + contender.writes() + " a JOIN s."
                    + Lineitem.TABLE + " b ON b.l_id = a.l_id")) {
                result.next();
                for (int i = 0; i < Lineitem.COLUMNS.size(); i++) {
                    String name = Lineitem.COLUMNS.get(i).name();
                    if (result.getLong(2 * i + 1) != 0) {
                        findings.add("%s differs in %,d rows".formatted(name, result.getLong(2 * i + 1)));
                    } else if (result.getLong(2 * i + 2) != 0 && !Lineitem.COLUMNS.get(i).name().equals("l_tax")) {
                        findings.add("%s is of another storage class in %,d rows".formatted(name, result.getLong(2 * i + 2)));
                    }
                }
            }
        }
        return findings;
    }

    private static long number(Connection connection, String sql) throws SQLException {
        return Long.parseLong(text(connection, sql));
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
