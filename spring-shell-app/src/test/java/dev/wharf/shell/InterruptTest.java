package dev.wharf.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** Signals while rows move, in a process and a container of its own. */
final class InterruptTest {

    private static final int ROWS = 60_000;

    private final ShellUnderTest shell = new ShellUnderTest();

    @TempDir
    Path folder;

    /** A shell says 128 and the signal's number of a program that a signal ended. */
    @ParameterizedTest
    @CsvSource({"INT, 130, paused", "TERM, 143, paused", "KILL, 137, interrupted"})
    void whatASignalStoppedIsGoneOnWith(String signal, int exitCode, String status) throws Exception {
        makePlan("batch: { rows: 100 }\n");

        Path err = folder.resolve("err.txt");
        Path out = folder.resolve("out.txt");
        List<String> words = new ArrayList<>(List.of("apply", "items", "--run-id", "stopped"));
        if (signal.equals("INT")) {
            words.addAll(List.of("--format", "json"));
        }
        Process process = start(words, out, err);
        awaitSomeRows();
        new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start().waitFor();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it ends within a minute");
        assertEquals(exitCode, process.exitValue(), Files.readString(err) + Files.readString(out));
        assertTrue(Files.readString(err).startsWith("run stopped"), Files.readString(err));
        switch (signal) {
            case "INT" -> Schemas.accepts("apply", Files.readString(out));
            case "TERM" -> assertTrue(Files.readString(out).contains("wharf resume stopped"), Files.readString(out));
            default -> assertEquals("", Files.readString(out));
        }

        String stands = run(0, "status", "stopped").out();
        assertTrue(stands.contains(status), stands);
        var ended = new JsonMapper()
                .readTree(run(0, "status", "stopped", "--format", "json").out())
                .at("/runs/0/completedAt");
        assertTrue(ended.isNull(), "what can be resumed has not ended: " + ended);
        assertEquals(3, run(3, "apply", "items").exitCode(), "an unfinished run stands in the way of a new one");
        String resumed = run(0, "resume", "stopped", "--format", "json").out();
        assertEquals(ROWS, new JsonMapper().readTree(resumed).get("written").asInt());
        assertEquals(ROWS, count("b.db"));
    }

    /** It reads a batch for seconds, and is told to end in the midst of one. */
    @Test
    void aRunThatIsHeldBackSaysAtOnceThatItPausesAndFinishesItsBatch() throws Exception {
        makePlan("batch: { rows: 10000 }\n");
        Path err = folder.resolve("err.txt");
        Path out = folder.resolve("out.txt");
        Process process = start(
                List.of("apply", "items", "--run-id", "slow", "--workers", "1", "--max-rate", "4000"), out, err);
        awaitSomeRows();
        int before = count("b.db");
        new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start().waitFor();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it ends within a minute");
        assertEquals(130, process.exitValue());
        assertEquals(before + 10_000, count("b.db"), "the batch under way is finished, and no other is begun");
        assertTrue(Files.readString(err).contains("pausing: "), Files.readString(err));
        assertTrue(Files.readString(out).contains("wharf resume slow"), Files.readString(out));
    }

    private void makePlan(String settings) throws Exception {
        sql(
                "a.db",
                "CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT)",
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + ROWS
                        + ") INSERT INTO item SELECT i, 'item ' || i FROM n");
        sql("b.db", "CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT)");
        run(0, "init", "--source", "jdbc:sqlite:a.db", "--target", "jdbc:sqlite:b.db");
        Files.writeString(
                folder.resolve("wharf.yaml"), Files.readString(folder.resolve("wharf.yaml")) + settings);
        run(0, "plan", "Copy items", "--name", "items");
        run(0, "approve", "items", "--yes");
    }

    private Process start(List<String> words, Path out, Path err) throws Exception {
        ProcessBuilder apply = new ProcessBuilder(WharfProcess.command(words.toArray(String[]::new)))
                .directory(folder.toFile())
                .redirectError(err.toFile())
                .redirectOutput(out.toFile());
        apply.environment().put("WHARF_IMAGES", System.getProperty("wharf.images"));
        return apply.start();
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
