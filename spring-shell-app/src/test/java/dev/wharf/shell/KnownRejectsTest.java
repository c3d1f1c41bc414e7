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

/** Rows that will be rejected are told before a run, in words that name the rule. */
final class KnownRejectsTest {

    private final ShellUnderTest shell = new ShellUnderTest();

    @TempDir
    Path folder;

    @BeforeEach
    void makeDatabases() throws Exception {
        run(
                "legacy.db",
                "CREATE TABLE member (id INTEGER PRIMARY KEY, email TEXT, joined_on DATE)",
                "INSERT INTO member VALUES (1, 'a@example.org', '2024-01-02 10:00:00'), (2, 'a@example.org', '2024-01-02'),"
                        + " (3, 'c@example.org', 'last year')");
        run("app.db", "CREATE TABLE members (id INTEGER PRIMARY KEY, email TEXT UNIQUE, joined_on TIMESTAMP)");
        said("init", "--source", "jdbc:sqlite:legacy.db", "--target", "jdbc:sqlite:app.db");
        said("plan", "Copy the members", "--name", "members");
    }

    @Test
    void previewTellsDuplicatesOfAllRowsAndTheRuleThatADateBreaks() {
        String preview = said("preview", "members").out();

        assertTrue(preview.contains("! row 3: column \"joined_on\": the text is not a timestamp like 2024-02-29 23:59:59.5"), preview);
        assertFalse(preview.contains("Exception"), preview);
        assertTrue(preview.contains("1 value of email stands in several rows"), preview);
    }

    @Test
    void whatAClassThrowsIsToldWithItsLineAndWhatToWriteInstead() throws Exception {
        Path java = folder.resolve("plans/members/Members.java");
        Files.writeString(java, Files.readString(java)
                .replace("source.timestamp(\"joined_on\")", "java.time.LocalDate.parse(joinedOn).atStartOfDay()"));

        String preview = said("preview", "members").out();

        assertTrue(preview.contains("! row 3: Members.java line "), preview);
        assertTrue(preview.contains(" throws DateTimeParseException: Text 'last year' could not be parsed"), preview);
        assertTrue(preview.contains("say what is wrong with the row by reject(…)"), preview);
    }

    private ShellUnderTest.Said said(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--workspace", folder.toString()));
        ShellUnderTest.Said said = shell.run(all);
        assertEquals(0, said.exitCode(), () -> String.join(" ", words) + "\n" + said.out() + said.err());
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
