package dev.wharf.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole life of a migration by the command line, in real containers; every document as its schema says. */
final class LifeTest {

    private final ShellUnderTest shell = new ShellUnderTest();

    @TempDir
    Path folder;

    @BeforeEach
    void makeDatabases() throws Exception {
        run(
                "legacy.db",
                "CREATE TABLE bracket (id INTEGER PRIMARY KEY, name TEXT NOT NULL, width INTEGER)",
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100)"
                        + " INSERT INTO bracket SELECT i, 'bracket ' || i, i * 10 FROM n");
        run("app.db", "CREATE TABLE brackets (id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL, width INTEGER, legacy_id INTEGER)");
    }

    @Test
    void aPlanIsWrittenCheckedApprovedAppliedVerifiedAndTakenBack() throws Exception {
        json("init", 0, "init", "--source", "jdbc:sqlite:legacy.db", "--target", "jdbc:sqlite:app.db");
        assertEquals(100, json("survey", 0, "survey").at("/tables/0/rows").asInt());
        JsonNode plan = json("plan", 0, "plan", "Copy the brackets", "--name", "brackets");
        assertEquals("brackets", plan.get("plan").asString());
        refused("plan-exists", 3, "plan", "Copy the brackets", "--name", "brackets");
        assertTrue(json("check", 0, "check", "brackets").get("ok").asBoolean());
        JsonNode preview = json("preview", 0, "preview", "brackets", "--rows", "3");
        assertEquals(3, preview.at("/steps/0/source/rows").size());
        assertEquals(100, json("rehearse", 0, "rehearse", "brackets").get("written").asInt());
        assertEquals(0, json("status", 0, "status").get("runs").size(), "a rehearsal leaves no trace");

        refused("not-approved", 3, "apply", "brackets");
        refused("not-confirmed", 2, "approve", "brackets");
        JsonNode approval = json("approve", 0, "approve", "brackets", "--by", "Ada", "--yes");
        assertEquals(plan.get("hash"), approval.get("hash"));

        JsonNode applied = json("apply", 0, "apply", "brackets", "--run-id", "first");
        assertEquals("first", applied.get("run").asString());
        assertEquals(100, applied.get("written").asInt());
        assertEquals("completed", json("resume", 0, "resume", "first").get("status").asString());
        refused("run-ended", 3, "close", "first");
        assertTrue(json("verify", 0, "verify", "first").get("ok").asBoolean());
        assertEquals(1, json("status", 0, "status", "first").get("runs").size());
        assertEquals(1, json("audit-runs", 0, "audit", "runs").get("runs").size());
        JsonNode mappings = json("audit-mappings", 0, "audit", "mappings", "first");
        assertEquals(100, mappings.get("mappings").size());
        assertTrue(mappings.get("complete").asBoolean());
        assertFalse(json("audit-mappings", 0, "audit", "mappings", "first", "--limit", "7").get("complete").asBoolean());
        assertEquals(1, json("audit-mappings", 0, "audit", "mappings", "first", "--key", "17").get("mappings").size());
        assertEquals(0, json("audit-rejects", 0, "audit", "rejects", "first").get("rejects").size());
        assertEquals(0, json("audit-remarks", 0, "audit", "remarks", "first").get("remarks").size());
        refused("not-confirmed", 2, "audit", "purge", "--before", "2999-01-01");
        assertEquals(0, json("audit-purge", 0, "audit", "purge", "--before", "2999-01-01", "--yes").get("images").asInt());
        assertTrue(json("audit-events", 0, "audit", "events", "first").get("events").size() > 1);
        assertTrue(json("audit-ddl", 0, "audit", "ddl").get("sql").asString().contains("migration_runs"));
        String report = json("report", 0, "report", "first").get("path").asString();
        assertTrue(Files.readString(Path.of(report)).contains("first"));

        run("app.db", "UPDATE brackets SET name = 'mine' WHERE legacy_id = 5", "DELETE FROM brackets WHERE legacy_id = 6");
        refused("not-confirmed", 2, "rollback", "first");
        JsonNode back = json("rollback", 4, "rollback", "first", "--yes");
        assertEquals(98, back.get("removed").asInt());
        assertEquals(1, back.get("missing").asInt());
        assertEquals(1, back.get("conflicts").size());
    }

    @Test
    void atATerminalItAsksBeforeItActs() throws Exception {
        text(0, "init", "--source", "jdbc:sqlite:legacy.db", "--target", "jdbc:sqlite:app.db");
        text(0, "plan", "Copy the brackets", "--name", "brackets");
        shell.console().attend("n", "yes", "no", "y", "y");
        Path plan = folder.resolve("plans/brackets/plan.yaml");
        Files.writeString(plan, Files.readString(plan).replace("request: Copy the brackets", "request: \"Copy \\e[2Jthem\""));
        ShellUnderTest.Said refused = text(2, "approve", "brackets");
        assertTrue(refused.err().contains("Nothing was done"));
        String before = refused.err().substring(0, refused.err().indexOf("[y/N]"));
        for (String shown : List.of(
                "source: SQLite, " + folder.resolve("legacy.db"),
                "target: SQLite, " + folder.resolve("app.db"),
                "entity brackets, 100 rows to move",
                "writes brackets (insert by id)",
                "legacy_id",
                "Every gate passed",
                "wharf preview brackets",
                "Copy \\u001b[2Jthem")) {
            assertTrue(before.contains(shown), shown + "\n" + before);
        }
        assertFalse(before.contains("\u001b"), before);
        ShellUnderTest.Said approved = text(0, "approve", "brackets");
        assertTrue(approved.err().contains("Approve plan brackets (sha256:"), approved.err());
        assertTrue(text(2, "apply", "brackets").err().contains("Apply plan brackets, source → target? [y/N]"));
        ShellUnderTest.Said applied = text(0, "apply", "brackets", "--run-id", "r1");
        assertTrue(applied.err().contains("run r1"), applied.err());
        assertTrue(applied.out().contains("completed"), applied.out());
        assertTrue(text(0, "rollback", "r1").err().contains("Take back the 100 rows that run r1 of plan brackets wrote?"));
    }

    @Test
    void whatIsApprovedIsShownWhereNobodyIsAsked() {
        text(0, "init", "--source", "jdbc:sqlite:legacy.db", "--target", "jdbc:sqlite:app.db");
        text(0, "plan", "Copy the brackets", "--name", "brackets");
        assertTrue(text(0, "approve", "brackets", "--yes").err().contains("100 rows to move"));
        assertEquals("", text(0, "approve", "brackets", "--yes", "--quiet").err());
    }

    @Test
    void aSandboxThatCannotBeHadIsTheEnvironmentForEveryCommand() throws Exception {
        json("init", 0, "init", "--source", "jdbc:sqlite:legacy.db", "--target", "jdbc:sqlite:app.db");
        json("plan", 0, "plan", "Copy the brackets", "--name", "brackets");
        json("approve", 0, "approve", "brackets", "--yes");
        Path workspace = folder.resolve("wharf.yaml");
        Files.writeString(workspace, Files.readString(workspace) + "sandbox: { runtime: not-installed }\n");
        assertFalse(json("sandbox-doctor", 5, "sandbox", "doctor").get("ok").asBoolean());
        for (String command : List.of("check", "preview", "rehearse", "apply")) {
            refused("sandbox-unsafe", 5, command, "brackets");
        }
    }

    @Test
    void aPreviewOfSomeRowsTellsWhatTheCheckSawInAll() throws Exception {
        json("init", 0, "init", "--source", "jdbc:sqlite:legacy.db", "--target", "jdbc:sqlite:app.db");
        json("plan", 0, "plan", "Copy the brackets", "--name", "brackets");
        run("app.db", "INSERT INTO brackets VALUES ('own', 'own', 1, NULL)");

        JsonNode warnings = json("preview", 0, "preview", "brackets", "--rows", "1").get("warnings");

        assertFalse(warnings.isEmpty());
        assertEquals(json("check", 0, "check", "brackets").get("warnings"), warnings);
        assertTrue(text(0, "preview", "brackets").out().contains("warning: "));
    }

    @Test
    void doctorFindsWhatItNeeds() {
        text(0, "init", "--source", "jdbc:sqlite:legacy.db", "--target", "jdbc:sqlite:app.db");
        assertTrue(json("sandbox-doctor", 0, "sandbox", "doctor").get("ok").asBoolean());
    }

    private JsonNode json(String schema, int exitCode, String... words) {
        ShellUnderTest.Said said = text(exitCode, with(words, "--format", "json"));
        Schemas.accepts(schema, said.out());
        return new JsonMapper().readTree(said.out());
    }

    private void refused(String code, int exitCode, String... words) {
        assertEquals(code, json("error", exitCode, words).at("/error/code").asString());
    }

    private ShellUnderTest.Said text(int exitCode, String... words) {
        ShellUnderTest.Said said = shell.run(with(words, "--workspace", folder.toString()));
        assertEquals(exitCode, said.exitCode(), () -> String.join(" ", words) + "\n" + said.out() + said.err());
        return said;
    }

    private static String[] with(String[] words, String... more) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private void run(String file, String... statements) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(file));
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
