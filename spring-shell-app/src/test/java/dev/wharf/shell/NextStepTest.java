package dev.wharf.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person is told to do next, where something stands open. */
final class NextStepTest {

    private final ShellUnderTest shell = new ShellUnderTest();

    @TempDir
    Path folder;

    @BeforeEach
    void makeDatabases() throws Exception {
        run("legacy.db", "CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT NOT NULL)", "INSERT INTO item VALUES (1, 'a'), (2, 'b')");
        run("app.db", "CREATE TABLE items (id INTEGER PRIMARY KEY, name TEXT NOT NULL)", "INSERT INTO items VALUES (9, 'own')");
        said(0, "init", "--source", "jdbc:sqlite:legacy.db", "--target", "jdbc:sqlite:app.db");
        said(0, "plan", "Copy the items", "--name", "items");
    }

    @Test
    void checkAndPreviewSendToTheOpenQuestionBeforeTheApproval() {
        for (String command : List.of("check", "preview")) {
            String[] lines = said(0, command, "items").out().strip().split("\n");
            assertTrue(lines[lines.length - 1].contains("Answer existing.items: `wharf answer items existing.items=VALUE`"),
                    lines[lines.length - 1]);
        }
        said(0, "answer", "items", "existing.items=insert");
        String answered = said(0, "preview", "items").out();
        assertTrue(answered.endsWith("Nothing was written. Next: `wharf approve items`.\n"), answered);
    }

    @Test
    void aSourceThatARunLocksForWritersIsSaidToBeSo() throws Exception {
        String line = "other programs cannot write to source";
        assertTrue(said(0, "preview", "items").out().contains(line));
        said(0, "answer", "items", "existing.items=insert");
        assertTrue(said(0, "rehearse", "items").err().contains("Other programs cannot write to source while it is read"));
        run("legacy.db", "PRAGMA journal_mode = WAL");
        assertFalse(said(0, "preview", "items").out().contains(line));
        assertFalse(said(0, "rehearse", "items").err().contains("cannot write"));
    }

    private ShellUnderTest.Said said(int exitCode, String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--workspace", folder.toString()));
        ShellUnderTest.Said said = shell.run(all);
        assertEquals(exitCode, said.exitCode(), () -> String.join(" ", words) + "\n" + said.out() + said.err());
        return said;
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
