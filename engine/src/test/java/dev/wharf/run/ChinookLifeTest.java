package dev.wharf.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.audit.RunStatus;
import dev.wharf.author.Planned;
import dev.wharf.check.CheckReport;
import dev.wharf.testing.Life;
import dev.wharf.testing.PostgresServer;
import dev.wharf.testing.PostgresTestDatabase;
import dev.wharf.testing.SqliteFiles;
import dev.wharf.verify.VerifyReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** Chinook from its SQLite file into PostgreSQL, by one request and the template author. */
@EnabledIfEnvironmentVariable(named = "WHARF_REAL_DATA", matches = ".+")
class ChinookLifeTest {

    /** The tables of the target and the rows of the source's tables of the same name but for case and underscores. */
    private static final Map<String, Integer> ROWS = new TreeMap<>(Map.ofEntries(
            Map.entry("album", 347),
            Map.entry("artist", 275),
            Map.entry("customer", 59),
            Map.entry("employee", 8),
            Map.entry("genre", 25),
            Map.entry("invoice", 412),
            Map.entry("invoice_line", 2240),
            Map.entry("media_type", 5),
            Map.entry("playlist", 18),
            Map.entry("playlist_track", 8715),
            Map.entry("track", 3503)));

    @TempDir
    Path folder;

    @Test
    void movesEveryTableIntoTheScriptsOwnSchema() throws Exception {
        PostgresTestDatabase target = PostgresServer.newest().freshDatabase();
        target.execute(schema());
        moveAndTakeBack(target);
    }

    @Test
    void movesEveryTableIntoKeysThatAreUuids() throws Exception {
        PostgresTestDatabase target = PostgresServer.oldest().freshDatabase();
        target.execute(schema().replaceAll("(\\w+_id|reports_to) INT\\b", "$1 UUID"));
        moveAndTakeBack(target);
    }

    private void moveAndTakeBack(PostgresTestDatabase target) throws Exception {
        Path source = Path.of(System.getenv("WHARF_REAL_DATA"), "chinook", "chinook.sqlite");
        try (Life life = new Life(folder, SqliteFiles.spec("source", source), target.target("target"), 1_000)) {
            Planned planned = life.plan("chinook", List.of(), Map.of());
            assertEquals(List.of(), planned.plan().plan().openDecisions());
            CheckReport report = life.check("chinook");
            assertTrue(report.ok(), () -> report.findings().toString());
            life.approve("chinook");

            RunOutcome outcome = life.runs().apply("chinook", null, null);

            assertEquals(RunStatus.COMPLETED, outcome.status());
            assertEquals(ROWS, rows(target));
            assertEquals(15_607, outcome.counts().written());
            requireForeignKeys(target);
            VerifyReport verified = life.verify(outcome.run());
            assertTrue(verified.ok(), () -> verified.checks().toString());

            RollbackOutcome rollback = life.runs().rollback(outcome.run());

            assertEquals(RunStatus.ROLLED_BACK, rollback.status(), () -> rollback.conflicts().toString());
            assertEquals(15_607, rollback.removed());
            assertTrue(rows(target).values().stream().allMatch(count -> count == 0), () -> {
                try {
                    return rows(target).toString();
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
        }
    }

    /** The script's tables and keys, without its rows and without making a database. */
    private static String schema() throws IOException {
        String script = Files.readString(
                Path.of(System.getenv("WHARF_REAL_DATA"), "chinook", "chinook-postgresql.sql"));
        return java.util.Arrays.stream(script.split(";\\s*\\n"))
                .map(statement -> statement.replaceAll("(?s)/\\*.*?\\*/", "").strip())
                .filter(statement -> statement.startsWith("CREATE TABLE")
                        || statement.startsWith("ALTER TABLE")
                        || statement.startsWith("CREATE INDEX"))
                .collect(Collectors.joining(";\n", "", ";"));
    }

    private static Map<String, Integer> rows(PostgresTestDatabase target) throws SQLException {
        Map<String, Integer> found = new TreeMap<>();
        try (Connection connection = target.connect();
                Statement statement = connection.createStatement()) {
            for (String table : ROWS.keySet()) {
                try (ResultSet row = statement.executeQuery("SELECT count(*) FROM " + table)) {
                    row.next();
                    found.put(table, row.getInt(1));
                }
            }
        }
        return found;
    }

    /** Every foreign key of the schema is enforced by the server; the one that a closing pass fills is looked at. */
    private static void requireForeignKeys(PostgresTestDatabase target) throws SQLException {
        try (Connection connection = target.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        """
                        SELECT (SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND convalidated
                                    AND connamespace = 'public'::regnamespace),
                               (SELECT count(*) FROM employee WHERE reports_to IS NOT NULL),
                               (SELECT count(*) FROM employee e JOIN employee m ON m.employee_id = e.reports_to)""")) {
            row.next();
            assertEquals(11, row.getInt(1));
            assertEquals(7, row.getInt(2));
            assertEquals(7, row.getInt(3));
        }
    }
}
