package dev.wharf.database.postgresql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.database.ConnectionLost;
import dev.wharf.database.ConnectionSpec;
import dev.wharf.database.TargetSession;
import dev.wharf.database.postgresql.PostgresSessions.Use;
import dev.wharf.failure.WharfException;
import dev.wharf.testing.PostgresServer;
import dev.wharf.testing.PostgresTestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostgresSessionsTest {

    private final PostgresTestDatabase database = PostgresServer.newest().freshDatabase();
    private final PostgresSessions sessions = new PostgresSessions(new PostgresConnector(database.target("app")));

    @AfterEach
    void close() {
        sessions.close();
    }

    @Test
    void oneThatWasGivenBackIsUsedAgainAndHoldsNothing() throws Exception {
        Connection first = sessions.take(Use.TARGET);
        String process = asked(first, "SELECT pg_backend_pid()");
        try (Statement statement = first.createStatement()) {
            statement.execute("SET work_mem = '7MB'");
            statement.execute("SET lock_timeout = 1");
            statement.execute("CREATE TEMPORARY TABLE scratch (x int)");
            statement.execute("SELECT pg_advisory_lock(42)");
        }
        sessions.giveBack(first);
        Connection second = sessions.take(Use.TARGET);
        assertEquals(process, asked(second, "SELECT pg_backend_pid()"));
        assertNotEquals("7MB", asked(second, "SHOW work_mem"));
        assertEquals("30s", asked(second, "SHOW lock_timeout"));
        assertEquals("wharf", asked(second, "SHOW application_name"));
        assertEquals(null, asked(second, "SELECT to_regclass('pg_temp.scratch')"));
        assertEquals("0", asked(second, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()"));
    }

    @Test
    void itKeepsItsNameWhileItLies() throws Exception {
        Connection watching = sessions.take(Use.TARGET);
        Connection connection = sessions.take(Use.TARGET);
        String process = asked(connection, "SELECT pg_backend_pid()");
        sessions.giveBack(connection);
        assertEquals("wharf", asked(watching, "SELECT application_name FROM pg_stat_activity WHERE pid = " + process));
    }

    @Test
    void itsSettingsAreThoseOfItsNewUse() throws Exception {
        Connection target = sessions.take(Use.TARGET);
        sessions.giveBack(target);
        Connection reading = sessions.take(Use.READING);
        assertSame(target, reading);
        assertEquals("on", asked(reading, "SHOW transaction_read_only"));
        sessions.giveBack(reading);
        assertEquals("off", asked(sessions.take(Use.TARGET), "SHOW transaction_read_only"));
    }

    @Test
    void statementsThatTheDriverPreparedOnTheServerWorkAfterwards() throws Exception {
        Connection connection = sessions.take(Use.TARGET);
        for (int turn = 0; turn < 3; turn++) {
            for (int i = 0; i < 12; i++) {
                try (var statement = connection.prepareStatement("SELECT ? + 1")) {
                    statement.setInt(1, i);
                    try (ResultSet row = statement.executeQuery()) {
                        row.next();
                        assertEquals(i + 1, row.getInt(1));
                    }
                }
            }
            sessions.giveBack(connection);
            assertSame(connection, sessions.take(Use.TARGET));
        }
    }

    @Test
    void givingBackTwiceLendsItToOneOnly() {
        Connection connection = sessions.take(Use.TARGET);
        sessions.giveBack(connection);
        sessions.giveBack(connection);
        assertSame(connection, sessions.take(Use.TARGET));
        assertNotSame(connection, sessions.take(Use.TARGET));
    }

    @Test
    void aSessionThatIsClosedOnceMoreDoesNotEndTheNextOnesUse() throws Exception {
        TargetSession first = new PostgresTargetSession(sessions.take(Use.TARGET), sessions::giveBack);
        first.close();
        Connection next = sessions.take(Use.TARGET);
        first.close();
        assertThrows(ConnectionLost.class, first::connection);
        assertThrows(ConnectionLost.class, first::begin);
        assertNotSame(next, sessions.take(Use.TARGET));
    }

    @Test
    void oneWithinATransactionIsClosedAndNothingOfItIsCommitted() throws Exception {
        database.execute("CREATE TABLE t (x int)");
        Connection connection = sessions.take(Use.TARGET);
        TargetSession session = new PostgresTargetSession(connection, sessions::giveBack);
        session.begin();
        try (Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO t VALUES (1)");
        }
        session.close();
        assertTrue(connection.isClosed());
        assertEquals("0", asked(sessions.take(Use.TARGET), "SELECT count(*) FROM t"));
    }

    @Test
    void oneThatWasLostWhileItLayIsReplaced() throws Exception {
        Connection connection = sessions.take(Use.TARGET);
        String process = asked(connection, "SELECT pg_backend_pid()");
        sessions.giveBack(connection);
        try (Connection other = DriverManager.getConnection(database.url(), "postgres", null)) {
            asked(other, "SELECT pg_terminate_backend(" + process + ", 5000)");
        }
        Connection next = sessions.take(Use.TARGET);
        assertNotEquals(process, asked(next, "SELECT pg_backend_pid()"));
        assertTrue(connection.isClosed());
    }

    @Test
    void aQuestionThatFailedEndsItsSession() throws Exception {
        assertThrows(SQLException.class, () -> sessions.ask(Use.READING, connection -> asked(connection, "SELECT 1 / 0")));
        Connection[] used = new Connection[1];
        sessions.ask(Use.READING, connection -> used[0] = connection);
        assertSame(used[0], sessions.take(Use.READING));
    }

    @Test
    void databasesThatNobodyClosesKeepFewFromOthers() throws Exception {
        Connection watching = sessions.take(Use.TARGET);
        for (int i = 0; i < 40; i++) {
            PostgresSessions forgotten = new PostgresSessions(new PostgresConnector(database.target("app")));
            forgotten.giveBack(forgotten.take(Use.TARGET));
        }
        // a session that was closed is there until its process has noticed
        long until = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        int left;
        do {
            left = Integer.parseInt(asked(watching, "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"));
        } while (left > 25 && System.nanoTime() < until);
        assertTrue(left <= 25, left + " sessions are left");
    }

    @Test
    void nothingIsOpenAfterTheEnd() throws Exception {
        Connection idle = sessions.take(Use.TARGET);
        Connection lent = sessions.take(Use.TARGET);
        sessions.giveBack(idle);
        sessions.close();
        assertTrue(idle.isClosed());
        sessions.giveBack(lent);
        assertTrue(lent.isClosed());
    }

    @Test
    void aSuperuserIsNoSourceInASessionOfAnotherUseEither() {
        PostgresSessions superuser = new PostgresSessions(new PostgresConnector(
                new ConnectionSpec("app", database.url(), "postgres", null, false, Path.of("").toAbsolutePath())));
        try (superuser) {
            superuser.giveBack(superuser.take(Use.TARGET));
            assertEquals(
                    "superuser-source",
                    assertThrows(WharfException.class, () -> superuser.take(Use.SOURCE)).code());
        }
    }

    private static String asked(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
