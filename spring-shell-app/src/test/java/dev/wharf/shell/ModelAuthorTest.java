package dev.wharf.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The options of {@code plan} that have to do with models, as far as no gate is reached. */
final class ModelAuthorTest {

    private final ShellUnderTest shell = new ShellUnderTest();

    @TempDir
    Path folder;

    @BeforeEach
    void makeWorkspace() throws Exception {
        for (String file : new String[] {"a.db", "b.db"}) {
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(file));
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT)");
            }
        }
        Files.writeString(folder.resolve("wharf.yaml"),
                "connections: { source: { url: \"jdbc:sqlite:a.db\" }, target: { url: \"jdbc:sqlite:b.db\" } }\n"
                        + "model: { share: [item.nothing] }\n");
    }

    private JsonNode json(int exitCode, String schema, String... arguments) {
        String[] all = new String[arguments.length + 4];
        System.arraycopy(new String[] {"--workspace", folder.toString(), "--format", "json"}, 0, all, 0, 4);
        System.arraycopy(arguments, 0, all, 4, arguments.length);
        ShellUnderTest.Said said = shell.run(all);
        assertEquals(exitCode, said.exitCode(), said.out() + said.err());
        Schemas.accepts(schema, said.out());
        return JsonMapper.builder().build().readTree(said.out());
    }

    private String refused(int exitCode, String... arguments) {
        return json(exitCode, "error", arguments).at("/error/code").asString();
    }

    @Test
    void aPromptIsWrittenAndAnAnswerTaken() throws Exception {
        assertEquals("share-unknown", refused(2, "plan", "Move items", "--name", "items", "--author", "paste"));
        Files.writeString(folder.resolve("wharf.yaml"),
                Files.readString(folder.resolve("wharf.yaml")).replace("item.nothing", "item.name"));

        JsonNode asked = json(0, "plan", "plan", "Move items", "--name", "items", "--author", "paste");
        assertTrue(Files.readString(Path.of(asked.at("/prompt/file").asString())).contains("Move items"));
        assertEquals(1, asked.at("/prompt/round").asInt());
        assertTrue(asked.get("hash").isNull());
        assertFalse(Files.exists(folder.resolve("plans/items/plan.yaml")));

        Path answer = Files.writeString(folder.resolve("answer.txt"), "I think that");
        JsonNode again = json(0, "plan", "plan", "items", "--answer-file", answer.toString());
        assertEquals(2, again.at("/prompt/round").asInt());
        assertTrue(again.at("/prompt/findings/0").asString().contains("not one JSON object"));
        assertEquals("model-gave-up", refused(1, "plan", "items", "--answer-file", answer.toString()), "the same fault twice");
    }

    @Test
    void whatDoesNotGoTogetherIsRefused() {
        assertEquals("options-clash", refused(2, "plan", "items", "--refine", "x", "--name", "y"));
        assertEquals("options-clash", refused(2, "plan", "items", "--refine", "x", "--author", "template"));
        assertEquals("option-missing", refused(2, "plan", "items"));
        assertEquals("no-prompt", refused(2, "plan", "items", "--answer-file", folder.resolve("wharf.yaml").toString()));
        assertEquals("unknown-plan", refused(2, "plan", "items", "--refine", "x"));
    }
}
