package dev.wharf.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.stream.Collectors;
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

    /** A model's whole answer, which moves the ids that the SELECT gives. */
    private static String answer(String sql) {
        String java = """
                import dev.wharf.migration.RowMigration;
                import dev.wharf.migration.SourceRow;
                import dev.wharf.migration.TargetRows;

                public class Items implements RowMigration {

                    @Override
                    public void migrate(SourceRow source, TargetRows target) {
                        target.insert("item").copy("id", "id");
                    }
                }
                """;
        return "{\"summary\": \"all\", \"impossible\": null, \"questions\": [], \"steps\": [{\"name\": \"items\", \"entity\": \"item\","
                + " \"sql\": \"" + sql + "\", \"key\": [\"id\"], \"newKeys\": [], \"references\": [], \"valueTables\": [],"
                + " \"writes\": [{\"table\": \"item\", \"key\": [\"id\"], \"mode\": \"upsert\"}], \"mapping\": [{\"table\": \"item\","
                + " \"target\": \"id\", \"from\": [\"id\"], \"rule\": \"copied\", \"reason\": \"same\", \"confidence\": \"high\"}],"
                + " \"className\": \"Items\", \"java\": " + JsonMapper.shared().writeValueAsString(java) + "}]}";
    }

    @Test
    void theAuthorBothAsksTheModelWhereTheTemplateAuthorHasNoPlan() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("a.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE item");
            statement.execute("CREATE TABLE zebra (stripes INTEGER PRIMARY KEY)");
        }
        try (OneAnswer server = new OneAnswer(answer("SELECT stripes AS id FROM zebra"))) {
            Files.writeString(folder.resolve("wharf.yaml"),
                    "connections: { source: { url: \"jdbc:sqlite:a.db\" }, target: { url: \"jdbc:sqlite:b.db\" } }\n"
                            + "model: { base-url: \"" + server.url() + "\", name: scripted }\n");

            JsonNode both = json(0, "plan", "plan", "Move zebras", "--name", "items", "--author", "both");

            assertTrue(both.get("difference").isNull(), both.toString());
            assertTrue(both.get("notes").toString().contains("The template author has no plan to compare with: "), both.toString());
            assertEquals("unknown-table", refused(2, "plan", "Move zebras", "--name", "more", "--author", "both", "--table", "zebras"));
        }
    }

    @Test
    void theAuthorBothTellsWhereTheTemplateAuthorDiffers() throws Exception {
        Files.writeString(folder.resolve("wharf.yaml"),
                "connections: { source: { url: \"jdbc:sqlite:a.db\" }, target: { url: \"jdbc:sqlite:b.db\" } }\n");
        try (OneAnswer server = new OneAnswer(answer("SELECT id FROM item"))) {
            Files.writeString(folder.resolve("wharf.yaml"), Files.readString(folder.resolve("wharf.yaml"))
                    + "model: { base-url: \"" + server.url() + "\", name: scripted }\n");

            JsonNode both = json(0, "plan", "plan", "Move items", "--name", "items", "--author", "both");

            assertEquals(1, both.at("/difference/same").asInt(), both.toString());
            assertEquals("other-write item  insert by id upsert by id, only-template item name from name: copied ",
                    both.at("/difference/entries").valueStream()
                            .map(e -> e.get("what").asString() + " " + e.get("table").asString() + " " + e.get("column").asString() + " "
                                    + e.get("template").asString() + " " + e.get("model").asString())
                            .collect(Collectors.joining(", ")));
            ShellUnderTest.Said said = shell.run("--workspace", folder.toString(), "plan", "Move items", "--name", "items", "--author", "both", "--replace");
            assertTrue(said.out().contains("where the authors differ (1 column alike)"), said.out() + said.err());
            assertTrue(said.out().contains("item.name"), said.out());
        }
    }

    @Test
    void whatDoesNotGoTogetherIsRefused() {
        assertEquals("options-clash", refused(2, "plan", "items", "--refine", "x", "--name", "y"));
        assertEquals("options-clash", refused(2, "plan", "items", "--refine", "x", "--author", "template"));
        assertEquals("options-clash", refused(2, "plan", "items", "--refine", "x", "--author", "both"));
        for (String author : new String[] {"template", "both"}) {
            assertEquals("value-invalid", refused(2, "plan", "Move it", "--name", "items", "--author", author, "--subset", "request"), author);
        }
        assertEquals("value-invalid", refused(2, "plan", "Move it", "--name", "items", "--author", "model", "--subset", "item: id = 1"));
        assertEquals("option-missing", refused(2, "plan", "items"));
        assertEquals("no-prompt", refused(2, "plan", "items", "--answer-file", folder.resolve("wharf.yaml").toString()));
        assertEquals("unknown-plan", refused(2, "plan", "items", "--refine", "x"));
    }
}
