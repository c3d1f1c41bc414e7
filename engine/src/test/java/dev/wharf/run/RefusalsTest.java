package dev.wharf.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.approval.Approvals;
import dev.wharf.approval.PlanReadiness;
import dev.wharf.audit.RunStatus;
import dev.wharf.check.PeoplePlan;
import dev.wharf.check.PlanChecker;
import dev.wharf.database.ConnectionSpec;
import dev.wharf.database.Database;
import dev.wharf.database.RunLease;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.sandbox.Sandbox;
import dev.wharf.sandbox.SandboxSettings;
import dev.wharf.sandbox.protocol.ProcessSandbox;
import dev.wharf.testing.Golden;
import dev.wharf.testing.SqliteFiles;
import dev.wharf.testing.TableDump;
import dev.wharf.workspace.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What apply is refused for, with what words, and that it then wrote nothing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusalsTest {

    private static final Golden GOLDEN = new Golden("refusals");

    private final TreeSet<String> names = new TreeSet<>();
    private Sandbox sandbox;
    private PeoplePlan plan;

    @TempDir
    Path folder;

    @BeforeAll
    void start() {
        sandbox = new ProcessSandbox();
    }

    @BeforeEach
    void write() {
        plan = new PeoplePlan(folder).write();
    }

    @AfterAll
    void end() {
        sandbox.close();
        GOLDEN.holdsOnly(names);
    }

    @Test
    void withoutAnApproval() throws SQLException {
        refused("not-approved", plan.workspace());
    }

    @Test
    void withOneChangedByte() throws Exception {
        approve();
        Path file = plan.planFolder().directory().resolve("people.sql");
        Files.writeString(file, Files.readString(file).replace("FROM people", "FROM People"));

        refused("plan-changed", plan.workspace());
    }

    @Test
    void withASourceThatDrifted() throws SQLException {
        approve();
        plan.executeInSource("ALTER TABLE people ADD COLUMN shoe_size INTEGER");

        refused("source-drift", plan.workspace());
    }

    @Test
    void withATargetThatDrifted() throws SQLException {
        approve();
        plan.executeInTarget("ALTER TABLE groups ADD COLUMN colour TEXT");

        refused("target-drift", plan.workspace());
    }

    @Test
    void intoAnotherDatabaseThanApproved() throws Exception {
        approve();
        Path copy = Files.copy(plan.targetFile(), folder.resolve("copy.db"));
        List<String> before = dump(copy);

        refused("other-target", with("app", copy));

        assertEquals(before, dump(copy));
    }

    @Test
    void outOfAnotherDatabaseThanApproved() throws Exception {
        approve();
        Path copy = Files.copy(plan.sourceFile(), folder.resolve("legacy-copy.db"));

        refused("other-source", with("legacy", copy));
    }

    @Test
    void whileARunOfThePlanIsUnfinished() throws SQLException {
        pause();

        refused("unfinished-run", plan.workspace());
    }

    @Test
    void whileAnotherEngineRunsThePlan() throws SQLException {
        approve();
        try (Database target = plan.open("app");
                RunLease _ = RunLease.tryAcquire(target, PeoplePlan.NAME).orElseThrow()) {
            refused("active-run", plan.workspace());
        }
    }

    @Test
    void aPausedRunAfterADriftOfTheSourceUntilItIsClosedAndApprovedAnew() throws SQLException {
        RunOutcome paused = pause();
        plan.executeInSource("ALTER TABLE people ADD COLUMN shoe_size INTEGER");

        WharfException e = assertThrows(
                WharfException.class, () -> runs(plan.workspace(), event -> {}).resume(paused.run()));

        assertEquals(Kind.REFUSED, e.kind());
        assertTrue(e.text().contains("shoe_size"), e.text());
        runs(plan.workspace(), event -> {}).close(paused.run());
        approve();
        RunOutcome rest = runs(plan.workspace(), event -> {}).apply(PeoplePlan.NAME, 1, null);
        assertEquals(RunStatus.COMPLETED_WITH_REJECTS, rest.status());
        assertEquals("2", plan.queryTarget("SELECT count(*) FROM groups"));
    }

    @Test
    void aPausedRunOfAPlanThatChangedNamesItsFiles() throws Exception {
        RunOutcome paused = pause();
        Path file = plan.planFolder().directory().resolve("people.sql");
        Files.writeString(file, Files.readString(file).replace("FROM people", "FROM People"));
        approve();

        WharfException e = assertThrows(
                WharfException.class, () -> runs(plan.workspace(), event -> {}).resume(paused.run()));

        assertEquals("plan-changed", e.code());
        assertTrue(e.text().endsWith("; changed: people.sql."), e.text());
        assertTrue(e.next().contains("wharf close " + paused.run()), e.next());
    }

    private RunOutcome pause() {
        approve();
        Runs[] pausing = new Runs[1];
        pausing[0] = runs(plan.workspace(), event -> {
            if (event instanceof RunEvent.Progress) {
                pausing[0].pause();
            }
        });
        RunOutcome paused = pausing[0].apply(PeoplePlan.NAME, 1, null);
        assertEquals(RunStatus.PAUSED, paused.status());
        return paused;
    }

    private void approve() {
        try (Database source = plan.open("legacy");
                Database target = plan.open("app")) {
            new Approvals(new PlanChecker(plan.workspace(), sandbox), Clock.systemUTC())
                    .approve(plan.planFolder(), source, target, "Olga");
        }
    }

    private Workspace with(String connection, Path file) {
        Map<String, ConnectionSpec> connections = new LinkedHashMap<>(plan.workspace().connections());
        connections.put(connection, SqliteFiles.spec(connection, file));
        return new Workspace(folder, connections, SandboxSettings.DEFAULT, 1000, "template");
    }

    private Runs runs(Workspace workspace, RunEvent.Listener listener) {
        return new Runs(
                workspace,
                sandbox,
                new PlanReadiness(workspace, new PlanChecker(workspace, sandbox), Clock.systemUTC()),
                listener);
    }

    private void refused(String golden, Workspace workspace) throws SQLException {
        List<String> before = dump(plan.targetFile());

        WharfException e = assertThrows(
                WharfException.class, () -> runs(workspace, event -> {}).apply(PeoplePlan.NAME, null, null));

        assertEquals(Kind.REFUSED, e.kind());
        assertEquals(before, dump(plan.targetFile()));
        names.add(golden + ".txt");
        GOLDEN.matches(golden + ".txt", Failures.text(e, folder));
    }

    private static List<String> dump(Path file) throws SQLException {
        try (Connection connection = SqliteFiles.connect(file)) {
            List<String> found = TableDump.ofAll(connection);
            found.addAll(TableDump.rows(connection, "SELECT type, name, sql FROM sqlite_master ORDER BY name"));
            return found;
        }
    }
}
