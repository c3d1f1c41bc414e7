package dev.wharf.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.approval.Approvals;
import dev.wharf.approval.PlanReadiness;
import dev.wharf.audit.RunId;
import dev.wharf.audit.RunStatus;
import dev.wharf.check.PeoplePlan;
import dev.wharf.check.PlanChecker;
import dev.wharf.database.Database;
import dev.wharf.report.Reporter;
import dev.wharf.run.RunEvent;
import dev.wharf.run.RunOutcome;
import dev.wharf.run.Runs;
import dev.wharf.sandbox.Sandbox;
import dev.wharf.sandbox.protocol.ProcessSandbox;
import dev.wharf.testing.Golden;
import dev.wharf.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Runs that were tampered with after they wrote, and what a verification and a report say of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VerifierTest {

    private static final Golden GOLDEN = new Golden("report");

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
    void findsNothingWrongWithAnUntouchedRun() {
        PeoplePlan plan = new PeoplePlan(folder).write();
        RunId run = apply(plan);

        VerifyReport report = verify(plan, run);

        assertTrue(report.ok(), () -> text(report));
        GOLDEN.matches("verify.txt", text(report));
        assertEquals("verified", plan.queryTarget("SELECT event FROM migration_events ORDER BY id DESC LIMIT 1"));
        assertEquals("execution", plan.queryTarget("SELECT DISTINCT phase FROM migration_control"));
    }

    @Test
    void findsNothingWrongWithAnUntouchedRunIntoPostgres() {
        PeoplePlan plan = new PeoplePlan(folder, PostgresServer.newest().freshDatabase()).write();
        RunId run = apply(plan);

        VerifyReport report = verify(plan, run);

        assertTrue(report.ok(), () -> text(report));
        plan.executeInTarget("UPDATE persons SET kind = 'guest' WHERE legacy_id = 10");
        VerifyReport after = verify(plan, run);
        assertEquals(List.of("checksum persons", "distribution persons.kind"), failed(after), () -> text(after));
    }

    @Test
    void namesRowsThatWereChangedAndThatAreGone() {
        PeoplePlan plan = new PeoplePlan(folder).write();
        RunId run = apply(plan);
        String ada = plan.queryTarget("SELECT id FROM persons WHERE legacy_id = 10");
        String ben = plan.queryTarget("SELECT id FROM persons WHERE legacy_id = 11");
        plan.executeInTarget("UPDATE persons SET email = 'x@example.org' WHERE legacy_id = 10");
        plan.executeInTarget("DELETE FROM persons WHERE legacy_id = 11");

        VerifyReport report = verify(plan, run);

        assertFalse(report.ok());
        assertEquals(List.of("rows persons", "checksum persons", "distribution persons.kind"), failed(report), () -> text(report));
        assertTrue(text(report).contains("1 changed (" + ada + ")"), () -> text(report));
        assertTrue(text(report).contains("1 missing (" + ben + ")"), () -> text(report));
    }

    @Test
    void overlooksColumnsThatTheRunDidNotSet() {
        PeoplePlan plan = new PeoplePlan(folder).write();
        RunId run = apply(plan);

        plan.executeInTarget("UPDATE persons SET created_at = 'long ago'");

        assertTrue(verify(plan, run).ok());
    }

    @Test
    void findsAReferenceThatLeadsNowhere() {
        PeoplePlan plan = new PeoplePlan(folder).write();
        RunId run = apply(plan);
        plan.executeInTarget("DELETE FROM groups WHERE name = 'North'");

        VerifyReport report = verify(plan, run);

        assertEquals(List.of("rows groups", "reference persons.group_id"), failed(report), () -> text(report));
    }

    @Test
    void countsWhatChangedInTheSourceApart() {
        PeoplePlan plan = new PeoplePlan(folder).write();
        RunId run = apply(plan);
        plan.executeInSource("UPDATE people SET name = 'Ada L.' WHERE id = 10");
        plan.executeInSource("DELETE FROM people WHERE id = 11");
        plan.executeInSource("INSERT INTO people VALUES (20, 'New', NULL, 'staff', 1, NULL)");

        VerifyReport report = verify(plan, run);

        assertTrue(report.ok(), () -> text(report));
        assertTrue(text(report).contains("1 changed since, 1 gone since, 1 new since"), () -> text(report));
    }

    @Test
    void doesNotCallNewWhatAnUnfinishedRunHasNotRead() {
        PeoplePlan plan = new PeoplePlan(folder).write();
        RunId run = pausedAfter(plan, "teams");

        VerifyReport report = verify(plan, run);

        assertTrue(report.ok(), () -> text(report));
        assertTrue(text(report).contains("people source: 0 rows as read / 0 rows as read, 4 not read by this run"), () -> text(report));
        assertTrue(text(report).contains("teams source: 2 rows as read / 2 rows as read\n"), () -> text(report));
    }

    @Test
    void reportsTheRunAsMarkdownAndAsHtml() throws IOException {
        PeoplePlan plan = new PeoplePlan(folder).write();
        RunId run = apply(plan);
        try (Database target = plan.open("app")) {
            Reporter reporter = new Reporter(target);
            VerifyReport verification = verify(plan, run);

            GOLDEN.matches("people.md", stable(reporter.markdown(run, verification), run));

            Path page = reporter.write(run, null, folder.resolve("reports").resolve("people.html"));
            String html = Files.readString(page);
            assertTrue(html.startsWith("<!DOCTYPE html>"));
            assertTrue(html.contains("team refers to no row of teams that was migrated"), html);
            assertTrue(html.contains("Approved by Olga"), html);
        }
    }

    @Test
    void keepsEveryGoldenFileInUse() {
        GOLDEN.holdsOnly(List.of("verify.txt", "people.md"));
    }

    private String stable(String text, RunId run) {
        return text.replace(run.value(), "RUN")
                .replace(folder.toAbsolutePath().toString(), "FOLDER")
                .replace(System.getProperty("user.name"), "USER")
                .replaceAll("sha256:[0-9a-f]{64}", "HASH")
                .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID")
                .replaceAll("\\d{4}-\\d{2}-\\d{2}T[0-9:.]+Z", "TIME")
                .replaceAll("\\d+\\.\\d s", "N s")
                .replaceAll("(Ran by \\| )[^|]*", "$1HOLDER ")
                .replaceAll("by [^|]* under epoch", "by HOLDER under epoch")
                .replaceAll("(Read under \\| |under snapshot )[^|]*", "$1SNAPSHOT ");
    }

    private RunId apply(PeoplePlan plan) {
        RunOutcome outcome = runs(plan, RunEvent.Listener.NONE).apply(PeoplePlan.NAME, 1, null);
        assertEquals(5, outcome.counts().written());
        return outcome.run();
    }

    private RunId pausedAfter(PeoplePlan plan, String step) {
        AtomicReference<Runs> runs = new AtomicReference<>();
        runs.set(runs(plan, event -> {
            if (event instanceof RunEvent.StepEnded ended && ended.step().equals(step)) {
                runs.get().pause();
            }
        }));
        RunOutcome outcome = runs.get().apply(PeoplePlan.NAME, 1, null);
        assertEquals(RunStatus.PAUSED, outcome.status());
        return outcome.run();
    }

    private Runs runs(PeoplePlan plan, RunEvent.Listener listener) {
        PlanChecker checker = new PlanChecker(plan.workspace(), sandbox);
        try (Database source = plan.open("legacy");
                Database target = plan.open("app")) {
            new Approvals(checker, Clock.systemUTC()).approve(plan.planFolder(), source, target, "Olga");
        }
        PlanReadiness readiness = new PlanReadiness(plan.workspace(), checker, Clock.systemUTC());
        return new Runs(plan.workspace(), sandbox, readiness, listener);
    }

    private VerifyReport verify(PeoplePlan plan, RunId run) {
        try (Database source = plan.open("legacy");
                Database target = plan.open("app")) {
            return new Verifier(source, target).verify(run);
        }
    }

    private static List<String> failed(VerifyReport report) {
        return report.checks().stream().filter(c -> !c.ok()).map(VerifyCheck::name).toList();
    }

    private static String text(VerifyReport report) {
        return report.checks().stream()
                .map(c -> (c.ok() ? "ok      " : "differs ") + c.step() + " " + c.name() + ": " + c.expected() + " / " + c.actual() + "\n")
                .collect(Collectors.joining());
    }
}
