package dev.wharf.database.postgresql;

import dev.wharf.database.ConnectionSpec;
import dev.wharf.database.SessionRole;
import dev.wharf.database.SourceRole;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Asks what the session's role may do. */
final class PostgresRole {

    /**
     * The three predefined roles reach the server's files and programs even from a read-only transaction. To create objects
     * in public was everybody's right before PostgreSQL 15, so only rights on existing tables count as writing.
     */
    private static final String ROLE =
            """
            SELECT current_user,
                   (SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user)
                     OR pg_catalog.pg_has_role(current_user, 'pg_execute_server_program', 'USAGE')
                     OR pg_catalog.pg_has_role(current_user, 'pg_read_server_files', 'USAGE')
                     OR pg_catalog.pg_has_role(current_user, 'pg_write_server_files', 'USAGE')
            """;

    private static final String MAY_WRITE =
            """
            SELECT EXISTS (
                SELECT FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                WHERE c.relkind IN ('r', 'p', 'v', 'f') AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
                  AND pg_catalog.has_schema_privilege(n.oid, 'USAGE')
                  AND (pg_catalog.has_table_privilege(c.oid, 'DELETE, TRUNCATE')
                    OR pg_catalog.has_any_column_privilege(c.oid, 'INSERT, UPDATE')))
            """;

    private PostgresRole() {}

    static SessionRole read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            SessionRole role = who(statement);
            if (role.superuser()) {
                return role;
            }
            try (ResultSet row = statement.executeQuery(MAY_WRITE)) {
                row.next();
                return new SessionRole(role.user(), false, row.getBoolean(1));
            }
        }
    }

    static void requireSource(ConnectionSpec spec, Connection connection) {
        if (spec.allowSuperuser()) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            SourceRole.require(who(statement), spec);
        } catch (SQLException e) {
            throw PostgresErrors.of(e);
        }
    }

    /** A superuser may write; of others that is not asked here. */
    private static SessionRole who(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(ROLE)) {
            row.next();
            boolean superuser = row.getBoolean(2);
            return new SessionRole(row.getString(1), superuser, superuser);
        }
    }
}
