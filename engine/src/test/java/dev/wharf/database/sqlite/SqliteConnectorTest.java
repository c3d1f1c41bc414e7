package dev.wharf.database.sqlite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.database.ConnectionLost;
import dev.wharf.database.ConnectionSpec;
import dev.wharf.database.DataRefusal;
import dev.wharf.database.Databases;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.testing.SqliteFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqliteConnectorTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"", ":memory:", "file::memory:", "file:x?mode=memory&cache=shared"})
    void refusesDatabasesInMemory(String name) {
        ConnectionSpec spec = new ConnectionSpec("legacy", "jdbc:sqlite:" + name, null, null, false, folder);
        assertMessage(
                assertThrows(WharfException.class, () -> Databases.open(spec)),
                Kind.USAGE,
                "connection-url",
                "Connection legacy: jdbc:sqlite:" + name
                        + (name.startsWith("file::")
                                ? " has a scheme or parameters; Wharf decides itself how it opens a file."
                                : " is a database in memory, which only the session that made it could see."),
                name.startsWith("file::")
                        ? "Write a plain path: jdbc:sqlite:legacy.db."
                        : "Write the path of a file: jdbc:sqlite:legacy.db.");
    }

    @Test
    void aRelativePathCountsFromTheWorkspace() {
        SqliteFiles.make(folder.resolve("legacy.db"), "CREATE TABLE t (a)");
        ConnectionSpec spec = new ConnectionSpec("legacy", "jdbc:sqlite:legacy.db", null, null, false, folder);
        assertEquals(1, Databases.open(spec).survey().tables().size());
    }

    @Test
    void saysWhyAFileCannotBeOpened() throws IOException {
        assertMessage(
                refusedSource(folder.resolve("none.db")),
                Kind.ENVIRONMENT,
                "file-missing",
                "Connection legacy: the file " + folder + "/none.db does not exist, and Wharf makes no databases.",
                "Correct the path in the connection's URL (a relative one counts from the workspace " + folder
                        + "), or make the database first.");
        assertMessage(
                refusedSource(folder.resolve("no/none.db")),
                Kind.ENVIRONMENT,
                "folder-missing",
                "Connection legacy: the folder " + folder + "/no does not exist.",
                "Correct the path in the connection's URL; a relative one counts from the workspace " + folder + "/no.");
        assertMessage(
                refusedSource(Files.createDirectory(folder.resolve("dir.db"))),
                Kind.ENVIRONMENT,
                "not-a-database",
                "Connection legacy: " + folder + "/dir.db is a folder, not a SQLite file.",
                "Write the path of the file in the connection's URL.");
        Path text = Files.writeString(folder.resolve("text.db"), "id,name\n1,canary\n".repeat(100));
        assertMessage(
                refusedSource(text),
                Kind.ENVIRONMENT,
                "not-a-database",
                "Connection legacy: " + text + " is no SQLite database (or an encrypted one).",
                "Correct the path in the connection's URL.");
        assertEquals("id,name\n1,canary\n".repeat(100), Files.readString(text));
        assertEquals(
                "not-a-database",
                assertThrows(WharfException.class, () -> connector(text).openTarget()).code());
    }

    @Test
    void refusesATargetThatMayNotBeWritten() throws IOException {
        Path file = SqliteFiles.make(folder.resolve("target.db"), "CREATE TABLE t (a)");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
        Assumptions.assumeFalse(Files.isWritable(file), "this user writes everything, so no file is read-only to it");
        assertMessage(
                assertThrows(WharfException.class, () -> connector(file).openTarget()),
                Kind.ENVIRONMENT,
                "database-read-only",
                "Connection legacy: " + file + " may not be written by this user, and a target needs both the file and its folder.",
                "Give write permission on both, or copy the file to where you may write.");
    }

    @Test
    void aSourceWithAnUnfinishedWriteIsRefusedAndLeftAsItIs() throws Exception {
        Path file = SqliteFiles.make(folder.resolve("live.db"), "CREATE TABLE t (a)", "INSERT INTO t VALUES (zeroblob(100000))");
        Path copy = folder.resolve("crashed.db");
        try (Connection writer = SqliteFiles.connect(file);
                Statement statement = writer.createStatement()) {
            statement.executeUpdate("PRAGMA cache_size = 1");
            statement.executeUpdate("BEGIN");
            statement.executeUpdate("UPDATE t SET a = randomblob(100000)");
            Files.copy(file, copy);
            Files.copy(folder.resolve("live.db-journal"), folder.resolve("crashed.db-journal"));
            statement.executeUpdate("ROLLBACK");
        }
        byte[] before = Files.readAllBytes(copy);
        WharfException e = refusedSource(copy);
        assertMessage(
                e,
                Kind.ENVIRONMENT,
                "needs-recovery",
                "Connection legacy: " + copy + " needs recovery: crashed.db-journal beside it holds a write that was never"
                        + " finished, and a source is only read.",
                "Open the file once with the program that owns it, or with sqlite3 and a SELECT, which finishes or undoes that"
                        + " write.");
        assertArrayEquals(before, Files.readAllBytes(copy));
        assertTrue(Files.exists(folder.resolve("crashed.db-journal")));
    }

    @Test
    void aWriteAheadLogIsReadAndItsModeStays() throws SQLException {
        Path file = SqliteFiles.make(folder.resolve("wal.db"), "PRAGMA journal_mode = WAL", "CREATE TABLE t (a)");
        try (Connection writer = SqliteFiles.connect(file);
                Statement statement = writer.createStatement()) {
            statement.executeUpdate("INSERT INTO t VALUES (1)");
            try (Connection source = connector(file).openSource()) {
                assertEquals("1", value(source, "SELECT count(*) FROM t"));
            }
        }
        try (Connection target = connector(file).openTarget()) {
            assertEquals("wal", value(target, "PRAGMA journal_mode"));
        }
    }

    @Test
    void aSourceSessionCanDoNothingButRead() throws SQLException {
        Path file = SqliteFiles.make(folder.resolve("s.db"), "CREATE TABLE t (a)", "INSERT INTO t VALUES (1)");
        try (Connection source = connector(file).openSource()) {
            for (String sql : new String[] {
                "INSERT INTO t VALUES (2)",
                "CREATE TEMP TABLE x (a)",
                "ATTACH DATABASE '" + folder.resolve("other.db") + "' AS other",
                "VACUUM INTO '" + folder.resolve("copy.db") + "'",
                "SELECT load_extension('x')",
                "SELECT zeroblob(900000000)",
            }) {
                assertThrows(SQLException.class, () -> {
                    try (Statement statement = source.createStatement()) {
                        statement.execute(sql);
                    }
                }, sql);
            }
            // Even with the pragma switched off, the file was opened for reading only.
            value(source, "PRAGMA query_only");
            try (Statement statement = source.createStatement()) {
                statement.execute("PRAGMA query_only = OFF");
                SQLException refused = assertThrows(SQLException.class, () -> statement.execute("DELETE FROM t"));
                assertEquals("database-read-only", assertInstanceOf(WharfException.class, SqliteErrors.of(refused)).code());
            }
            assertEquals("0", value(source, "PRAGMA trusted_schema"));
            assertTrue(source.getAutoCommit());
        }
        assertEquals("[s.db]", list(folder));
    }

    @Test
    void aStatementThatOutlastsItsTimeIsStopped() throws SQLException {
        Path file = SqliteFiles.make(folder.resolve("slow.db"), "CREATE TABLE t (a)");
        try (Connection source = connector(file).openSource()) {
            SqliteDeadline.arm(source, Duration.ofMillis(100));
            SQLException stopped = assertThrows(SQLException.class, () -> value(source,
                    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"));
            assertEquals("database-timeout", assertInstanceOf(WharfException.class, SqliteErrors.of(stopped)).code());
            SqliteDeadline.arm(source);
            assertEquals("1", value(source, "SELECT 1"));
        }
    }

    @Test
    void namesTheRuleThatRowsBreakAndNoValue() throws SQLException {
        Path file = SqliteFiles.make(
                folder.resolve("rules.db"),
                "CREATE TABLE p (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, age INT CONSTRAINT grown_up CHECK (age > 17),"
                        + " boss INT REFERENCES p)",
                "CREATE TABLE s (n INT) STRICT",
                "CREATE TRIGGER t BEFORE INSERT ON p WHEN NEW.email = 'raise' BEGIN SELECT RAISE(ABORT, 'canary'); END",
                "INSERT INTO p VALUES (1, 'canary', 20, NULL)");
        try (Connection target = connector(file).openTarget()) {
            assertRefused(target, "INSERT INTO p VALUES (2, 'canary', 20, NULL)", "23505",
                    "the unique key p.email holds a row with the same key (SQLITE_CONSTRAINT_UNIQUE)");
            assertRefused(target, "INSERT INTO p VALUES (1, 'x', 20, NULL)", "23505",
                    "the unique key p.id holds a row with the same key (SQLITE_CONSTRAINT_PRIMARYKEY)");
            assertRefused(target, "INSERT INTO p VALUES (2, NULL, 20, NULL)", "23502",
                    "column p.email takes no NULL (SQLITE_CONSTRAINT_NOTNULL)");
            assertRefused(target, "INSERT INTO p VALUES (2, 'canary2', 2, NULL)", "23514",
                    "the check grown_up refuses the row (SQLITE_CONSTRAINT_CHECK)");
            assertRefused(target, "INSERT INTO p VALUES (2, 'canary2', 20, 99)", "23503",
                    "a foreign key is broken (SQLITE_CONSTRAINT_FOREIGNKEY)");
            assertRefused(target, "INSERT INTO p VALUES (2, 'raise', 20, NULL)", "P0001",
                    "a trigger raised an error (SQLITE_CONSTRAINT_TRIGGER)");
            assertRefused(target, "INSERT INTO p VALUES ('canary', 'y', 20, NULL)", "22000",
                    "an INTEGER PRIMARY KEY takes whole numbers only (SQLITE_MISMATCH)");
            assertRefused(target, "INSERT INTO s VALUES ('canary')", "22000",
                    "a value has not the type of its column (SQLITE_CONSTRAINT_DATATYPE)");
            try (Connection other = SqliteFiles.connect(file);
                    Statement holder = other.createStatement();
                    Statement waiting = target.createStatement()) {
                waiting.execute("PRAGMA busy_timeout = 50");
                holder.executeUpdate("BEGIN EXCLUSIVE");
                assertInstanceOf(ConnectionLost.class, SqliteErrors.of(
                        assertThrows(SQLException.class, () -> waiting.executeUpdate("INSERT INTO p VALUES (7, 'q', 20, NULL)"))));
                holder.executeUpdate("ROLLBACK");
            }
        }
    }

    @Test
    void identityIsThePathWithoutLinks() throws IOException {
        Path file = SqliteFiles.make(folder.resolve("real.db"), "CREATE TABLE t (a)");
        Path link = Files.createSymbolicLink(folder.resolve("link.db"), file);
        assertEquals(
                Databases.open(SqliteFiles.spec("one", file)).identity(),
                Databases.open(SqliteFiles.spec("other", link)).identity());
        assertEquals("", Databases.open(SqliteFiles.spec("one", file)).role().user());
    }

    private static SqliteConnector connector(Path file) {
        return new SqliteConnector(SqliteFiles.spec("legacy", file));
    }

    private static WharfException refusedSource(Path file) {
        return assertThrows(WharfException.class, () -> connector(file).openSource());
    }

    private static String value(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static String list(Path folder) {
        try (var files = Files.list(folder)) {
            return files.map(f -> String.valueOf(f.getFileName())).sorted().toList().toString();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void assertRefused(Connection connection, String sql, String state, String message) {
        SQLException failed = assertThrows(SQLException.class, () -> {
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate(sql);
            }
        });
        DataRefusal refusal = assertInstanceOf(DataRefusal.class, SqliteErrors.of(failed));
        assertEquals(message, refusal.getMessage());
        assertEquals(state, refusal.sqlState());
    }

    private static void assertMessage(WharfException e, Kind kind, String code, String message, String next) {
        assertEquals(message, e.text());
        assertEquals(next, e.next());
        assertEquals(code, e.code());
        assertEquals(kind, e.kind());
    }
}
