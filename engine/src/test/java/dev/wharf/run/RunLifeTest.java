package dev.wharf.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.audit.RunStatus;
import dev.wharf.database.ConnectionSpec;
import dev.wharf.examples.MakeExample;
import dev.wharf.examples.TechnicianRoles;
import dev.wharf.failure.WharfException;
import dev.wharf.sandbox.Sandbox;
import dev.wharf.sandbox.SandboxSettings;
import dev.wharf.sandbox.docker.DockerSandbox;
import dev.wharf.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hand-written plan through its runs, from one SQLite file into another, in real containers. */
class RunLifeTest {

    @TempDir
    Path folder;

    private Sandbox sandbox;
    private Runs runs;
    private final List<RunEvent> events = java.util.Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void makeWorkspace() throws Exception {
        TechnicianRoles example = new TechnicianRoles();
        MakeExample.source(example, "jdbc:sqlite:" + folder.resolve("legacy.db"));
        MakeExample.target(example, "jdbc:sqlite:" + folder.resolve("app.db"));
        copyPlan("technician-roles");
        Map<String, ConnectionSpec> connections = new LinkedHashMap<>();
        connections.put("legacy", connection("legacy"));
        connections.put("app", connection("app"));
        Workspace workspace = new Workspace(folder, connections, SandboxSettings.DEFAULT, 10, "template");
        sandbox = new DockerSandbox(DockerSandbox.imagesFolder(), SandboxSettings.DEFAULT);
        runs = new Runs(workspace, sandbox, new PlainReadiness(workspace.plans(), sandbox), events::add);
    }

    @AfterEach
    void endContainers() {
        sandbox.close();
    }

    @Test
    void movesEveryRowAndTakesBackExactlyThose() throws Exception {
        List<String> before = dump();

        RunOutcome outcome = runs.apply("technician-roles", null, null);

        assertEquals(RunStatus.COMPLETED, outcome.status());
        assertEquals(43, outcome.counts().written());
        assertEquals(
                List.of("designing|3", "manufacturing|21", "master|1", "remote|2", "sectioning|4"),
                query("SELECT role_type, count(*) FROM technician_roles GROUP BY 1 ORDER BY 1"));
        assertEquals(List.of("43"), query("SELECT count(*) FROM current_mappings"));
        assertEquals(
                List.of("0"),
                query("SELECT count(*) FROM technician_roles r LEFT JOIN profiles p ON p.id = r.technician_id"
                        + " WHERE p.id IS NULL"));

        RollbackOutcome rollback = runs.rollback(outcome.run());

        assertEquals(RunStatus.ROLLED_BACK, rollback.status());
        assertEquals(43, rollback.removed());
        assertEquals(before, dump());

        RunOutcome again = runs.apply("technician-roles", null, null);
        assertEquals(43, again.counts().written());
    }

    @Test
    void appliesOnlyWhatIsNewTheSecondTime() throws Exception {
        runs.apply("technician-roles", null, null);

        RunOutcome again = runs.apply("technician-roles", null, null);

        assertEquals(RunStatus.COMPLETED, again.status());
        assertEquals(0, again.counts().written());
        assertEquals(43, again.counts().unchanged());
    }

    @Test
    void rehearsalLeavesNoTrace() throws Exception {
        List<String> before = schemaAndRows();

        RunOutcome outcome = runs.rehearse("technician-roles");

        assertTrue(outcome.rehearsal());
        assertEquals(43, outcome.counts().written());
        assertEquals(before, schemaAndRows());
    }

    @Test
    void keepsRowsThatWereEditedSince() throws Exception {
        RunOutcome outcome = runs.apply("technician-roles", null, null);
        execute("UPDATE technician_roles SET role_name = 'Edited' WHERE legacy_role_id = 501");

        RollbackOutcome rollback = runs.rollback(outcome.run());

        assertEquals(RunStatus.ROLLED_BACK_WITH_CONFLICTS, rollback.status());
        assertEquals(2, rollback.conflicts().size(), () -> rollback.conflicts().toString());
        assertEquals(List.of("Edited"), query("SELECT role_name FROM technician_roles"));
        assertEquals(List.of("1"), query("SELECT count(*) FROM profiles"));
    }

    @Test
    void resumeOfACompletedRunChangesNothing() {
        RunOutcome outcome = runs.apply("technician-roles", null, null);

        RunOutcome resumed = runs.resume(outcome.run());

        assertEquals(RunStatus.COMPLETED, resumed.status());
        assertEquals(outcome.counts(), resumed.counts());
    }

    @Test
    void refusesToResumeWhatWasRolledBack() {
        RunOutcome outcome = runs.apply("technician-roles", null, null);
        runs.rollback(outcome.run());

        WharfException refused = assertThrows(WharfException.class, () -> runs.resume(outcome.run()));

        assertEquals("run-ended", refused.code());
    }

    @Test
    void pausesBetweenBatchesAndGoesOn() {
        Runs[] pausing = new Runs[1];
        RunEvent.Listener stopAtFirstCommit = event -> {
            if (event instanceof RunEvent.Progress) {
                pausing[0].pause();
            }
        };
        pausing[0] = new Runs(workspace(), sandbox, new PlainReadiness(workspace().plans(), sandbox), stopAtFirstCommit);

        RunOutcome paused = pausing[0].apply("technician-roles", 1, null);
        RunOutcome done = runs.resume(paused.run());

        assertEquals(RunStatus.PAUSED, paused.status());
        assertEquals(RunStatus.COMPLETED, done.status());
        assertEquals(43, done.counts().written());
    }

