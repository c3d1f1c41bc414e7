package dev.wharf.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.wharf.approval.Approvals;
import dev.wharf.approval.PlanReadiness;
import dev.wharf.audit.RejectStore;
import dev.wharf.audit.Sql;
import dev.wharf.check.PeoplePlan;
import dev.wharf.check.PlanChecker;
import dev.wharf.database.ConnectionSpec;
import dev.wharf.database.Database;
import dev.wharf.database.Databases;
import dev.wharf.database.TargetSession;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.sandbox.Sandbox;
import dev.wharf.sandbox.protocol.ProcessSandbox;
import dev.wharf.testing.Golden;
import dev.wharf.testing.PostgresServer;
import dev.wharf.testing.PostgresTestDatabase;
import dev.wharf.testing.SqliteFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What people read when a database, a plan or a row is not as it should be. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {

    private static final Golden GOLDEN = new Golden("bad-input");
    private static final String BARE_PEOPLE = "CREATE TABLE people (id INTEGER, name";

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
    void aDatabaseThatCannotBeReached() {
        failsToOpen("unreachable", Kind.ENVIRONMENT,
                new ConnectionSpec("app", "jdbc:postgresql://localhost:1/app", "wharf", "x", false, folder));
    }

    @Test
    void aWrongPassword() {
        PostgresTestDatabase database = PostgresServer.newest().freshDatabase();
        failsToOpen("wrong-password", Kind.ENVIRONMENT,
                new ConnectionSpec("app", database.url(), database.owner(), "not this one", false, folder));
    }

    @Test
    void aFileThatIsNotThere() {
        failsToOpen("missing-file", Kind.ENVIRONMENT, SqliteFiles.spec("legacy", folder.resolve("nowhere.db")));
    }

    @Test
    void aFileThatIsNoDatabase() throws IOException {
        Path file = Files.writeString(folder.resolve("letter.db"), "Dear Sir or Madam, ".repeat(400));
        failsToOpen("no-database", Kind.ENVIRONMENT, SqliteFiles.spec("legacy", file));
    }

    @Test
    void aTargetFileThatIsReadOnly() {
        PeoplePlan plan = new PeoplePlan(folder).write();
        Assumptions.assumeTrue(
                plan.targetFile().toFile().setReadOnly() && !Files.isWritable(plan.targetFile()),
                "whoever runs this test may write files that are read-only");
        matches("read-only-file", assertThrows(WharfException.class, () -> approve(plan)));
    }

    @Test
    void aTargetRoleThatMayOnlyRead() {
        PostgresTestDatabase database = PostgresServer.newest().freshDatabase();
        PeoplePlan plan = new PeoplePlan(folder, database).write();
        try (Database source = plan.open("legacy");
                Database target = Databases.open(database.source("app"))) {
            matches("read-only-role", assertThrows(WharfException.class, () -> new Approvals(
                            new PlanChecker(plan.workspace(), sandbox), Clock.systemUTC())
                    .approve(plan.planFolder(), source, target, "Olga")));
        }
    }

    @Test
    void anExtractOfATableThatIsNotThere() {
        refusedByCheck("missing-source-table",
                new PeoplePlan(folder).change("people.sql", "FROM people", "FROM persons"));
    }

    @Test
    void aWriteToATableThatIsNotThere() {
        refusedByCheck("missing-target-table",
                new PeoplePlan(folder).change("plan.yaml", "table: persons", "table: person").change("People.java",
                        "insert(\"persons\")", "insert(\"person\")"));
    }

    @Test
    void aTargetThatAlreadyHoldsARow() {
        PeoplePlan plan = new PeoplePlan(folder).write();
        approve(plan);
        plan.executeInTarget("INSERT INTO persons (id, full_name, kind, legacy_id) VALUES ('here', 'Ada', 'staff', 10)");
        ends("target-holds-rows", plan);
    }

    @Test
    void aKeyThatIsNotUnique() {
        PeoplePlan plan = new PeoplePlan(folder).changeSource("CREATE TABLE people (id INTEGER PRIMARY KEY, name", BARE_PEOPLE).write();
        approve(plan);
        plan.executeInSource("INSERT INTO people (id, name, kind) VALUES (11, 'Bea', 'staff')");
        ends("key-not-unique", plan);
    }

    @Test
    void aKeyThatIsNull() {
        PeoplePlan plan = new PeoplePlan(folder).changeSource("CREATE TABLE people (id INTEGER PRIMARY KEY, name", BARE_PEOPLE).write();
        approve(plan);
        plan.executeInSource("INSERT INTO people (id, name, kind) VALUES (NULL, 'Bea', 'staff')");
        ends("key-null", plan);
    }

    @Test
    void anExtractWithoutRows() {
        PeoplePlan plan = new PeoplePlan(folder).change("people.sql", "FROM people", "FROM people WHERE id > 1000").write();
        approve(plan);
        ends("empty-extract", plan);
    }

    @Test
    void aClassThatThrowsAtRow17() {
        PeoplePlan plan = new PeoplePlan(folder)
                .change("People.java", "String kind = source.text(\"kind\");",
                        "String kind = source.text(\"kind\");\n        int shares = 1 / (source.integer(\"id\") - 26);")
                .write();
        for (int id = 14; id < 40; id++) {
            plan.executeInSource("INSERT INTO people (id, name, kind, team) VALUES (" + id + ", 'Number " + id + "', 'staff', 1)");
        }
        approve(plan);
        ends("throws-at-row-17", plan);
    }

    @Test
    void aValueThatIsTooLong() {
        PostgresTestDatabase database = PostgresServer.newest().freshDatabase();
        PeoplePlan plan = new PeoplePlan(folder, database).write();
        approve(plan);
        plan.executeInSource("UPDATE people SET email = '" + "a".repeat(70) + "@example.org' WHERE id = 10");
        ends("value-too-long", plan);
    }

    private void failsToOpen(String golden, Kind kind, ConnectionSpec spec) {
        WharfException e = assertThrows(WharfException.class, () -> {
            try (Database database = Databases.open(spec)) {
                database.survey();
            }
        });
        assertEquals(kind, e.kind());
        matches(golden, e);
    }

    private void refusedByCheck(String golden, PeoplePlan plan) {
        plan.write();
        WharfException e = assertThrows(WharfException.class, () -> approve(plan));
        assertEquals(Kind.REFUSED, e.kind());
        matches(golden, e);
        assertEquals("0", plan.queryTarget("SELECT count(*) FROM sqlite_master WHERE name LIKE 'migration%'"));
    }

    /** Applies and says how that ended: its failure or its figures, then the rejects, then what stands in the target. */
    private void ends(String golden, PeoplePlan plan) {
        StringBuilder text = new StringBuilder();
        Runs runs = new Runs(
                plan.workspace(),
                sandbox,
                new PlanReadiness(plan.workspace(), new PlanChecker(plan.workspace(), sandbox), Clock.systemUTC()),
                event -> {});
        try {
            RunOutcome outcome = runs.apply(PeoplePlan.NAME, 1, null);
            text.append(outcome.status().word()).append(' ').append(outcome.counts()).append('\n');
        } catch (WharfException e) {
            text.append(Failures.text(e, folder));
        }
        for (RunDirectory.Entry entry : runs.status(null)) {
            text.append("run: ").append(entry.run().status().word()).append('\n');
            try (Database target = plan.open("app");
                    TargetSession session = target.openTarget()) {
                for (RejectStore.Reject reject :
                        new RejectStore(new Sql(session.connection(), target.dialect())).of(entry.run().id())) {
                    text.append("reject ").append(reject.sourceKey()).append(": ").append(reject.reason()).append('\n');
                }
            }
        }
        text.append("target: ").append(plan.queryTarget("SELECT count(*) FROM groups")).append(" groups, ")
                .append(plan.queryTarget("SELECT count(*) FROM persons")).append(" persons\n");
        matches(golden, Failures.plain(text.toString(), folder));
    }

    private void approve(PeoplePlan plan) {
        try (Database source = plan.open("legacy");
                Database target = plan.open("app")) {
            new Approvals(new PlanChecker(plan.workspace(), sandbox), Clock.systemUTC())
                    .approve(plan.planFolder(), source, target, "Olga");
        }
    }

    private void matches(String golden, WharfException e) {
        matches(golden, Failures.text(e, folder));
    }

    private static void matches(String golden, String text) {
        GOLDEN.matches(golden + ".txt", text);
    }
}
