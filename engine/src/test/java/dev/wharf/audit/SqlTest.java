package dev.wharf.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.wharf.catalog.Dialect;
import dev.wharf.database.ConnectionLost;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.testing.PostgresServer;
import dev.wharf.testing.PostgresTestDatabase;
import dev.wharf.testing.SqliteFiles;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlTest {

    @TempDir
    Path folder;

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void aLockThatIsNotFreeInTimeIsWorthAnotherTry() throws SQLException {
        PostgresTestDatabase database = PostgresServer.newest().freshDatabase();
        database.execute("CREATE TABLE t (a integer)");
        try (Connection holder = database.connect();
                Connection waiting = database.connect()) {
            holder.setAutoCommit(false);
            execute(holder, "LOCK TABLE t");
            execute(waiting, "SET lock_timeout = '50ms'");
            Sql sql = new Sql(waiting, Dialect.POSTGRESQL);
            assertThrows(ConnectionLost.class, () -> sql.update("INSERT INTO t VALUES (1)"));
        }
    }

    @Test
    void aDeadlockIsWorthAnotherTry() throws SQLException {
        PostgresTestDatabase database = PostgresServer.newest().freshDatabase();
        try (Connection connection = database.connect()) {
            Sql sql = new Sql(connection, Dialect.POSTGRESQL);
            assertThrows(ConnectionLost.class, () -> sql.script(
                    "DO $$ BEGIN RAISE EXCEPTION 'deadlock' USING ERRCODE = '40P01'; END $$"));
        }
    }

    @Test
    void aSqliteFileThatIsLockedIsWorthAnotherTry() throws SQLException {
        Path file = SqliteFiles.make(folder.resolve("t.db"), "CREATE TABLE t (a INTEGER)");
        try (Connection holder = SqliteFiles.connect(file);
                Connection waiting = SqliteFiles.connect(file)) {
            execute(holder, "BEGIN IMMEDIATE");
            execute(waiting, "PRAGMA busy_timeout = 50");
            Sql sql = new Sql(waiting, Dialect.SQLITE);
            assertThrows(ConnectionLost.class, () -> sql.update("INSERT INTO t VALUES (1)"));
            execute(holder, "ROLLBACK");
        }
    }

    @Test
    void aRoleWithoutGrantsIsToldOfThem() throws SQLException {
        PostgresTestDatabase database = PostgresServer.newest().freshDatabase();
        try (Connection connection = database.connect()) {
            Sql sql = new Sql(connection, Dialect.POSTGRESQL);
            WharfException refused = assertThrows(WharfException.class, () -> sql.script(
                    "DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '42501'; END $$"));
            assertEquals("audit-permission", refused.code());
            assertEquals(Kind.ENVIRONMENT, refused.kind());
        }
    }

    @Test
    void whatTheDataBreaksIsRefused() throws SQLException {
        Path file = SqliteFiles.make(folder.resolve("t.db"), "CREATE TABLE t (a INTEGER NOT NULL)");
        try (Connection connection = SqliteFiles.connect(file)) {
            Sql sql = new Sql(connection, Dialect.SQLITE);
            WharfException refused =
                    assertThrows(WharfException.class, () -> sql.update("INSERT INTO t VALUES (?)", (Object) null));
            assertEquals("audit-refused", refused.code());
        }
    }
}
