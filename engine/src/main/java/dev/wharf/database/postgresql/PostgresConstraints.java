package dev.wharf.database.postgresql;

import dev.wharf.catalog.Check;
import dev.wharf.catalog.ForeignKey;
import dev.wharf.catalog.TableName;
import dev.wharf.catalog.UniqueKey;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keys, foreign keys, checks and triggers of all tables, by the table's oid. */
final class PostgresConstraints {

    /** Constraints that a partitioned table's partitions inherit have a parent; of a foreign key those are no more news. */
    private static final String CONSTRAINTS =
            """
            SELECT c.conrelid::bigint, c.conname, c.contype::text, c.condeferrable,
                   (SELECT array_agg(a.attname::text ORDER BY k.place) FROM unnest(c.conkey) WITH ORDINALITY k(number, place)
                      JOIN pg_catalog.pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.number),
                   CASE fn.nspname WHEN 'public' THEN NULL ELSE fn.nspname END, f.relname,
                   (SELECT array_agg(a.attname::text ORDER BY k.place) FROM unnest(c.confkey) WITH ORDINALITY k(number, place)
                      JOIN pg_catalog.pg_attribute a ON a.attrelid = c.confrelid AND a.attnum = k.number),
                   CASE c.contype WHEN 'c' THEN pg_catalog.pg_get_expr(c.conbin, c.conrelid) END
            FROM pg_catalog.pg_constraint c
            LEFT JOIN pg_catalog.pg_class f ON f.oid = c.confrelid
            LEFT JOIN pg_catalog.pg_namespace fn ON fn.oid = f.relnamespace
            WHERE c.conrelid <> 0 AND c.contype IN ('p', 'u', 'f', 'c') AND (c.contype <> 'f' OR c.conparentid = 0)
            ORDER BY c.conrelid, c.conname
            """;

    /** Full unique indexes that stand behind no constraint. Columns beyond indnkeyatts are only included. */
    private static final String UNIQUE_INDEXES =
            """
            SELECT i.indrelid::bigint, c.relname,
                   (SELECT array_agg(a.attname::text ORDER BY k.place)
                      FROM unnest(i.indkey::int2[]) WITH ORDINALITY k(number, place)
                      JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number
                     WHERE k.place <= i.indnkeyatts)
            FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
            WHERE i.indisunique AND i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL
              AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint o
                               WHERE o.conindid = i.indexrelid AND o.conrelid = i.indrelid AND o.contype IN ('p', 'u'))
            ORDER BY i.indrelid, c.relname
            """;

    /** Those that fire in an ordinary session. */
    private static final String TRIGGERS =
            """
            SELECT tgrelid::bigint, tgname FROM pg_catalog.pg_trigger
            WHERE NOT tgisinternal AND tgenabled IN ('O', 'A') ORDER BY tgrelid, tgname
            """;

    private final Map<Long, List<String>> primaryKeys = new HashMap<>();
    private final Map<Long, List<UniqueKey>> uniqueKeys = new HashMap<>();
    private final Map<Long, List<ForeignKey>> foreignKeys = new HashMap<>();
    private final Map<Long, List<Check>> checks = new HashMap<>();
    private final Map<Long, List<String>> triggers = new HashMap<>();

    private PostgresConstraints() {}

    static PostgresConstraints read(Connection connection) throws SQLException {
        PostgresConstraints read = new PostgresConstraints();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery(CONSTRAINTS)) {
                while (rows.next()) {
                    read.constraint(rows);
                }
            }
            try (ResultSet rows = statement.executeQuery(UNIQUE_INDEXES)) {
                while (rows.next()) {
                    add(read.uniqueKeys, rows.getLong(1), new UniqueKey(rows.getString(2), names(rows, 3)));
                }
            }
            try (ResultSet rows = statement.executeQuery(TRIGGERS)) {
                while (rows.next()) {
                    add(read.triggers, rows.getLong(1), rows.getString(2));
                }
            }
        }
        return read;
    }

    private void constraint(ResultSet row) throws SQLException {
        long table = row.getLong(1);
        String name = row.getString(2);
        switch (row.getString(3)) {
            case "p" -> primaryKeys.put(table, names(row, 5));
            case "u" -> add(uniqueKeys, table, new UniqueKey(name, names(row, 5)));
            case "f" -> add(foreignKeys, table, new ForeignKey(
                    name,
                    names(row, 5),
                    new TableName(row.getString(6), row.getString(7)),
                    names(row, 8),
                    row.getBoolean(4)));
            default -> add(checks, table, new Check(name, row.getString(9)));
        }
    }

    private static List<String> names(ResultSet row, int column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }

    private static <T> void add(Map<Long, List<T>> map, long table, T value) {
        map.computeIfAbsent(table, t -> new ArrayList<>()).add(value);
    }

    List<String> primaryKey(long table) {
        return primaryKeys.getOrDefault(table, List.of());
    }

    List<UniqueKey> uniqueKeys(long table) {
        return uniqueKeys.getOrDefault(table, List.of());
    }

    List<ForeignKey> foreignKeys(long table) {
        return foreignKeys.getOrDefault(table, List.of());
    }

    List<Check> checks(long table) {
        return checks.getOrDefault(table, List.of());
    }

    List<String> triggers(long table) {
        return triggers.getOrDefault(table, List.of());
    }
}
