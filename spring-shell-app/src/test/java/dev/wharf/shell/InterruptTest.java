package dev.wharf.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Ctrl-C while rows move. */
final class InterruptTest {

    private static final int ROWS = 60_000;

    private final ShellUnderTest shell = new ShellUnderTest();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        shell.close();
    }

    @Test
    void anInterruptedApplyPausesAndResumeMovesTheRest() throws Exception {
        sql(
                "a.db",
                "CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT)",
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + ROWS
                        + ") INSERT INTO item SELECT i, 'item ' || i FROM n");
        sql("b.db", "CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT)");
        run(0, "init", "--source", "jdbc:sqlite:a.db", "--target", "jdbc:sqlite:b.db");
        Files.writeString(
                folder.resolve("wharf.yaml"), Files.readString(folder.resolve("wharf.yaml")) + "batch: { rows: 100 }\n");
        run(0, "plan", "Copy items", "--name", "items");
        run(0, "approve", "items", "--yes");

        Path err = folder.resolve("err.txt");
        Path out = folder.resolve("out.txt");
        ProcessBuilder apply = new ProcessBuilder(
                        WharfProcess.command("apply", "items", "--run-id", "stopped", "--format", "json"))
                .directory(folder.toFile())
                .redirectError(err.toFile())
                .redirectOutput(out.toFile());
        apply.environment().put("WHARF_IMAGES", System.getProperty("wharf.images"));
        Process process = apply.start();
        awaitSomeRows();
        new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start().waitFor();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it ends within a minute");
        assertEquals(130, process.exitValue(), Files.readString(err) + Files.readString(out));
        assertTrue(Files.readString(err).startsWith("run stopped"), Files.readString(err));
        Schemas.accepts("apply", Files.readString(out));

        assertTrue(run(0, "status", "stopped").out().contains("paused"));
        assertEquals(3, run(3, "apply", "items").exitCode(), "an unfinished run stands in the way of a new one");
        String resumed = run(0, "resume", "stopped", "--format", "json").out();
        assertEquals(ROWS, new JsonMapper().readTree(resumed).get("written").asInt());
        assertEquals(ROWS, count("b.db"));
    }

    private void awaitSomeRows() throws Exception {
        for (int i = 0; i < 1200; i++) {
            if (count("b.db") > 0) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private ShellUnderTest.Said run(int exitCode, String... words) {
        String[] all = java.util.Arrays.copyOf(words, words.length + 2);
        all[words.length] = "--workspace";
        all[words.length + 1] = folder.toString();
        ShellUnderTest.Said said = shell.run(all);
        assertEquals(exitCode, said.exitCode(), () -> String.join(" ", words) + "\n" + said.out() + said.err());
        return said;
    }

    private int count(String file) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(file));
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM item")) {
            return rows.next() ? rows.getInt(1) : 0;
        }
    }

    private void sql(String file, String... statements) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(file));
                Statement statement = connection.createStatement()) {
            for (String text : statements) {
                statement.execute(text);
            }
        }
    }
}
