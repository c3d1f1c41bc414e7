package dev.wharf.database.postgresql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.database.ConnectionSpec;
import dev.wharf.database.Database;
import dev.wharf.database.Databases;
import dev.wharf.database.SourceRole;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.testing.PostgresServer;
import dev.wharf.testing.PostgresTestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PostgresConnectorTest {

    private static final Path WORKSPACE = Path.of("").toAbsolutePath();

    @ParameterizedTest
    @MethodSource("dev.wharf.testing.PostgresServer#versions")
    void pinsWhatTheRolesDefaultsWouldChange(PostgresServer.Version version) throws SQLException {
        PostgresTestDatabase database = PostgresServer.of(version).freshDatabase();
        for (String role : new String[] {database.reader(), database.owner()}) {
            String alter = "ALTER ROLE " + role + " IN DATABASE " + database.name() + " SET ";
            database.executeAsSuperuser(
                    alter + "DateStyle = 'SQL, DMY'",
                    alter + "IntervalStyle = 'sql_standard'",
                    alter + "extra_float_digits = 0",
                    alter + "bytea_output = 'escape'",
                    alter + "search_path = 'elsewhere'",
                    alter + "default_transaction_isolation = 'serializable'");
        }
        String values = "SELECT timestamp '2026-02-03 04:05:06', interval '1 day 2 hours', 0.1::float8 + 0.2, 'a\\\\b'::bytea";
        try (Connection source = new PostgresConnector(database.source("legacy")).openSource();
                Connection target = new PostgresConnector(database.target("app")).openTarget()) {
            for (Connection connection : new Connection[] {source, target}) {
                assertEquals("2026-02-03 04:05:06|1 day 02:00:00|0.30000000000000004|\\x615c62", row(connection, values));
                assertEquals("UTC|public, pg_temp|wharf", row(connection, "SELECT current_setting('TimeZone'),"
                        + " current_setting('search_path'), current_setting('application_name')"));
                assertTrue(connection.getAutoCommit());
            }
            assertEquals("repeatable read|on", row(source, "SELECT current_setting('transaction_isolation'),"
                    + " current_setting('transaction_read_only')"));
            assertEquals("read committed|off", row(target, "SELECT current_setting('transaction_isolation'),"
                    + " current_setting('transaction_read_only')"));
        }
    }

    @Test
    void aSourceSessionCannotWriteEvenWhereItsRoleMay() throws SQLException {
        PostgresTestDatabase database = PostgresServer.newest().freshDatabase();
        database.execute("CREATE TABLE t (a int)");
        try (Connection source = new PostgresConnector(database.target("legacy")).openSource();
                Statement statement = source.createStatement()) {
            SQLException refused = assertThrows(SQLException.class, () -> statement.execute("INSERT INTO t VALUES (1)"));
            assertEquals("25006", refused.getSQLState());
        }
    }

    @Test
    void aSuperuserIsNoSourceUnlessTheConnectionAllowsIt() {
        PostgresTestDatabase database = PostgresServer.newest().freshDatabase();
        ConnectionSpec plain = new ConnectionSpec("legacy", database.url(), "postgres", null, false, WORKSPACE);
        WharfException refused = assertThrows(
                WharfException.class, () -> SourceRole.require(Databases.open(plain), plain));
        assertMessage(
                refused,
                Kind.REFUSED,
                "superuser-source",
                "Connection legacy: the role postgres is a superuser or may run programs and touch files on the server, which no"
                        + " source needs.",
                "Connect as a role that has only SELECT, or write allow-superuser: true beside the connection in wharf.yaml.");
        assertThrows(WharfException.class, () -> new PostgresConnector(plain).openSource());

        ConnectionSpec allowed = new ConnectionSpec("legacy", database.url(), "postgres", null, true, WORKSPACE);
        assertTrue(SourceRole.require(Databases.open(allowed), allowed).superuser());
        assertTrue(SourceRole.warning(Databases.open(allowed).role(), allowed).isPresent());
    }

    @Test
    void aRoleThatReachesTheServersFilesCountsAsSuperuser() {
        PostgresTestDatabase database = PostgresServer.newest().freshDatabase();
        database.executeAsSuperuser(
                "CREATE ROLE file_reader LOGIN PASSWORD 'x' IN ROLE pg_read_server_files");
        ConnectionSpec spec = new ConnectionSpec("legacy", database.url(), "file_reader", "x", false, WORKSPACE);
        assertTrue(Databases.open(spec).role().superuser());
    }

    @ParameterizedTest
    @MethodSource("dev.wharf.testing.PostgresServer#versions")
    void tellsARoleThatMayWriteFromOneThatMayNot(PostgresServer.Version version) {
        PostgresTestDatabase database = PostgresServer.of(version).freshDatabase();
        database.execute("CREATE TABLE t (a int)");
        assertFalse(Databases.open(database.source("legacy")).role().mayWrite());
        assertTrue(Databases.open(database.target("app")).role().mayWrite());
        assertEquals(
                "Connection app: the role wharf_owner may write to tables of the source. A role that has only SELECT is safer.",
                SourceRole.warning(Databases.open(database.target("app")).role(), database.target("app")).orElseThrow());
    }

    @Test
    void saysWhyItCannotConnect() {
        PostgresTestDatabase database = PostgresServer.newest().freshDatabase();
        String place = "localhost:" + database.server().port();
        assertMessage(
                refused(database.url(), "wharf_reader", "wrong"),
                Kind.ENVIRONMENT,
                "database-credentials",
                "Connection legacy: PostgreSQL at " + place + " refuses the password of user wharf_reader (SQLSTATE 28P01).",
                "Correct user and password of the connection in wharf.yaml, or the variable that the password comes from.");
        assertMessage(
                refused(database.url(), "wharf_reader", null),
                Kind.ENVIRONMENT,
                "database-credentials",
                "Connection legacy: PostgreSQL at " + place + " asks for a password, and the connection has none.",
                "Give the connection a password in wharf.yaml: password: \"${env:NAME}\".");
        assertMessage(
                refused(database.url().replace(database.name(), "nowhere"), "wharf_reader", database.password()),
                Kind.ENVIRONMENT,
                "database-missing",
                "Connection legacy: PostgreSQL at " + place + " has no database nowhere (SQLSTATE 3D000).",
                "Correct the database's name at the end of the connection's URL, or create it.");
        assertMessage(
                refused("jdbc:postgresql://localhost:1/app", "wharf_reader", "secret"),
                Kind.ENVIRONMENT,
                "database-unreachable",
                "Connection legacy: PostgreSQL at localhost:1 cannot be reached: nothing listens there.",
                "Check host and port of the connection's URL, and that the server runs and accepts connections from here.");
        assertEquals(
                "Connection legacy: PostgreSQL at no-such-host.invalid:5432 cannot be reached: no host of that name is known.",
                refused("jdbc:postgresql://no-such-host.invalid/app", "wharf_reader", "secret").text());
    }

    @Test
    void refusesUrlsThatItCannotHonour() {
        assertMessage(
                refused("jdbc:postgresql://localhost/app?currentSchema=sales", "u", null),
                Kind.USAGE,
                "connection-url",
                "Connection legacy: currentSchema=sales is not taken, because a name without a schema always means public.",
                "Leave currentSchema out of the URL and write sales.TABLE in plans.");
        assertMessage(
                refused("jdbc:mysql://localhost/app", "u", null),
                Kind.USAGE,
                "connection-url",
                "Connection legacy: jdbc:mysql://localhost/app is no URL of a database that Wharf speaks.",
                "Write jdbc:postgresql://HOST:5432/DATABASE for PostgreSQL 14 and later, or jdbc:sqlite:FILE for SQLite.");
    }

    @ParameterizedTest
    @MethodSource("dev.wharf.testing.PostgresServer#versions")
    void identityTellsDatabasesOfOneServerApart(PostgresServer.Version version) {
        PostgresTestDatabase one = PostgresServer.of(version).freshDatabase();
        PostgresTestDatabase other = PostgresServer.of(version).freshDatabase();
        var first = Databases.open(one.source("legacy")).identity();
        assertEquals(first, Databases.open(one.target("legacy")).identity());
        assertFalse(first.equals(Databases.open(other.source("legacy")).identity()));
        assertEquals("localhost:" + one.server().port(), first.parts().get("host"));
        assertEquals(one.name(), first.parts().get("database"));
        assertTrue(String.valueOf(first.parts().get("systemIdentifier")).matches("\\d{15,}"), first.text());
        assertTrue(String.valueOf(first.parts().get("databaseOid")).matches("\\d+"), first.text());
    }

    @Test
    void identityStandsWithoutTheSystemIdentifierWhereTheRoleMayNotReadIt() {
        PostgresTestDatabase database = PostgresServer.newest().freshDatabase();
        database.executeAsSuperuser("REVOKE EXECUTE ON FUNCTION pg_control_system() FROM PUBLIC");
        assertEquals(
                PostgresIdentity.NOT_READABLE,
                Databases.open(database.source("legacy")).identity().parts().get("systemIdentifier"));
    }

    private static WharfException refused(String url, String user, @Nullable String password) {
        ConnectionSpec spec = new ConnectionSpec("legacy", url, user, password, false, WORKSPACE);
        WharfException e = assertThrows(WharfException.class, () -> {
            try (Database database = Databases.open(spec)) {
                database.role();
            }
        });
        assertFalse(password != null && (e.text() + e.next()).contains(password), e.text());
        return e;
    }

    private static void assertMessage(WharfException e, Kind kind, String code, String message, String next) {
        assertEquals(message, e.text());
        assertEquals(next, e.next());
        assertEquals(code, e.code());
        assertEquals(kind, e.kind());
    }

    private static String row(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            StringBuilder text = new StringBuilder();
            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                text.append(i == 1 ? "" : "|").append(row.getString(i));
            }
            return text.toString();
        }
    }
}
