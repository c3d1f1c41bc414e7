package dev.wharf.database.postgresql;

import static dev.wharf.database.postgresql.PostgresSql.name;

import dev.wharf.catalog.Table;
import dev.wharf.catalog.TableName;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The foreign keys that refer to a table. Before rows are deleted it is asked who refers to them: a cascade would take rows
 * of others along, or blank them, without a word.
 */
final class PostgresReferences {

    private static final String FOREIGN_KEYS = """
            SELECT c.conname, c.conrelid::regclass::text, c.conrelid = c.confrelid,
                (SELECT array_agg(a.attname::text ORDER BY k.n) FROM unnest(c.conkey) WITH ORDINALITY k(num, n)
                    JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.num),
                (SELECT array_agg(a.attname::text ORDER BY k.n) FROM unnest(c.confkey) WITH ORDINALITY k(num, n)
                    JOIN pg_attribute a ON a.attrelid = c.confrelid AND a.attnum = k.num),
                nullif(n.nspname, 'public'), r.relname
            FROM pg_constraint c JOIN pg_class r ON r.oid = c.conrelid JOIN pg_namespace n ON n.oid = r.relnamespace
            WHERE c.contype = 'f' AND c.confrelid = ?::regclass AND c.conparentid = 0
            ORDER BY c.conname""";

    /**
     * @param table the referring one, quoted by the server
     * @param name the same as others know it
     */
    private record Reference(
            String constraint, String table, TableName name, boolean own, List<String> columns, List<String> referenced) {}

    /**
     * A row that refers to one of those asked for.
     *
     * @param row the index of the row that is referred to, from 0
     * @param from the index of the row that refers, where it is one of those asked for itself; else -1
     * @param reason names the referring table and the constraint
     * @param holder the referring table where it is another one
     */
    record Referrer(int row, int from, String reason, @Nullable TableName holder) {}

    private final Connection connection;
    private final PostgresKeys keys;
    private final List<Reference> references = new ArrayList<>();

    PostgresReferences(Connection connection, PostgresKeys keys) throws SQLException {
        this.connection = connection;
        this.keys = keys;
        try (PreparedStatement statement = connection.prepareStatement(FOREIGN_KEYS)) {
            statement.setString(1, name(keys.table().name()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    references.add(new Reference(
                            row.getString(1),
                            row.getString(2),
                            new TableName(row.getString(6), row.getString(7)),
                            row.getBoolean(3),
                            texts(row.getArray(4)),
                            texts(row.getArray(5))));
                }
            }
        }
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    /** Who refers to the rows with these keys. */
    List<Referrer> to(List<List<String>> rows) throws SQLException {
        List<Referrer> referrers = new ArrayList<>();
        for (Reference reference : references) {
            find(reference, rows, referrers);
        }
        return referrers;
    }

    private void find(Reference reference, List<List<String>> rows, List<Referrer> referrers) throws SQLException {
        Table table = keys.table();
        List<String> joins = new ArrayList<>();
        for (int i = 0; i < reference.columns().size(); i++) {
            joins.add("r." + name(reference.columns().get(i)) + " = t." + name(reference.referenced().get(i)));
        }
        String sql = "SELECT DISTINCT u.wharf_n" + (reference.own() ? ", o.wharf_n" : ", NULL") + " FROM " + keys.from("u")
                + " JOIN " + name(table.name()) + " t ON " + keys.matches("t", "u")
                + " JOIN " + reference.table() + " r ON " + String.join(" AND ", joins)
                + (reference.own() ? " LEFT JOIN " + keys.from("o") + " ON " + keys.matches("r", "o") : "");
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int next = keys.bind(statement, 1, rows);
            if (reference.own()) {
                keys.bind(statement, next, rows);
            }
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    referrers.add(new Referrer(row.getInt(1) - 1, row.getInt(2) - 1, reason(reference), reference.own() ? null : reference.name()));
                }
            }
        }
    }

    private static String reason(Reference reference) {
        return "rows of " + reference.table() + " refer to it (" + reference.constraint() + ")";
    }
}
