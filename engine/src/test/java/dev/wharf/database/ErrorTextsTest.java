package dev.wharf.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.wharf.failure.WharfException;
import dev.wharf.testing.PostgresServer;
import dev.wharf.testing.PostgresTestDatabase;
import dev.wharf.testing.SqliteFiles;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of SQL that failed holds no value of a row: a message may end in a log or be shown to a model. */
class ErrorTextsTest {

    private static final String CANARY = "canary-value";

    @TempDir
    Path folder;

    @Test
    void postgresqlsTextsAboutRowsStayOut() {
        PostgresTestDatabase fresh = PostgresServer.newest().freshDatabase();
        fresh.execute("""
                CREATE TABLE t (a integer PRIMARY KEY, b text);
                INSERT INTO t VALUES (1, 'canary-value');
                CREATE FUNCTION raises(text) RETURNS integer LANGUAGE plpgsql AS
                    'BEGIN RAISE EXCEPTION ''%'', $1 USING ERRCODE = ''42000''; END';
                CREATE FUNCTION denies(text) RETURNS integer LANGUAGE plpgsql AS
                    'BEGIN RAISE EXCEPTION ''%'', $1 USING ERRCODE = ''42501''; END';""");
        try (SourceSnapshot snapshot = Databases.open(fresh.source("legacy")).openSnapshot()) {
            for (String sql : List.of(
                    "SELECT b::integer FROM t", "SELECT raises(b) FROM t", "SELECT denies(b) FROM t", "SELECT b::json FROM t",
                    "SELECT to_date(b, 'YYYY') FROM t", "SELECT ('x' || b)::regclass FROM t", "SELECT b::regproc FROM t")) {
                assertSilent(snapshot, sql);
            }
        }
    }

    @Test
    void sqlitesTextsAboutRowsStayOut() {
        Path file = SqliteFiles.make(
                folder.resolve("s.db"), "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT)", "INSERT INTO t VALUES (1, '" + CANARY + "')");
        try (SourceSnapshot snapshot = Databases.open(SqliteFiles.spec("legacy", file)).openSnapshot()) {
            for (String sql : List.of(
                    "SELECT json_extract('{}', b) FROM t", "SELECT json_set('{}', b, 1) FROM t", "SELECT json(b) FROM t",
                    "SELECT a LIKE b ESCAPE b FROM t")) {
                assertSilent(snapshot, sql);
            }
        }
    }

    private static void assertSilent(SourceSnapshot snapshot, String sql) {
        RuntimeException e = assertThrows(RuntimeException.class, () -> snapshot.query(sql, 5), sql);
        String said = e.getMessage() + (e instanceof WharfException known ? known.next() : "");
        assertFalse(said.contains(CANARY), sql + " gave: " + said);
    }

    @Test
    void aRefusedExtractTellsCodePlaceAndTheNamesThatItHolds() {
        PostgresTestDatabase fresh = PostgresServer.newest().freshDatabase();
        fresh.execute("CREATE TABLE t (a integer PRIMARY KEY, b text)");
        Database database = Databases.open(fresh.source("legacy"));
        SqlFault fault = SqlFault.of(assertThrows(
                        WharfException.class, () -> database.describe("SELECT a,\n       c FROM t", List.of("a"))))
                .orElseThrow();
        assertEquals("SQLSTATE 42703", fault.state());
        assertEquals(Integer.valueOf(2), fault.line());
        assertEquals(Integer.valueOf(8), fault.column());
        assertEquals(List.of("c"), fault.names());
    }
}
