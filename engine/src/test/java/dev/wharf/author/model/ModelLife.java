package dev.wharf.author.model;

import dev.wharf.author.PlanWish;
import dev.wharf.author.Planning;
import dev.wharf.author.model.openai.OpenAiChat;
import dev.wharf.author.recall.PlanRecall;
import dev.wharf.author.template.TemplateAuthor;
import dev.wharf.check.PlanChecker;
import dev.wharf.database.ConnectionSpec;
import dev.wharf.database.Database;
import dev.wharf.database.Databases;
import dev.wharf.examples.Example;
import dev.wharf.examples.MakeExample;
import dev.wharf.plan.PlanFolder;
import dev.wharf.sandbox.Sandbox;
import dev.wharf.sandbox.SandboxSettings;
import dev.wharf.sandbox.docker.DockerSandbox;
import dev.wharf.testing.SqliteFiles;
import dev.wharf.workspace.ModelSettings;
import dev.wharf.workspace.Workspace;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** An example's two databases in SQLite files, and a model that writes plans between them; every gate is the real one. */
final class ModelLife implements AutoCloseable {

    static final ModelSettings SETTINGS = settings(3, 400_000, Duration.ofMinutes(15), List.of());

    final Workspace workspace;
    final Database source;
    final Database target;
    final List<String> progress = new ArrayList<>();
    private final Sandbox sandbox = new DockerSandbox(DockerSandbox.imagesFolder(), SandboxSettings.DEFAULT);

    ModelLife(Path folder, Example example) throws SQLException {
        this(folder, make(folder, example));
    }

    /** Over source.db and target.db, which lie in the folder. */
    ModelLife(Path folder) {
        this(folder, true);
    }

    private ModelLife(Path folder, boolean made) {
        this(folder, SqliteFiles.spec("source", folder.resolve("source.db")));
    }

    /** From a source of any kind into target.db, which lies in the folder. */
    ModelLife(Path folder, ConnectionSpec from) {
        Map<String, ConnectionSpec> connections = new LinkedHashMap<>();
        connections.put("source", from);
        connections.put("target", SqliteFiles.spec("target", folder.resolve("target.db")));
        workspace = new Workspace(folder, connections, SandboxSettings.DEFAULT, 1_000, "model");
        source = Databases.open(workspace.connection("source"));
        target = Databases.open(workspace.connection("target"));
    }

    private static boolean make(Path folder, Example example) throws SQLException {
        MakeExample.source(example, "jdbc:sqlite:" + folder.resolve("source.db"));
        MakeExample.target(example, "jdbc:sqlite:" + folder.resolve("target.db"));
        return true;
    }

    static ModelSettings settings(int repairs, long tokens, Duration time, List<String> share) {
        return new ModelSettings(null, null, null, repairs, Duration.ofSeconds(20), tokens, time, share, null);
    }

    ModelPlanning paste() {
        return planning(ModelPlanning.PASTE, SETTINGS, PasteChat::new);
    }

    ModelPlanning model(ScriptedServer server) {
        return model(server, SETTINGS);
    }

    ModelPlanning model(ScriptedServer server, ModelSettings settings) {
        return planning(ModelPlanning.MODEL, settings, folder -> new OpenAiChat(server.access()));
    }

    ModelPlanning planning(String author, ModelSettings settings, Function<PlanFolder, ChatModel> chats) {
        return new ModelPlanning(author, settings, chats, new PlanChecker(workspace, sandbox),
                template(), PlanRecall.of(workspace.plans()), progress::add, Clock.systemUTC());
    }

    Planning template() {
        return new Planning(new TemplateAuthor(), Clock.systemUTC());
    }

    AuthoringOutcome plan(ModelPlanning planning, String name, String words) {
        return plan(planning, new PlanWish(name, words, List.of(), Map.of(), null, false));
    }

    AuthoringOutcome plan(ModelPlanning planning, PlanWish wish) {
        return planning.plan(workspace.plans(), wish, source, target);
    }

    PlanFolder folder(String plan) {
        return PlanFolder.of(workspace.plans(), plan);
    }

    PlanChecker checker() {
        return new PlanChecker(workspace, sandbox);
    }

    @Override
    public void close() {
        source.close();
        target.close();
        sandbox.close();
    }
}
