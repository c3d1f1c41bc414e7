package dev.wharf.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.database.ConnectionSpec;
import dev.wharf.database.Database;
import dev.wharf.database.Databases;
import dev.wharf.database.SourceSnapshot;
import dev.wharf.failure.WharfException;
import dev.wharf.gate.GateCorpus.Case;
import dev.wharf.testing.PostgresServer;
import dev.wharf.testing.PostgresTestDatabase;
import dev.wharf.testing.SqliteFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteException;

/**
 * The layers behind the guard, each alone on a real server with the guard off. What a layer cannot stop alone is in the
 * corpus too, with the verdict {@code open}, so that what the documentation promises stays true.
 */
class SqlLayersTest {

    static final Set<String> LAYERS =
            Set.of("session-postgresql", "session-sqlite", "wrapper-postgresql", "wrapper-sqlite", "role");

    /** What the drivers say of a statement that they ran and that gave no rows. */
    private static final Set<String> NO_ROWS = Set.of("02000", "SQLITE_DONE");

    /** Everything that an attack could leave behind. */
    private static final String STATE =
            """
            SELECT (SELECT string_agg(t::text, ',' ORDER BY a) FROM t) AS rows,
                   (SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace) AS relations,
                   (SELECT count(*) FROM pg_namespace) AS schemas,
                   (SELECT count(*) FROM pg_proc) AS functions,
                   (SELECT last_value::text || is_called FROM s) AS sequence,
                   (SELECT count(*) FROM pg_largeobject_metadata) AS objects,
                   (SELECT count(*) FROM pg_prepared_xacts) AS prepared,
                   (SELECT count(*) FROM pg_replication_slots) AS slots,
                   (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'
                       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())) AS locks,
                   (SELECT count(*) FROM pg_db_role_setting) AS settings
            """;

    private static final String SCHEMA =
            """
            CREATE TABLE t (a int PRIMARY KEY, b text);
            INSERT INTO t VALUES (1, 'one'), (2, 'two');
            CREATE SEQUENCE s;
            CREATE FUNCTION writes() RETURNS int LANGUAGE plpgsql AS 'BEGIN INSERT INTO t VALUES (3, ''x''); RETURN 1; END';
            CREATE FUNCTION writes_as_owner() RETURNS int LANGUAGE plpgsql SECURITY DEFINER AS
                'BEGIN INSERT INTO t VALUES (4, ''x''); RETURN 1; END';
            CREATE FUNCTION turns_writable() RETURNS text LANGUAGE plpgsql AS
                'BEGIN SET TRANSACTION READ WRITE; INSERT INTO t VALUES (5, ''x''); RETURN 1; END';
            CREATE PROCEDURE commits() LANGUAGE plpgsql AS 'BEGIN COMMIT; INSERT INTO t VALUES (6, ''x''); END';
            CREATE VIEW writing AS SELECT writes() AS a;
            CREATE VIEW counting AS SELECT nextval('s') AS a;
            """;

    @TempDir
    static Path folder;

    @TestFactory
    List<DynamicTest> eachLayerOfPostgresqlHoldsAlone() {
        List<DynamicTest> tests = new ArrayList<>();
        for (PostgresServer.Version version : PostgresServer.versions()) {
            PostgresTestDatabase fresh = PostgresServer.of(version).freshDatabase();
            fresh.execute(SCHEMA);
            // Before version 15 everybody may make tables in public.
            fresh.executeAsSuperuser("REVOKE CREATE ON SCHEMA public FROM PUBLIC", "GRANT ALL ON SCHEMA public TO " + fresh.owner());
            for (Case attack : GateCorpus.cases("attacks")) {
                for (String verdict : attack.verdicts()) {
                    String[] parts = verdict.split(":");
                    if (LAYERS.contains(parts[0]) && !parts[0].endsWith("sqlite")) {
                        tests.add(DynamicTest.dynamicTest(
                                "%s %s (%s)".formatted(version, attack.name(), verdict),
                                () -> postgresql(fresh, parts[0], parts[1], attack.text())));
                    }
                }
            }
        }
        assertFalse(tests.isEmpty());
        return tests;
    }

    private static void postgresql(PostgresTestDatabase fresh, String layer, String expected, String sql)
            throws SQLException {
        String before = state(fresh);
        String outcome =
                switch (layer) {
                    // The owner may write, so that nothing but the session stands between.
                    case "session-postgresql" -> session(fresh.target("legacy"), sql);
                    case "wrapper-postgresql" -> described(Databases.open(fresh.target("legacy")), sql);
                    case "role" -> plain(fresh, sql);
                    default -> throw new IllegalArgumentException(layer);
                };
        assertOutcome(expected, outcome, layer, sql);
        if (expected.equals("open")) {
            restore(fresh);
        } else {
            assertEquals(before, state(fresh));
        }
    }

