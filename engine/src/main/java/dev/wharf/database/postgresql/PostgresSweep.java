package dev.wharf.database.postgresql;

import static dev.wharf.database.postgresql.PostgresSql.name;

import dev.wharf.catalog.Table;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Vacuums a table whose deleted rows stand in the way. Where a foreign key has no index, the server goes through the whole
 * referring table for each row that it referred to and that is deleted, through pages that hold deleted rows alone too.
 */
final class PostgresSweep {

    private static final String IN_THE_WAY = """
            SELECT pg_relation_size(t.oid) >= 100 * current_setting('block_size')::bigint
                AND EXISTS (
                    SELECT FROM pg_constraint c WHERE c.conrelid = t.oid AND c.contype = 'f' AND c.confrelid <> t.oid
                      AND NOT EXISTS (
                        SELECT FROM pg_index i
                        WHERE i.indrelid = t.oid AND i.indisvalid AND i.indpred IS NULL AND i.indkey[0] = ANY (c.conkey)))
            FROM pg_class t WHERE t.oid = ?::regclass AND pg_has_role(t.relowner, 'USAGE')""";

    private PostgresSweep() {}

    static void sweep(PostgresTargetSession session, Table table) {
        if (session.asked(() -> inTheWay(session, table))) {
            session.execute("VACUUM (SKIP_LOCKED) " + name(table.name()));
        }
    }

    private static boolean inTheWay(PostgresTargetSession session, Table table) throws SQLException {
        try (PreparedStatement statement = session.connection().prepareStatement(IN_THE_WAY)) {
            statement.setString(1, name(table.name()));
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }
}
