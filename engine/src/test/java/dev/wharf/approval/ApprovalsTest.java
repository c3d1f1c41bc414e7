package dev.wharf.approval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.audit.ApprovalStore.Approval;
import dev.wharf.audit.ArtifactStore;
import dev.wharf.audit.Sql;
import dev.wharf.check.PeoplePlan;
import dev.wharf.check.PlanChecker;
import dev.wharf.check.Schemas;
import dev.wharf.database.Database;
import dev.wharf.database.Databases;
import dev.wharf.database.TargetSession;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.sandbox.Compilation;
import dev.wharf.sandbox.DoctorCheck;
import dev.wharf.sandbox.Sandbox;
import dev.wharf.sandbox.SourceFile;
import dev.wharf.sandbox.TransformSession;
import dev.wharf.sandbox.TransformSpec;
import dev.wharf.sandbox.protocol.ProcessSandbox;
import dev.wharf.testing.Golden;
import dev.wharf.testing.PostgresServer;
import dev.wharf.testing.SqliteFiles;
import dev.wharf.transform.CheckedPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What an approval pins, and what each change after it is refused with. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApprovalsTest {

    private static final Golden GOLDEN = new Golden("approval");
    private static final Map<String, String> NAMES = new TreeMap<>();

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
        GOLDEN.holdsOnly(NAMES.keySet());
    }

    @Test
    void recordsWhoApprovedWhich() {
        PeoplePlan plan = new PeoplePlan(folder).write();

        Approval approval = approve(plan);

        assertEquals("Olga", approval.approvedBy());
        assertEquals(System.getProperty("user.name"), approval.systemUser());
        assertEquals(plan.planFolder().hash().value(), approval.planHash());
        assertTrue(approval.targetIdentity().contains("databaseId="), approval.targetIdentity());
        assertTrue(approval.targetSchema().contains("persons"), approval.targetSchema());
        assertFalse(approval.sourceSchema().contains("visits"), "a table that the plan does not use");
        assertEquals(approval, require(plan));
        try (Database target = plan.open("app");
                TargetSession session = target.openTarget()) {
            List<ArtifactStore.Artifact> artifacts =
                    new ArtifactStore(new Sql(session.connection(), target.dialect())).of(PeoplePlan.NAME, approval.planHash());
            assertEquals(List.of("People.java", "Teams.java", "people.sql", "plan.yaml", "teams.sql"),
                    artifacts.stream().map(ArtifactStore.Artifact::name).toList());
            assertTrue(artifacts.stream().allMatch(a -> a.author().equals("person")));
        }
    }

    @Test
    void writesNothingBeforeAnApproval() {
        PeoplePlan plan = new PeoplePlan(folder).write();

        refused(plan, "not-approved", "not-approved");

        assertEquals("0", plan.queryTarget("SELECT count(*) FROM sqlite_master WHERE name LIKE 'migration%'"));
    }

    @Test
    void refusesOneChangedByteAndTakesItBackAgain() throws IOException {
        PeoplePlan plan = new PeoplePlan(folder).write();
        Approval approval = approve(plan);
        Path file = plan.planFolder().directory().resolve("people.sql");
        String text = Files.readString(file);

        Files.writeString(file, text + " ");
        refused(plan, "plan-changed", "plan-changed");

        Files.writeString(file, text);
        assertEquals(approval, require(plan));
    }

    @Test
    void refusesATargetThatDrifted() {
        PeoplePlan plan = new PeoplePlan(folder).write();
        approve(plan);

        plan.executeInTarget("ALTER TABLE groups ADD COLUMN colour TEXT");

        refused(plan, "schema-drift", "schema-drift");
    }

    @Test
    void staysValidWhenATableChangesThatThePlanDoesNotUse() {
        PeoplePlan plan = new PeoplePlan(folder).write();
        Approval approval = approve(plan);

        plan.executeInSource("ALTER TABLE visits ADD COLUMN hours INTEGER");

        assertEquals(approval, require(plan));
    }

    @Test
    void refusesACopyOfTheTargetAndAnEmptyOneAtAnotherPlace() throws IOException {
        PeoplePlan plan = new PeoplePlan(folder).write();
        approve(plan);
        Path copy = folder.resolve("copy.db");
        Files.copy(plan.targetFile(), copy);

        try (Database source = plan.open("legacy");
                Database target = Databases.open(SqliteFiles.spec("app", copy))) {
            refused(plan, source, target, "other-database", "other-database");
        }
        Path other = SqliteFiles.make(folder.resolve("empty.db"),
                "CREATE TABLE groups (id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL)");
        try (Database source = plan.open("legacy");
                Database target = Databases.open(SqliteFiles.spec("app", other))) {
            refused(plan, source, target, "other-database", "other-database-without-audit");
        }
    }

    @Test
    void refusesAnotherSource() throws IOException {
        PeoplePlan plan = new PeoplePlan(folder).write();
        approve(plan);
        Path copy = folder.resolve("legacy-copy.db");
        Files.copy(plan.sourceFile(), copy);

        try (Database source = Databases.open(SqliteFiles.spec("legacy", copy));
                Database target = plan.open("app")) {
            refused(plan, source, target, "other-database", "other-source");
        }
    }

    @Test
    void refusesOpenDecisionsAndDrafts() {
        PeoplePlan open = new PeoplePlan(folder)
                .change("plan.yaml", "decisions: []",
                        "decisions:\n  - { id: kind-of-ghosts, step: people, question: What becomes of ghosts?, options: [skip, reject] }")
                .write();
        refusedApproval(open, "open-decisions", "open-decisions");

        PeoplePlan draft = new PeoplePlan(folder).change("plan.yaml", "request:", "draft: true\nrequest:").write();
        refusedApproval(draft, "plan-draft", "plan-draft");
        assertEquals("0", draft.queryTarget("SELECT count(*) FROM sqlite_master WHERE name LIKE 'migration%'"));
    }

    @Test
    void refusesAPlanWithFindingsAndKeepsThemInItsHistory() throws IOException {
        PeoplePlan plan = new PeoplePlan(folder).change("People.java", "\"email\", \"email\"", "\"mail\", \"email\"").write();

        refusedApproval(plan, "check-refused", "check-refused");

        try (var history = Files.list(plan.planFolder().history().directory())) {
            List<Path> records = history.toList();
            assertEquals(1, records.size());
            assertTrue(Files.readString(records.getFirst()).contains("unknown-target-column"));
        }
    }

    @Test
    void pinsAPostgresTargetByItsSystemAndDatabase() {
        PeoplePlan plan = new PeoplePlan(folder, PostgresServer.newest().freshDatabase()).write();

        Approval approval = approve(plan);

        assertTrue(approval.targetIdentity().contains("systemIdentifier="), approval.targetIdentity());
        assertEquals("wharf_owner", approval.sessionRole());
        assertEquals(approval, require(plan));
        plan.executeInTarget("ALTER TYPE person_kind ADD VALUE 'ghost'");
        refused(plan, "schema-drift", "schema-drift-postgresql");
        PeoplePlan elsewhere = new PeoplePlan(folder, PostgresServer.newest().freshDatabase()).write();
        elsewhere.executeInTarget("CREATE TABLE groups (id uuid PRIMARY KEY, name text NOT NULL)");
        assertEquals("other-database", assertThrows(WharfException.class, () -> require(elsewhere)).code());
    }

    @Test
    void aRunInAnotherSandboxTriesTheClassesAgain() {
        PeoplePlan plan = new PeoplePlan(folder).write();
        assertEquals("processes", approve(plan).sandbox());
        OtherSandbox same = new OtherSandbox(sandbox, "processes");
        OtherSandbox other = new OtherSandbox(sandbox, "processes of a newer Java");

        assertEquals(2, ready(plan, same).steps().size());
        assertEquals(0, same.starts.get());
        assertEquals(0, same.compiles.get(), "the class files that were approved are those that run");
        assertEquals(2, ready(plan, other).steps().size());
        assertEquals(4, other.starts.get(), "two containers for each class");
        assertEquals(2, other.compiles.get());
    }

    @Test
    void compilesAgainWhereTheClassesAreNotThoseThatWereApproved() {
        PeoplePlan plan = new PeoplePlan(folder).write();
        approve(plan);
        tamper(plan, "DROP TRIGGER migration_artifacts_no_update",
                "UPDATE @migration_artifacts SET content = 'AAAA' WHERE name LIKE 'class/%/People.java/%'");
        OtherSandbox same = new OtherSandbox(sandbox, "processes");

        CheckedPlan ready = ready(plan, same);

        assertEquals(2, same.compiles.get());
        ready.steps().forEach(step -> step.classes().values().forEach(bytes -> assertEquals(0xCA, bytes[0] & 0xff)));
    }

    @Test
    void compilesAgainWhereSomebodyRecordedAClassBeforeTheApproval() {
        PeoplePlan plan = new PeoplePlan(folder).write();
        approve(plan);
        tamper(plan, "INSERT INTO @migration_artifacts (plan, plan_hash, name, sha256, author, content)"
                + " SELECT plan, plan_hash, name || '$1', sha256, author, content FROM @migration_artifacts"
                + " WHERE name LIKE 'class/%People.java/%'");
        OtherSandbox same = new OtherSandbox(sandbox, "processes");

        assertEquals(2, ready(plan, same).steps().size());
        assertEquals(2, same.compiles.get());
    }

    private static void tamper(PeoplePlan plan, String... statements) {
        try (Database target = plan.open("app");
                TargetSession session = target.openTarget()) {
            session.begin();
            Sql sql = new Sql(session.connection(), target.dialect());
            for (String statement : statements) {
                sql.update(statement);
            }
            session.commit();
        }
    }

    private static CheckedPlan ready(PeoplePlan plan, Sandbox sandbox) {
        try (Database source = plan.open("legacy");
                Database target = plan.open("app")) {
            return new PlanReadiness(plan.workspace(), new PlanChecker(plan.workspace(), sandbox), Clock.systemUTC())
                    .approved(PeoplePlan.NAME, source, target);
        }
    }

    /** Another sandbox by its name, which counts what it starts. */
    private static final class OtherSandbox implements Sandbox {

        private final Sandbox real;
        private final String fingerprint;
        private final AtomicInteger starts = new AtomicInteger();
        private final AtomicInteger compiles = new AtomicInteger();

        OtherSandbox(Sandbox real, String fingerprint) {
            this.real = real;
            this.fingerprint = fingerprint;
        }

        @Override
        public Compilation compile(List<SourceFile> sources) {
            compiles.incrementAndGet();
            return real.compile(sources);
        }

        @Override
        public TransformSession start(TransformSpec spec) {
            starts.incrementAndGet();
            return real.start(spec);
        }

        @Override
        public String fingerprint() {
            return fingerprint;
        }

        @Override
        public List<DoctorCheck> doctor() {
            return real.doctor();
        }

        @Override
        public int reap() {
            return real.reap();
        }

        @Override
        public void close() {}
    }

    private Approval approve(PeoplePlan plan) {
        try (Database source = plan.open("legacy");
                Database target = plan.open("app")) {
            return new Approvals(new PlanChecker(plan.workspace(), sandbox), Clock.systemUTC())
                    .approve(plan.planFolder(), source, target, "Olga");
        }
    }

    private Approval require(PeoplePlan plan) {
        try (Database source = plan.open("legacy");
                Database target = plan.open("app")) {
            return require(plan, source, target);
        }
    }

    private static Approval require(PeoplePlan plan, Database source, Database target) {
        return Approvals.requireApproved(
                plan.planFolder(), plan.planFolder().load(), source, target, Schemas.of(source, target)).approval();
    }

    private void refused(PeoplePlan plan, String code, String golden) {
        try (Database source = plan.open("legacy");
                Database target = plan.open("app")) {
            refused(plan, source, target, code, golden);
        }
    }

    private void refused(PeoplePlan plan, Database source, Database target, String code, String golden) {
        matches(assertThrows(WharfException.class, () -> require(plan, source, target)), code, golden);
    }

    private void refusedApproval(PeoplePlan plan, String code, String golden) {
        matches(assertThrows(WharfException.class, () -> approve(plan)), code, golden);
    }

    private void matches(WharfException e, String code, String golden) {
        assertEquals(code, e.code());
        assertEquals(Kind.REFUSED, e.kind());
        String text = (e.text() + "\n" + e.next() + "\n")
                .replace(folder.toAbsolutePath().toString(), "FOLDER")
                .replaceAll("sha256:[0-9a-f]{64}", "HASH")
                .replaceAll("databaseId=[0-9a-f-]+", "databaseId=ID")
                .replaceAll("\\d{4}-\\d{2}-\\d{2}T[0-9:.]+Z", "TIME");
        NAMES.put(golden + ".txt", text);
        GOLDEN.matches(golden + ".txt", text);
    }
}