    /** @param expected a code, "harmless" or "open"; several with / between, where versions differ */
    private static void assertOutcome(String expected, String outcome, String layer, String sql) {
        List<String> codes = Stream.of(expected.split("/"))
                .map(code -> code.equals("open") || code.equals("harmless") ? "" : code)
                .toList();
        assertTrue(codes.contains(outcome), () -> layer + ": " + sql + " gave '" + outcome + "', not " + expected);
    }

    private static String session(ConnectionSpec spec, String sql) {
        try (Database database = Databases.open(spec);
                SourceSnapshot snapshot = database.openSnapshot()) {
            snapshot.query("SELECT set_config('statement_timeout', '400', false)", 1);
            snapshot.query(sql, 5);
            return "";
        } catch (RuntimeException e) {
            String state = state(e);
            return NO_ROWS.contains(state) ? "" : state;
        }
    }

    /** A session without any guard, whose role may only read. */
    private static String plain(PostgresTestDatabase fresh, String sql) {
        try (Connection connection = DriverManager.getConnection(fresh.url(), fresh.reader(), fresh.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return "";
        } catch (SQLException e) {
            return String.valueOf(e.getSQLState());
        }
    }

    private static String described(Database database, String sql) {
        try (database) {
            database.describe(sql, List.of());
            return "";
        } catch (WharfException e) {
            return e.code();
        }
    }

    private static String state(PostgresTestDatabase fresh) throws SQLException {
        try (Connection connection = DriverManager.getConnection(fresh.url(), "postgres", null);
                Statement statement = connection.createStatement()) {
            awaitEndOfOtherSessions(statement);
            try (ResultSet row = statement.executeQuery(STATE)) {
                row.next();
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    values.add(row.getMetaData().getColumnName(i) + "=" + row.getString(i));
                }
                return String.join(" ", values);
            }
        }
    }

    /** A session that the client has closed keeps its locks until its process has noticed. */
    private static void awaitEndOfOtherSessions(Statement statement) throws SQLException {
        statement.execute(
                """
                DO $$ BEGIN
                    FOR turn IN 1 .. 3000 LOOP
                        PERFORM pg_stat_clear_snapshot();
                        EXIT WHEN NOT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database()
                            AND pid <> pg_backend_pid() AND backend_type = 'client backend');
                        PERFORM pg_sleep(0.01);
                    END LOOP;
                END $$""");
    }

    private static void restore(PostgresTestDatabase fresh) {
        fresh.execute("DELETE FROM t WHERE a > 2; DROP TABLE IF EXISTS made; SELECT setval('s', 1, false)");
    }

    /** The server's or SQLite's own code of a failure, wherever it is wrapped. */
    private static String state(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLiteException e) {
                return e.getResultCode().name();
            }
            if (cause instanceof SQLException e) {
                return String.valueOf(e.getSQLState());
            }
        }
        return failure.toString();
    }

    @TestFactory
    List<DynamicTest> eachLayerOfSqliteHoldsAlone() {
        Path file = SqliteFiles.make(
                folder.resolve("s.db"),
                "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT)",
                "INSERT INTO t VALUES (1, 'one'), (2, 'two')",
                "CREATE VIEW counting AS SELECT count(*) AS n FROM t");
        List<DynamicTest> tests = new ArrayList<>();
        for (Case attack : GateCorpus.cases("attacks")) {
            for (String verdict : attack.verdicts()) {
                String[] parts = verdict.split(":");
                if (LAYERS.contains(parts[0]) && parts[0].endsWith("sqlite")) {
                    tests.add(DynamicTest.dynamicTest(
                            "%s (%s)".formatted(attack.name(), verdict),
                            () -> sqlite(file, parts[0], parts[1], attack.text().replace("FOLDER", folder.toString()))));
                }
            }
        }
        assertFalse(tests.isEmpty());
        return tests;
    }

    private static void sqlite(Path file, String layer, String expected, String sql) throws Exception {
        byte[] before = Files.readAllBytes(file);
        String outcome = layer.equals("wrapper-sqlite")
                ? described(Databases.open(SqliteFiles.spec("legacy", file)), sql)
                : sqliteSession(file, sql, expected.equals("SQLITE_INTERRUPT"));
        assertOutcome(expected, outcome, layer, sql);
        assertTrue(Arrays.equals(before, Files.readAllBytes(file)), "the file changed");
        assertEquals(List.of("s.db"), names(folder));
    }

    /** A bomb is stopped from outside, which shows that it can be; the deadline uses the same way. */
    private static String sqliteSession(Path file, String sql, boolean bomb) throws InterruptedException {
        AtomicReference<String> outcome = new AtomicReference<>("it did not end");
        Thread thread = new Thread(() -> {
            try (Database database = Databases.open(SqliteFiles.spec("legacy", file));
                    SourceSnapshot snapshot = database.openSnapshot()) {
                snapshot.query(sql, 5);
                outcome.set("");
            } catch (RuntimeException e) {
                String state = state(e);
                outcome.set(NO_ROWS.contains(state) ? "" : state);
            }
        });
        thread.start();
        if (bomb) {
            thread.join(300);
            thread.interrupt();
        }
        thread.join(60_000);
        return outcome.get();
    }

    private static List<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
