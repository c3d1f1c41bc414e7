package dev.wharf.database.postgresql;

import static dev.wharf.database.postgresql.PostgresSql.name;

import dev.wharf.catalog.Column;
import dev.wharf.catalog.Table;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Moves the sequences that number a table's rows past what is there, never back. */
final class PostgresAdvance {

    /** The sequences that identity columns own or defaults call. */
    private static final String SEQUENCES = """
            SELECT DISTINCT a.attname, s.seqrelid::regclass::text, s.seqincrement > 0
            FROM pg_attribute a
            JOIN pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = a.attrelid AND d.refobjsubid = a.attnum
                AND d.classid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
            JOIN pg_sequence s ON s.seqrelid = d.objid
            WHERE a.attrelid = ?::regclass AND NOT a.attisdropped
                AND a.atttypid IN ('int2'::regtype, 'int4'::regtype, 'int8'::regtype, 'numeric'::regtype)
            UNION
            SELECT DISTINCT a.attname, s.seqrelid::regclass::text, s.seqincrement > 0
            FROM pg_attribute a
            JOIN pg_attrdef f ON f.adrelid = a.attrelid AND f.adnum = a.attnum
            JOIN pg_depend d ON d.classid = 'pg_attrdef'::regclass AND d.objid = f.oid
                AND d.refclassid = 'pg_class'::regclass
            JOIN pg_sequence s ON s.seqrelid = d.refobjid
            WHERE a.attrelid = ?::regclass AND NOT a.attisdropped
                AND a.atttypid IN ('int2'::regtype, 'int4'::regtype, 'int8'::regtype, 'numeric'::regtype)""";

    private PostgresAdvance() {}

    static void advance(PostgresTargetSession session, Table table) {
        if (table.columns().stream().allMatch(c -> c.generated() == Column.Generated.NO && c.defaultExpression() == null)) {
            return;
        }
        session.guarded(() -> {
            List<Numbering> numberings = new ArrayList<>();
            try (PreparedStatement statement = session.connection().prepareStatement(SEQUENCES)) {
                statement.setString(1, name(table.name()));
                statement.setString(2, name(table.name()));
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        numberings.add(new Numbering(row.getString(1), row.getString(2), row.getBoolean(3)));
                    }
                }
            }
            for (Numbering numbering : numberings) {
                advance(session, table, numbering);
            }
        });
    }

    /** @param sequence its name, quoted by the server */
    private record Numbering(String column, String sequence, boolean ascending) {}

    private static void advance(PostgresTargetSession session, Table table, Numbering numbering) throws SQLException {
        String farthest = numbering.ascending() ? "max" : "min";
        String beyond = numbering.ascending() ? ">" : "<";
        String sql = "SELECT setval(" + PostgresSql.literal(numbering.sequence()) + ", r.value) FROM (SELECT " + farthest
                + "(" + name(numbering.column()) + ")::bigint AS value FROM " + name(table.name()) + ") r, "
                + numbering.sequence() + " s WHERE r.value IS NOT NULL AND (r.value " + beyond
                + " s.last_value OR r.value = s.last_value AND NOT s.is_called)";
        try (Statement statement = session.connection().createStatement()) {
            statement.execute(sql);
        }
    }
}
