package dev.wharf.database.postgresql;

import dev.wharf.database.DatabaseIdentity;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** What tells one PostgreSQL database from every other, clones of its cluster on other ports included. */
final class PostgresIdentity {

    /** Where the role may not call pg_control_system (some hosts revoke it), the other three parts have to do. */
    static final String NOT_READABLE = "not-readable-by-this-role";

    private PostgresIdentity() {}

    static DatabaseIdentity read(Connection connection, String place) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            String system = NOT_READABLE;
            if (ask(statement, "SELECT has_function_privilege('pg_catalog.pg_control_system()', 'EXECUTE')").equals("t")) {
                system = ask(statement, "SELECT system_identifier FROM pg_catalog.pg_control_system()");
            }
            return new DatabaseIdentity(Map.of(
                    "systemIdentifier", system,
                    "databaseOid", ask(statement, "SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database()"),
                    "host", place,
                    "database", ask(statement, "SELECT current_database()")));
        }
    }

    private static String ask(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