    @Test
    void readsAnExtractThatNoIndexAnswersInOnePass() throws Exception {
        Files.writeString(
                folder.resolve("plans/technician-roles/technician-roles.sql"),
                """
                SELECT min(id) AS id, max(name) AS name, max(abbreviation) AS abbreviation, max(technician_id) AS technician_id,
                       max(is_active) AS is_active, max(assigned_at) AS assigned_at
                FROM dispatch_role WHERE group_id = 11 GROUP BY id + 0
                """);

        RunOutcome outcome = runs.apply("technician-roles", null, null);

        assertEquals(43, outcome.counts().written());
        assertEquals(
                List.of("10|10", "20|10", "30|10", "31|1"),
                query("SELECT sum(b.records_read) OVER (ORDER BY b.batch), b.records_read FROM migration_batches b"
                        + " WHERE step = 'technician-roles' ORDER BY b.batch"));
    }

    @Test
    void aRollbackThatStoppedHalfWayIsNeverTakenForARun() throws Exception {
        RunOutcome outcome = runs.apply("technician-roles", null, null);
        Runs dying = new Runs(workspace(), sandbox, new PlainReadiness(workspace().plans(), sandbox), event -> {
            if (event instanceof RunEvent.TakenBack) {
                throw new IllegalStateException("the engine dies here");
            }
        });
        assertThrows(IllegalStateException.class, () -> dying.rollback(outcome.run()));

        WharfException resume = assertThrows(WharfException.class, () -> runs.resume(outcome.run()));
        WharfException close = assertThrows(WharfException.class, () -> runs.close(outcome.run()));
        RollbackOutcome rest = runs.rollback(outcome.run());

        assertEquals("rollback-unfinished", resume.code());
        assertEquals("rollback-unfinished", close.code());
        assertEquals(43, rest.removed());
        assertEquals(List.of("0"), query("SELECT count(*) FROM technician_roles"));
    }

    @Test
    void movesRowsAgainThatWereRolledBackUnderTwoRuns() throws Exception {
        edit("plan.yaml", "mode: insert", "mode: upsert");
        RunOutcome first = runs.apply("technician-roles", null, null);
        edit("TechnicianRoles.java", "String head", "// a change of the step\n        String head");
        edit("Profiles.java", "target.insert", "// a change of the step\n        target.insert");
        RunOutcome second = runs.apply("technician-roles", null, null);
        runs.rollback(second.run());
        runs.rollback(first.run());

        RunOutcome third = runs.apply("technician-roles", null, null);

        assertEquals(0, second.counts().written());
        assertEquals(43, third.counts().written());
        assertEquals(List.of("31"), query("SELECT count(*) FROM technician_roles"));
    }

    @Test
    void anOldRejectThatIsStillBadDoesNotFailASecondApply() throws Exception {
        edit("TechnicianRoles.java", "case \"Master\" -> \"master\";", "");
        RunOutcome first = runs.apply("technician-roles", null, null);

        RunOutcome second = runs.apply("technician-roles", null, null);

        assertEquals(RunStatus.COMPLETED_WITH_REJECTS, first.status());
        assertEquals(RunStatus.COMPLETED_WITH_REJECTS, second.status());
        assertEquals(1, second.counts().rejected());
    }

    @Test
    void aRowThatADeferredForeignKeyRefusesIsRejectedAlone() throws Exception {
        String table = query("SELECT sql FROM sqlite_schema WHERE name = 'technician_roles'").getFirst();
        execute("CREATE TABLE kinds (kind TEXT PRIMARY KEY)");
        execute("INSERT INTO kinds VALUES ('designing'), ('manufacturing'), ('remote'), ('sectioning')");
        execute("DROP TABLE technician_roles");
        execute(table.substring(0, table.lastIndexOf(')'))
                + ", FOREIGN KEY (role_type) REFERENCES kinds (kind) DEFERRABLE INITIALLY DEFERRED"
                + table.substring(table.lastIndexOf(')')));

        RunOutcome outcome = runs.apply("technician-roles", null, null);

        assertEquals(RunStatus.COMPLETED_WITH_REJECTS, outcome.status());
        assertEquals(1, outcome.counts().rejected());
        assertEquals(42, outcome.counts().written());
        assertEquals(List.of("30"), query("SELECT count(*) FROM technician_roles"));
    }

    private void edit(String file, String from, String to) throws IOException {
        Path path = folder.resolve("plans/technician-roles").resolve(file);
        Files.writeString(path, Files.readString(path).replace(from, to));
    }

    private Workspace workspace() {
        Map<String, ConnectionSpec> connections = new LinkedHashMap<>();
        connections.put("legacy", connection("legacy"));
        connections.put("app", connection("app"));
        return new Workspace(folder, connections, SandboxSettings.DEFAULT, 10, "template");
    }

    private ConnectionSpec connection(String name) {
        return new ConnectionSpec(name, "jdbc:sqlite:" + name + ".db", null, null, false, folder);
    }

    private void copyPlan(String name) throws IOException {
        Path to = Files.createDirectories(folder.resolve("plans").resolve(name));
        Path from = Path.of("src/test/resources/plans").resolve(name);
        try (var files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private List<String> dump() throws Exception {
        List<String> rows = new ArrayList<>(query("SELECT * FROM profiles ORDER BY id"));
        rows.addAll(query("SELECT * FROM technician_roles ORDER BY id"));
        return rows;
    }

    private List<String> schemaAndRows() throws Exception {
        List<String> rows = new ArrayList<>(query("SELECT name, sql FROM sqlite_master ORDER BY name"));
        rows.addAll(dump());
        return rows;
    }

    private List<String> query(String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("app.db"));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    row.add(rows.getString(i));
                }
                found.add(String.join("|", row));
            }
            return found;
        }
    }

    private void execute(String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("app.db"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
