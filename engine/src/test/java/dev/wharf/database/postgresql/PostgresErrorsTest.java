package dev.wharf.database.postgresql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.wharf.database.ConnectionLost;
import dev.wharf.database.DataRefusal;
import dev.wharf.failure.WharfException;
import dev.wharf.testing.PostgresServer;
import dev.wharf.testing.PostgresTestDatabase;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.PGConnection;

class PostgresErrorsTest {

    private static final String SCHEMA =
            """
            CREATE TABLE people (id int PRIMARY KEY, email text NOT NULL UNIQUE, age int CONSTRAINT grown_up CHECK (age >= 18),
                code varchar(3), boss int REFERENCES people, born date);
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
                'BEGIN IF NEW.email = ''canary@raise'' THEN RAISE EXCEPTION ''no %'', NEW.email; END IF; RETURN NEW; END';
            CREATE TRIGGER refused BEFORE INSERT ON people FOR EACH ROW EXECUTE FUNCTION refuse();
            CREATE VIEW grown AS SELECT * FROM people WHERE age > 20 WITH CHECK OPTION;
            INSERT INTO people VALUES (1, 'canary@one', 20);
            CREATE TABLE measure (at int) PARTITION BY RANGE (at);
            """;

    @ParameterizedTest
    @MethodSource("dev.wharf.testing.PostgresServer#versions")
    void namesTheRuleThatRowsBreakAndNoValue(PostgresServer.Version version) throws SQLException {
        PostgresTestDatabase database = PostgresServer.of(version).freshDatabase();
        database.execute(SCHEMA);
        try (Connection connection = new PostgresConnector(database.target("app")).openTarget()) {
            assertRefused(connection, "INSERT INTO people VALUES (2, 'canary@one')",
                    "the unique constraint people_email_key of people holds a row with the same key (SQLSTATE 23505)");
            assertRefused(connection, "INSERT INTO people VALUES (2, NULL)",
                    "column email of people takes no NULL (SQLSTATE 23502)");
            assertRefused(connection, "INSERT INTO people VALUES (2, 'canary', 17)",
                    "the check grown_up of people refuses the row (SQLSTATE 23514)");
            assertRefused(connection, "INSERT INTO people (id, email, boss) VALUES (2, 'canary', 99)",
                    "the foreign key people_boss_fkey of people is broken (SQLSTATE 23503)");
            assertRefused(connection, "INSERT INTO people (id, email, code) VALUES (2, 'x', 'canary')",
                    "a text is longer than its column takes (SQLSTATE 22001)");
            assertRefused(connection, "INSERT INTO people (id, email) VALUES (99999999999, 'canary')",
                    "a number is out of the range of its column (SQLSTATE 22003)");
            assertRefused(connection, "INSERT INTO people (id, email, born) VALUES (2, 'x', 'canary')",
                    "a date or time is none that its column takes (SQLSTATE 22007)");
            assertRefused(connection, "INSERT INTO people (id, email) VALUES (2, 'canary@raise')",
                    "a trigger or function raised an error (SQLSTATE P0001)");
            assertRefused(connection, "INSERT INTO grown (id, email, age) VALUES (2, 'canary', 19)",
                    "the view's check option refuses the row (SQLSTATE 44000)");
            assertRefused(connection, "INSERT INTO measure VALUES (1)",
                    "no partition of measure takes the row (SQLSTATE 23514)");
        }
    }

    @Test
    void namesTheRowThatACopyWasAt() throws SQLException {
        PostgresTestDatabase database = PostgresServer.newest().freshDatabase();
        database.execute(SCHEMA);
        try (Connection connection = new PostgresConnector(database.target("app")).openTarget()) {
            SQLException failed = assertThrows(SQLException.class, () -> connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY people (id, email) FROM STDIN", new StringReader("2\ta\n3\tb\ncanary\tc\n") ));
            DataRefusal refusal = assertInstanceOf(DataRefusal.class, PostgresErrors.of(failed));
            assertEquals("a text is no value of the type of column id (SQLSTATE 22P02)", refusal.getMessage());
            assertEquals(List.of(2), refusal.rows());
        }
    }

    @Test
    void whatMayPassIsTriedAgainAndWhatMayNotIsSaid() throws SQLException {
        PostgresTestDatabase database = PostgresServer.newest().freshDatabase();
        database.execute(SCHEMA);
        try (Connection connection = new PostgresConnector(database.target("app")).openTarget();
                Statement statement = connection.createStatement()) {
            statement.execute("SET statement_timeout = 50");
            WharfException slow = assertInstanceOf(WharfException.class, PostgresErrors.of(
                    assertThrows(SQLException.class, () -> statement.execute("SELECT pg_sleep(5)"))));
            assertEquals("database-timeout", slow.code());
            statement.execute("SET statement_timeout = 0; SET lock_timeout = 50");
            try (Connection other = database.connect(); Statement holder = other.createStatement()) {
                other.setAutoCommit(false);
                holder.execute("LOCK TABLE people");
                ConnectionLost locked = assertInstanceOf(ConnectionLost.class, PostgresErrors.of(
                        assertThrows(SQLException.class, () -> statement.execute("INSERT INTO people VALUES (9, 'z')"))));
                assertEquals(
                        "The database session ended or ran out of resources: a lock was not free in time (SQLSTATE 55P03).",
                        locked.getMessage());
                other.rollback();
            }
            database.executeAsSuperuser("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'wharf'"
                    + " AND datname = current_database()");
            assertInstanceOf(ConnectionLost.class, PostgresErrors.of(
                    assertThrows(SQLException.class, () -> statement.execute("SELECT 1"))));
        }
        try (Connection source = new PostgresConnector(database.source("legacy")).openSource();
                Statement statement = source.createStatement()) {
            WharfException readOnly = assertInstanceOf(WharfException.class, PostgresErrors.of(
                    assertThrows(SQLException.class, () -> statement.execute("CREATE TEMP TABLE t (a int)"))));
            assertEquals("database-read-only", readOnly.code());
            database.execute("REVOKE SELECT ON people FROM wharf_reader");
            WharfException denied = assertInstanceOf(WharfException.class, PostgresErrors.of(
                    assertThrows(SQLException.class, () -> statement.execute("SELECT * FROM people"))));
            assertEquals(
                    "The role may not do what the statement needs (SQLSTATE 42501): permission denied for table people.",
                    denied.text());
        }
    }

    private static void assertRefused(Connection connection, String sql, String message) {
        SQLException failed = assertThrows(SQLException.class, () -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        });
        DataRefusal refusal = assertInstanceOf(DataRefusal.class, PostgresErrors.of(failed));
        assertEquals(message, refusal.getMessage());
        assertFalse(String.valueOf(refusal.getMessage()).contains("canary"));
        assertEquals(failed.getSQLState(), refusal.sqlState());
    }
}
