package dev.wharf.preview;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.check.PeoplePlan;
import dev.wharf.check.PlanChecker;
import dev.wharf.database.Database;
import dev.wharf.preview.StepPreview.Change;
import dev.wharf.preview.StepPreview.Problem;
import dev.wharf.preview.StepPreview.TableDifference;
import dev.wharf.sandbox.Sandbox;
import dev.wharf.sandbox.SandboxSettings;
import dev.wharf.sandbox.protocol.ProcessSandbox;
import dev.wharf.testing.PostgresServer;
import dev.wharf.transform.CheckedPlan;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PreviewerTest {

    private Sandbox sandbox;

    @TempDir
    Path folder;

    @BeforeAll
    void start() {
        sandbox = new ProcessSandbox();
    }

    @AfterAll
    void end() {
        sandbox.close();
    }

    @Test
    void showsWhatWouldBeInsertedWithReferencesToEarlierSteps() {
        showsInserts(new PeoplePlan(folder).write());
    }

    @Test
    void showsTheSameForPostgres() {
        showsInserts(new PeoplePlan(folder, PostgresServer.oldest().freshDatabase()).write());
    }

    private void showsInserts(PeoplePlan plan) {
        PreviewReport report = preview(plan, 10);

        TableDifference groups = report.steps().getFirst().target().getFirst();
        StepPreview people = report.steps().get(1);
        TableDifference persons = people.target().getFirst();
        assertEquals(List.of("id", "name", "email", "kind", "team"), people.source().columns());
        assertEquals(4, people.source().rows().size());
        assertEquals(3, persons.insert(), () -> report.toString());
        assertEquals(List.of("id", "full_name", "email", "kind", "group_id", "legacy_id"), persons.rows().columns());
        String north = groups.rows().rows().getFirst().getFirst();
        assertNotNull(north);
        assertEquals(north, persons.rows().rows().getFirst().get(4), "the group's key as the earlier step would make it");
        assertEquals(null, persons.rows().rows().get(1).get(2), "NULL stays null");
        assertEquals(List.of(new Problem("12", "team refers to no row of teams that was migrated")), people.problems());
        assertEquals(List.of("created_at"), persons.volatileColumns());
    }

    @Test
    void writesNothing() {
        PeoplePlan plan = new PeoplePlan(folder).write();

        preview(plan, 10);

        assertEquals("0", plan.queryTarget("SELECT (SELECT count(*) FROM persons) + (SELECT count(*) FROM groups)"));
        assertEquals("0", plan.queryTarget("SELECT count(*) FROM sqlite_master WHERE name LIKE 'migration%'"));
    }

    @Test
    void takesTheFirstRowsByTheirKey() {
        PreviewReport report = preview(new PeoplePlan(folder).write(), 2);

        assertEquals(List.of("10", "11"),
                report.steps().get(1).source().rows().stream().map(List::getFirst).toList());
    }

    @Test
    void comparesWithWhatTheTargetHolds() {
        PeoplePlan plan = new PeoplePlan(folder)
                .change("plan.yaml", "groups, key: [id], mode: insert", "groups, key: [id], mode: upsert")
                .write();
        TableDifference before = preview(plan, 10).steps().getFirst().target().getFirst();
        String north = String.valueOf(before.rows().rows().getFirst().getFirst());
        String south = String.valueOf(before.rows().rows().get(1).getFirst());
        plan.executeInTarget("INSERT INTO groups VALUES ('" + north + "', 'North'), ('" + south + "', 'Old name')");

        TableDifference now = preview(plan, 10).steps().getFirst().target().getFirst();

        assertEquals(List.of(Change.UNCHANGED, Change.UPDATE), now.changes());
        assertEquals(List.of(0, 1, 1), List.of(now.insert(), now.update(), now.unchanged()));
    }

    @Test
    void tellsAKeyThatIsThereAlready() {
        PeoplePlan plan = new PeoplePlan(folder).write();
        TableDifference before = preview(plan, 10).steps().getFirst().target().getFirst();
        plan.executeInTarget("INSERT INTO groups VALUES ('" + before.rows().rows().getFirst().getFirst() + "', 'North')");

        StepPreview teams = preview(plan, 10).steps().getFirst();

        assertEquals(1, teams.target().getFirst().insert());
        assertEquals(1, teams.problems().size());
        assertTrue(teams.problems().getFirst().reason().contains("already"), teams.problems().toString());
    }

    /** A check counts such rows and refuses; one that came since then is left to the preview to tell. */
    @Test
    void tellsWhatWouldStopTheRunAndGoesOn() {
        PeoplePlan plan = new PeoplePlan(folder).change("plan.yaml", "from: [team], missing: reject", "from: [team], missing: fail").write();
        plan.executeInSource("INSERT INTO teams VALUES (9, 'West')");

        StepPreview people = preview(plan, 10, () -> plan.executeInSource("DELETE FROM teams WHERE id = 9")).steps().get(1);

        assertEquals(3, people.target().getFirst().insert());
        assertTrue(people.problems().getFirst().reason().startsWith("stops the run: "), people.problems().toString());
    }

    private PreviewReport preview(PeoplePlan plan, int rows) {
        return preview(plan, rows, () -> {});
    }

    /** @param afterTheCheck what happens to the databases between check and preview */
    private PreviewReport preview(PeoplePlan plan, int rows, Runnable afterTheCheck) {
        try (Database source = plan.open("legacy");
                Database target = plan.open("app")) {
            CheckedPlan checked = new PlanChecker(plan.workspace(), sandbox)
                    .check(plan.planFolder().load(), source, target)
                    .orThrow();
            afterTheCheck.run();
            return new Previewer(sandbox, SandboxSettings.DEFAULT).preview(checked, source, target, rows);
        }
    }
}
