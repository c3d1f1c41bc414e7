package dev.wharf.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people read when something is not as it should be. */
final class ErrorMessagesTest {

    private final ShellUnderTest shell = new ShellUnderTest();
    private final Golden golden = new Golden("errors");
    private final List<String> names = new ArrayList<>();

    @TempDir
    Path folder;

    @Test
    void messagesAreAsTheirGoldenFilesHaveThem() throws Exception {
        says("unknown-command", 2, "surve");
        says("unknown-option", 2, "init", "--sorce", "x");
        says("missing-option", 2, "init", "--source", "jdbc:sqlite:a.db");
        says("unsupported-url", 2, "init", "--source", "jdbc:mysql://u:secret@h/db", "--target", "jdbc:sqlite:a.db");
        aboutWorkspaces();
        aboutConnections();
        aboutPlansAndRuns();
        golden.holdsOnly(names);
    }

    private void aboutWorkspaces() throws IOException {
        write("broken", "connections:\n  a: { urll: x }\nsandbox: { memory: lots }\n");
        write("there", "connections: {}\n");
        says("workspace-broken", 2, "--workspace", at("broken"), "status");
        says("workspace-missing", 2, "--workspace", at("nowhere"), "status");
        says("workspace-exists", 3, "--workspace", at("there"), "init", "--source", "jdbc:sqlite:a", "--target", "jdbc:sqlite:b");
        says("no-connection", 2, "--workspace", at("there"), "survey");
    }

    private void aboutConnections() throws IOException {
        write(
                "connections",
                """
                connections:
                  gone: { url: "jdbc:sqlite:gone.db" }
                  closed: { url: "jdbc:postgresql://localhost:1/app", user: wharf }
                  secret: { url: "jdbc:postgresql://localhost:1/app", password: "${env:WHARF_TEST_UNSET_VARIABLE}" }
                """);
        says("unknown-connection", 2, "--workspace", at("connections"), "survey", "gon");
        says("database-file-missing", 5, "--workspace", at("connections"), "survey", "gone");
        says("database-unreachable", 5, "--workspace", at("connections"), "survey", "closed");
        says("run-behind-closed-door", 5, "--workspace", at("connections"), "--quiet", "verify", "r1");
        says("secret-missing", 2, "--workspace", at("connections"), "survey", "secret");
        says("which-connections", 2, "--workspace", at("connections"), "plan", "Copy", "--name", "p");
    }

    private void aboutPlansAndRuns() throws Exception {
        write(
                "plans",
                "connections: { source: { url: \"jdbc:sqlite:a.db\" }, target: { url: \"jdbc:sqlite:b.db\" } }\n");
        for (String file : List.of("a.db", "b.db")) {
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("plans/" + file));
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT)");
            }
        }
        String[] plan = {"--workspace", at("plans"), "plan", "Copy items", "--name", "items", "--quiet"};
        assertEquals(0, shell.run(plan).exitCode());
        says("plan-exists", 3, plan);
        says("plan-unknown", 2, "--workspace", at("plans"), "check", "item");
        says("plan-name", 2, "--workspace", at("plans"), "plan", "Copy items", "--name", "../items");
        says("model-unconfigured", 2, "--workspace", at("plans"), "plan", "x", "--name", "y", "--author", "model");
        says("where-without-colon", 2, "--workspace", at("plans"), "plan", "x", "--name", "y", "--where", "id = 1");
        says("table-unknown", 2, "--workspace", at("plans"), "plan", "x", "--name", "y", "--table", "itme");
        says("not-approved", 3, "--workspace", at("plans"), "apply", "items");
        says("approve-without-yes", 2, "--workspace", at("plans"), "approve", "items");
        says("run-unknown", 2, "--workspace", at("plans"), "verify", "nope");
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
        golden.matches(
                name, said.err().replace(folder.toString(), "FOLDER").replaceAll("sha256:[0-9a-f]{64}", "sha256:HASH"));
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(folder.resolve(name));
        Files.writeString(folder.resolve(name).resolve("wharf.yaml"), text);
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }
}
