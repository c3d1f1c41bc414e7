package dev.wharf.shell;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that will be rejected are told before a run, in words that name the rule. */
final class KnownRejectsTest {

    @TempDir
    Path folder;

    private ShellFolder shell;

    @BeforeEach
    void makeDatabases() throws Exception {
        shell = new ShellFolder(folder);
        shell.run(
                "legacy.db",
                "CREATE TABLE member (id INTEGER PRIMARY KEY, email TEXT, joined_on DATE)",
                "INSERT INTO member VALUES (1, 'a@example.org', '2024-01-02 10:00:00'), (2, 'a@example.org', '2024-01-02'),"
                        + " (3, 'c@example.org', 'last year')");
        shell.run("app.db", "CREATE TABLE members (id INTEGER PRIMARY KEY, email TEXT UNIQUE, joined_on TIMESTAMP)");
        shell.said(0, "init", "--source", "jdbc:sqlite:legacy.db", "--target", "jdbc:sqlite:app.db");
        shell.said(0, "plan", "Copy the members", "--name", "members");
    }

    @Test
    void previewTellsDuplicatesOfAllRowsAndTheRuleThatADateBreaks() {
        String preview = shell.said(0, "preview", "members").out();

        assertTrue(preview.contains("! row 3: column \"joined_on\": the text is not a timestamp like 2024-02-29 23:59:59.5"), preview);
        assertFalse(preview.contains("Exception"), preview);
        assertTrue(preview.contains("1 value of email stands in several rows"), preview);
    }

    @Test
    void whatAClassThrowsIsToldWithItsLineAndWhatToWriteInstead() throws Exception {
        Path java = folder.resolve("plans/members/Members.java");
        Files.writeString(java, Files.readString(java)
                .replace("source.timestamp(\"joined_on\")", "java.time.LocalDate.parse(joinedOn).atStartOfDay()"));

        String preview = shell.said(0, "preview", "members").out();

        assertTrue(preview.contains("! row 3: Members.java line "), preview);
        assertTrue(preview.contains(" throws DateTimeParseException: Text 'last year' could not be parsed"), preview);
        assertTrue(preview.contains("say what is wrong with the row by reject(…)"), preview);
    }
}
