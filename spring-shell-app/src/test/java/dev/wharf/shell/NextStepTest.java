package dev.wharf.shell;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person is told to do next, where something stands open. */
final class NextStepTest {

    @TempDir
    Path folder;

    private ShellFolder shell;

    @BeforeEach
    void makeDatabases() throws Exception {
        shell = new ShellFolder(folder);
        shell.run("legacy.db", "CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT NOT NULL)", "INSERT INTO item VALUES (1, 'a'), (2, 'b')");
        shell.run("app.db", "CREATE TABLE items (id INTEGER PRIMARY KEY, name TEXT NOT NULL)", "INSERT INTO items VALUES (9, 'own')");
        shell.said(0, "init", "--source", "jdbc:sqlite:legacy.db", "--target", "jdbc:sqlite:app.db");
        shell.said(0, "plan", "Copy the items", "--name", "items");
    }

    @Test
    void checkAndPreviewSendToTheOpenQuestionBeforeTheApproval() {
        for (String command : List.of("check", "preview")) {
            String[] lines = shell.said(0, command, "items").out().strip().split("\n");
            assertTrue(lines[lines.length - 1].contains("Answer existing.items: `wharf answer items existing.items=VALUE`"),
                    lines[lines.length - 1]);
        }
        shell.said(0, "answer", "items", "existing.items=insert");
        String answered = shell.said(0, "preview", "items").out();
        assertTrue(answered.endsWith("Nothing was written. Next: `wharf approve items`.\n"), answered);
    }

    @Test
    void aSourceThatARunLocksForWritersIsSaidToBeSo() throws Exception {
        String line = "other programs cannot write to source";
        assertTrue(shell.said(0, "preview", "items").out().contains(line));
        shell.said(0, "answer", "items", "existing.items=insert");
        assertTrue(shell.said(0, "rehearse", "items").err().contains("Other programs cannot write to source while it is read"));
        shell.run("legacy.db", "PRAGMA journal_mode = WAL");
        assertFalse(shell.said(0, "preview", "items").out().contains(line));
        assertFalse(shell.said(0, "rehearse", "items").err().contains("cannot write"));
    }
}
