package dev.wharf.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.database.Database;
import dev.wharf.gate.Finding;
import dev.wharf.sandbox.Sandbox;
import dev.wharf.sandbox.protocol.ProcessSandbox;
import dev.wharf.testing.Golden;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Plans with one thing wrong each, and what the checks say of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlanCheckerTest {

    private static final Golden GOLDEN = new Golden("check");

    private Sandbox sandbox;

    @BeforeAll
    void start() {
        sandbox = new ProcessSandbox();
    }

    @AfterAll
    void end() {
        sandbox.close();
    }

    @Test
    void passesAPlanThatIsAsItShouldBe(@TempDir Path folder) {
        CheckReport report = check(new PeoplePlan(folder));

        assertEquals(List.of(), report.findings());
        assertTrue(report.ok());
        assertEquals(2, report.orThrow().steps().size());
        assertEquals("SELECT id, label FROM teams", report.orThrow().steps().getFirst().sql());
    }

    @Test
    void takesTheSemicolonThatEndsAFile(@TempDir Path folder) {
        CheckReport report = check(new PeoplePlan(folder).change("people.sql", "FROM people", "FROM people ;\n\n"));

        assertEquals(List.of(), report.findings());
        assertEquals(
                "SELECT id, name, email, kind, team FROM people", report.orThrow().steps().getLast().sql());
    }

    @Test
    void warnsOfNoRoleWhereASourceHasNone(@TempDir Path folder) {
        assertEquals(
                List.of("orphans"),
                check(new PeoplePlan(folder)).warnings().stream().map(Finding::rule).toList());
    }

    @Test
    void countsTheRowsThatReferToNothing(@TempDir Path folder) {
        Finding orphans = check(new PeoplePlan(folder)).warnings().getFirst();

        assertEquals(
                "1 row of people.sql refers by team to nothing that is migrated as teams, by this plan or before it; it will be"
                        + " rejected.",
                orphans.message());
        assertEquals("people", orphans.step());
    }

    @Test
    void refusesOrphansThatWouldStopTheRun(@TempDir Path folder) {
        PeoplePlan plan = new PeoplePlan(folder).change("plan.yaml", "missing: reject", "missing: fail");

        CheckReport report = check(plan);

        assertEquals(List.of("orphans"), report.findings().stream().map(Finding::rule).toList());
        assertTrue(report.findings().getFirst().next().contains("Migrate the rows they refer to too"));
        plan.executeInSource("INSERT INTO teams VALUES (9, 'West')");
        assertEquals(List.of(), check(plan).findings());
    }

    @Test
    void saysThatATargetHoldsRowsAndHasTriggers(@TempDir Path folder) {
        PeoplePlan plan = new PeoplePlan(folder);
        check(plan);
        plan.executeInTarget("INSERT INTO groups VALUES ('g', 'own')");
        plan.executeInTarget("CREATE TRIGGER loud AFTER INSERT ON persons BEGIN SELECT 1; END");

        List<Finding> warnings = check(plan).warnings();

        assertTrue(
                warnings.stream().anyMatch(w -> w.rule().equals("target-holds-rows") && w.message().startsWith("groups holds 1 row")),
                warnings.toString());
        assertTrue(
                warnings.stream().anyMatch(w -> w.rule().equals("target-triggers") && w.message().contains("loud")),
                warnings.toString());
    }

    @Test
    void countsTheRowsThatAUniqueKeyOfTheTargetWillRefuse(@TempDir Path folder) {
        PeoplePlan plan = new PeoplePlan(folder).changeTarget("email TEXT,", "email TEXT UNIQUE,");
        assertEquals(List.of("orphans"), check(plan).warnings().stream().map(Finding::rule).toList());
        plan.executeInSource("UPDATE people SET email = 'ada@example.org' WHERE id IN (11, 13)");

        Finding found = check(plan).warnings().getLast();

        assertEquals("not-unique", found.rule());
        assertEquals(
                "1 value of email stands in several rows of people.sql, and persons takes each email once; 2 rows may be rejected.",
                found.message());
        assertTrue(found.next().contains("SELECT \"email\", count(*) FROM (the extract) s GROUP BY 1 HAVING count(*) > 1"), found.next());
    }

    @Test
    void sendsToTheOpenQuestionOfAColumnInsteadOfToTheClass(@TempDir Path folder) {
        String open =
                """
                decisions:
                  - id: column.persons.full_name
                    step: people
                    question: Which column of people is persons.full_name?
                    options: [name, email, none]
                """;
        CheckReport report = check(new PeoplePlan(folder)
                .change("plan.yaml", "decisions: []\n", open)
                .change("plan.yaml", "      - { target: full_name, from: [name], rule: copied }\n", "")
                .change("People.java", ".copy(\"full_name\", \"name\")", ""));

        Finding finding = report.findings().getFirst();
        assertEquals("not-null-not-set", finding.rule());
        assertEquals(
                "Answer column.persons.full_name: `wharf answer people column.persons.full_name=VALUE`, VALUE being one of name, email,"
                        + " none; the class is then written anew. A class that you edited is left alone: set the column in it.",
                finding.next());
        Finding warning = report.warnings().stream().filter(w -> w.rule().equals("open-decisions")).findFirst().orElseThrow();
        assertEquals("A question is not answered, so the plan cannot be approved: column.persons.full_name.", warning.message());
        assertTrue(warning.next().startsWith("Answer column.persons.full_name: `wharf answer people"), warning.next());
    }

    record Wrong(String name, String rule, UnaryOperator<PeoplePlan> change) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Wrong> wrong() {
        return List.of(
                new Wrong("unreadable-plan", "missing-key", p -> p.change("plan.yaml", "    entity: people\n", "")),
                new Wrong("unknown-connection", "unknown-connection", p -> p.change("plan.yaml", "target: app", "target: ap")),
                new Wrong("two-statements", "semicolon", p -> p.change("people.sql", "FROM people", "FROM people; DELETE FROM people")),
                new Wrong("unknown-source-table", "extract-refused", p -> p.change("people.sql", "FROM people", "FROM peopel")),
                new Wrong("quoted-name", "quoted-name", p -> p.change("people.sql", "id, name", "id, \"nmae\" AS name")),
                new Wrong("reads-a-file", "import", p -> p.change("People.java", "import dev.wharf.migration.SourceRow;",
                        "import dev.wharf.migration.SourceRow;\nimport java.io.File;")),
                new Wrong("does-not-compile", "compile", p -> p.change("People.java", "String kind = source", "int kind = source")),
                new Wrong("unknown-target-table", "unknown-table", p -> p.change("plan.yaml", "table: persons", "table: person")),
                new Wrong("unknown-write-key", "unknown-column", p -> p.change("plan.yaml", "persons, key: [id]", "persons, key: [idd]")),
                new Wrong("upsert-by-no-key", "target-key-not-unique",
                        p -> p.change("plan.yaml", "persons, key: [id], mode: insert", "persons, key: [email], mode: upsert")),
                new Wrong("unknown-key", "unknown-extract-column", p -> p.change("people.sql", "SELECT id, name", "SELECT id AS number, name")),
                new Wrong("key-null", "key-null", p -> p.change("people.sql", "SELECT id, name, email, kind, team FROM people",
                        "SELECT v.person AS id, name, email, kind, team FROM visits v LEFT JOIN people p ON p.id = v.person WHERE day > '2026-01-01'")),
                new Wrong("key-not-unique", "key-not-unique", p -> p.change("people.sql", "SELECT id, name, email, kind, team FROM people",
                        "SELECT p.id, name, email, kind, team FROM people p JOIN visits v ON v.person = p.id")),
                new Wrong("column-clash", "column-clash", p -> p.change("people.sql", "team FROM", "team, name AS new_id FROM")),
                new Wrong("unknown-entity", "unknown-entity", p -> p.change("plan.yaml", "entity: teams, from", "entity: tems, from")),
                new Wrong("reference-arity", "reference-arity", p -> p.change("plan.yaml", "from: [team]", "from: [team, id]")),
                new Wrong("no-sequence", "no-sequence", p -> p.change("plan.yaml",
                        "transform: Teams.java\n    newKeys:\n      - { column: new_id, from: [id] }",
                        "transform: Teams.java\n    newKeys:\n      - { column: new_id, from: [id], kind: sequence }")),
                new Wrong("later-not-null", "later-not-null", p -> p.changeTarget("group_id TEXT REFERENCES groups (id)",
                                "group_id TEXT NOT NULL REFERENCES groups (id)")
                        .change("plan.yaml", "from: [team], missing: reject",
                                "from: [team], missing: fail, later: true, fills: { table: persons, column: group_id }")),
                new Wrong("unknown-source-column", "unknown-source-column", p -> p.change("People.java", "\"email\", \"email\"", "\"email\", \"emial\"")),
                new Wrong("unknown-target-column", "unknown-target-column", p -> p.change("People.java", "\"email\", \"email\"", "\"mail\", \"email\"")),
                new Wrong("other-table", "unknown-target-table", p -> p.change("People.java", "insert(\"persons\")", "insert(\"groups\")")),
                new Wrong("computed-column", "computed-column", p -> p.change("People.java", ".copy(\"email\", \"email\")", ".copy(\"shout\", \"email\")")),
                new Wrong("key-not-set", "key-not-set", p -> p.change("People.java", ".set(\"id\", source.uuid(\"new_id\"))", "")),
                new Wrong("not-null-not-set", "not-null-not-set", p -> p.change("People.java", ".copy(\"full_name\", \"name\")", "")),
                new Wrong("mapping-not-told", "not-told", p -> p.change("plan.yaml", "      - { target: email, from: [email], rule: copied }\n", "")),
                new Wrong("mapping-not-set", "not-set", p -> p.change("plan.yaml", "{ target: email,", "{ target: created_at, from: [email], rule: copied }\n      - { target: email,")),
                new Wrong("mapping-other-source", "other-source", p -> p.change("plan.yaml", "target: email, from: [email]", "target: email, from: [name]")),
                new Wrong("throws-on-every-row", "throws", p -> p.change("People.java", "String kind = source.text(\"kind\");",
                        "String kind = source.text(\"kind\").substring(100000);")));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void refuses(Wrong wrong, @TempDir Path folder) {
        CheckReport report = check(wrong.change().apply(new PeoplePlan(folder)));

        assertFalse(report.ok());
        GOLDEN.matches(wrong.name() + ".txt", text(report.findings()));
        assertTrue(report.findings().stream().anyMatch(f -> f.rule().equals(wrong.rule())), () -> text(report.findings()));
    }

    @Test
    void passesAClassThatOnlyRealRowsSuit(@TempDir Path folder) {
        CheckReport report = check(readsKinds(folder, "'staff'", "'staff'"));

        assertEquals(List.of(), report.findings());
        assertFalse(report.warnings().stream().anyMatch(f -> f.rule().equals("throws")), () -> text(report.warnings()));
    }

    @Test
    void tellsTheExceptionButNoValueWhereEveryRealRowThrowsToo(@TempDir Path folder) {
        CheckReport report = check(readsKinds(folder, "'staff'", "'secret'"));

        assertEquals(1, report.findings().size(), () -> text(report.findings()));
        Finding finding = report.findings().getFirst();
        assertEquals("throws", finding.rule());
        assertTrue(
                finding.message().endsWith("the first 4 of people.sql: java.lang.IllegalStateException (People.java line 10)."),
                finding.message());
    }

    @Test
    void warnsOfAClassThatThrowsOnMadeUpRowsWhereTheSourceHasNone(@TempDir Path folder) {
        CheckReport report = check(readsKinds(folder, "'staff'", "'staff'").change("people.sql", "FROM people", "FROM people WHERE id < 0"));

        assertEquals(List.of(), report.findings());
        assertTrue(
                report.warnings().stream()
                        .anyMatch(f -> f.rule().equals("throws") && f.message().contains("IllegalStateException (People.java line 10)")),
                () -> text(report.warnings()));
    }

    @Test
    void warnsOfAClassThatReadsAKeyAsWhatNoValueIs(@TempDir Path folder) {
        CheckReport report = check(new PeoplePlan(folder)
                .change("People.java", "String kind = source.text(\"kind\");",
                        "source.uuid(\"id\");\n        source.date(\"id\");\n        String kind = source.text(\"kind\");"));

        assertEquals(List.of(), report.findings());
        Finding warning = report.warnings().stream().filter(f -> f.rule().equals("unreadable")).findFirst().orElseThrow();
        assertTrue(
                warning.message().startsWith("People.java could read none of 400 made-up rows and none of the first 4 of people.sql: column \"id\""),
                warning.message());
    }

    @Test
    void refusesAClassThatCannotBeSetUpThoughThereAreNoRows(@TempDir Path folder) {
        CheckReport report = check(new PeoplePlan(folder)
                .change("people.sql", "FROM people", "FROM people WHERE id < 0")
                .change("People.java", "    @Override", "    private static final int N = Integer.parseInt(\"n\");\n\n    @Override")
                .change("People.java", "String kind = source.text(\"kind\");", "String kind = source.text(\"kind\") + N;"));

        assertEquals(List.of("class-refused"), report.findings().stream().map(Finding::rule).toList(), () -> text(report.findings()));
    }

    /** A class that takes kinds of one form alone, none of which is ever made up. */
    private static PeoplePlan readsKinds(Path folder, String from, String to) {
        return new PeoplePlan(folder)
                .changeSource("'guest'", "'staff'")
                .changeSource("'ghost'", "'staff'")
                .changeSource(from, to)
                .change("People.java", "String kind = source.text(\"kind\");",
                        """
                        String kind = source.text("kind");
                        if (kind == null || kind.length() != 5 || kind.charAt(0) != 's' || kind.charAt(1) != 't') {
                            throw new IllegalStateException("odd " + kind);
                        }""");
    }

    @Test
    void refusesTheClockAndTheOutsideInThePlansOwnList(@TempDir Path folder) {
        CheckReport report = check(new PeoplePlan(folder)
                .change("plan.yaml", "decisions: []", "sqlFunctions: [random, Load_Extension, sqlite_version, ulower]\ndecisions: []")
                .change("people.sql", "kind, team", "load_extension('x') AS kind, team"));

        assertEquals(
                List.of("plan.yaml volatile-function", "plan.yaml volatile-function", "plan.yaml volatile-function", "people.sql function"),
                report.findings().stream().map(f -> f.file() + " " + f.rule()).toList(),
                () -> text(report.findings()));
        assertTrue(report.findings().getFirst().next().contains("fixed literal"), () -> text(report.findings()));
    }

    @Test
    void tellsAsAFindingWhatTheSourceRefusesWhileItReadsAnExtract(@TempDir Path folder) {
        CheckReport report = check(new PeoplePlan(folder).change("people.sql", "kind, team", "json_extract(name, '$.a') AS kind, team"));

        assertEquals(
                List.of("people people.sql"),
                report.findings().stream().map(f -> f.step() + " " + f.file()).toList(),
                () -> text(report.findings()));
    }

    @Test
    void refusesOneFileAsSourceAndTarget(@TempDir Path folder) {
        PeoplePlan plan = new PeoplePlan(folder).write();
        try (Database source = plan.open("legacy")) {
            CheckReport report = new PlanChecker(plan.workspace(), sandbox).check(plan.planFolder().load(), source, source);

            assertTrue(report.findings().stream().anyMatch(f -> f.rule().equals("same-file")), () -> text(report.findings()));
        }
    }

    @Test
    void keepsEveryGoldenFileInUse() {
        GOLDEN.holdsOnly(wrong().stream().map(w -> w.name() + ".txt").toList());
    }

    private CheckReport check(PeoplePlan plan) {
        plan.write();
        try (Database source = plan.open("legacy");
                Database target = plan.open("app")) {
            return new PlanChecker(plan.workspace(), sandbox)
                    .check(plan.planFolder(), name -> name.equals("legacy") ? source : target);
        }
    }

    private static String text(List<Finding> findings) {
        return findings.stream()
                .map(finding -> FindingText.line(finding) + "\n  " + finding.rule() + ": " + finding.next() + "\n")
                .collect(Collectors.joining());
    }
}
