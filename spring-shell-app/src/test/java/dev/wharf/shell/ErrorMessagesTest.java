package dev.wharf.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people read when something is not as it should be. */
final class ErrorMessagesTest {

    private final ShellUnderTest shell = new ShellUnderTest();
    private final Golden golden = new Golden("errors");
    private final List<String> names = new ArrayList<>();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        shell.close();
    }

    @Test
    void messagesAreAsTheirGoldenFilesHaveThem() throws IOException {
        says("unknown-command", 2, "surve");
        says("unknown-option", 2, "init", "--sorce", "x");
        says("missing-option", 2, "init", "--source", "jdbc:sqlite:a.db");
        says("unsupported-url", 2, "init", "--source", "jdbc:mysql://u:secret@h/db", "--target", "jdbc:sqlite:a.db");
        write("broken", "connections:\n  a: { urll: x }\nsandbox: { memory: lots }\n");
        write("there", "connections: {}\n");
        says("workspace-exists", 3, "--workspace", at("there"), "init", "--source", "jdbc:sqlite:a", "--target", "jdbc:sqlite:b");
        golden.holdsOnly(names);
    }

    @Test
    void theSameFailureIsOneDocumentWithJson() {
        ShellUnderTest.Said said = shell.run("--format", "json", "surve");
        assertEquals(2, said.exitCode());
        assertEquals("", said.err());
        assertTrue(said.out().contains("\"code\" : \"unknown-command\""), said.out());
    }

    private void says(String name, int exitCode, String... words) {
        ShellUnderTest.Said said = shell.run(words);
        assertEquals(exitCode, said.exitCode(), said.err());
        assertEquals("", said.out(), "a failure writes nothing to stdout");
        names.add(name);
        golden.matches(name, said.err().replace(folder.toString(), "FOLDER"));
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(folder.resolve(name));
        Files.writeString(folder.resolve(name).resolve("wharf.yaml"), text);
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }
}
