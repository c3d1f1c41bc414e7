package dev.wharf.run;

import dev.wharf.audit.RunId;
import dev.wharf.database.ConnectionSpec;
import dev.wharf.examples.Product;
import dev.wharf.sandbox.Sandbox;
import dev.wharf.sandbox.SandboxSettings;
import dev.wharf.sandbox.protocol.ProcessSandbox;
import dev.wharf.testing.PostgresServer;
import dev.wharf.testing.PostgresTestDatabase;
import dev.wharf.testing.SqliteFiles;
import dev.wharf.testing.TableDump;
import dev.wharf.workspace.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A workspace with one plan that a test writes itself, between two databases of its own. The classes are the test's own, so
 * they run in plain processes, and no gate stands before a run.
 */
final class Bench implements AutoCloseable {

    /** One step, which inserts each row of things into things. */
    static final String THINGS =
            """
            steps:
              - name: things
                entity: things
                extract: things.sql
                key: [id]
                transform: Things.java
                writes:
                  - { table: things, key: [id], mode: insert }
            """;

    static final String PLAN = "bench";

    private final Path folder;
    private final ConnectionSpec source;
    private ConnectionSpec target;
    private final Map<String, PostgresTestDatabase> servers = new LinkedHashMap<>();
    private final Map<String, Path> files = new LinkedHashMap<>();
    private final Sandbox sandbox;
    private final List<RunEvent> events = Collections.synchronizedList(new ArrayList<>());
    private int batchRows = 4;

    Bench(Path folder, Product from, Product to) {
        this(folder, from, to, new ProcessSandbox());
    }

    /** @param sandbox closed with the bench */
    Bench(Path folder, Product from, Product to, Sandbox sandbox) {
        this.folder = folder;
        this.sandbox = sandbox;
        source = place("source", from);
        target = place("target", to);
    }

    private ConnectionSpec place(String name, Product product) {
        return switch (product) {
            case SQLITE -> {
                Path file = SqliteFiles.make(folder.resolve(name + ".db"));
                files.put(name, file);
                yield SqliteFiles.spec(name, file);
            }
            case POSTGRESQL -> {
                PostgresTestDatabase database = PostgresServer.newest().freshDatabase();
                servers.put(name, database);
                yield name.equals("source") ? database.source(name) : database.target(name);
            }
        };
    }

    /** Lets Wharf come to the target as another role. */
    Bench targetRole(String user) {
        target = new ConnectionSpec("target", target.url(), user, servers.get("target").password(), false, folder);
        return this;
    }

    Bench batchRows(int rows) {
        batchRows = rows;
        return this;
    }

    /** Runs SQL in one of the two databases, past Wharf: statements with a semicolon and a line end between them. */
    Bench in(String database, String sql) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            for (String one : sql.split(";\\s*\\n")) {
                statement.execute(one);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
        return this;
    }

    Bench source(String sql) {
        return in("source", sql);
    }

    Bench target(String sql) {
        return in("target", sql);
    }

    /** The rows of a query on the target; {@code @} stands before Wharf's own tables. */
    List<String> rows(String sql) {
        try (Connection connection = connect("target")) {
            return TableDump.rows(connection, sql.replace("@", servers.containsKey("target") ? "wharf." : ""));
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The rows of a query on either database. */
    List<String> rowsIn(String database, String sql) {
        try (Connection connection = connect(database)) {
            return TableDump.rows(connection, sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Every row of the target but Wharf's own. */
    List<String> everything() {
        try (Connection connection = connect("target")) {
            return TableDump.ofTheUsers(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    Connection connect(String database) throws SQLException {
        return files.containsKey(database) ? SqliteFiles.connect(files.get(database)) : servers.get(database).connect();
    }

    PostgresTestDatabase server(String database) {
        return servers.get(database);
    }

    /** Writes the plan: its head is the bench's, {@code steps} begins with {@code steps:}. */
    Bench plan(String steps) {
        return plan(PLAN, steps);
    }

    /** Another plan between the same databases. */
    Bench plan(String name, String steps) {
        return file(
                name,
                "plan.yaml",
                "wharf: 1\nname: " + name + "\nrequest: Move it\nsource: source\ntarget: target\n" + steps + "decisions: []\n");
    }

    Bench file(String name, String text) {
        return file(PLAN, name, text);
    }

    Bench file(String plan, String name, String text) {
        try {
            Files.writeString(
                    Files.createDirectories(folder.resolve("plans").resolve(plan)).resolve(name), text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces a text in a file of the plan; it must stand there. */
    Bench edit(String name, String from, String to) {
        try {
            String text = Files.readString(folder.resolve("plans").resolve(PLAN).resolve(name));
            if (!text.contains(from)) {
                throw new IllegalArgumentException(name + " does not hold " + from);
            }
            return file(name, text.replace(from, to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A migration class with this body of its one method. */
    Bench java(String name, String body) {
        return java(PLAN, name, body);
    }

    Bench java(String plan, String name, String body) {
        return file(plan, name + ".java", """
                import dev.wharf.migration.RowMigration;
                import dev.wharf.migration.SourceRow;
                import dev.wharf.migration.TargetRows;

                public class %s implements RowMigration {
                    @Override
                    public void migrate(SourceRow source, TargetRows target) {
                        %s
                    }
                }
                """.formatted(name, body));
    }

    Workspace workspace() {
        Map<String, ConnectionSpec> connections = new LinkedHashMap<>();
        connections.put("source", source);
        connections.put("target", target);
        return new Workspace(folder, connections, SandboxSettings.DEFAULT, batchRows, "template");
    }

    Sandbox sandbox() {
        return sandbox;
    }

    Runs runs() {
        return runs(events::add);
    }

    Runs runs(RunEvent.Listener listener) {
        return new Runs(workspace(), sandbox, new PlainReadiness(workspace().plans(), sandbox), listener);
    }

    List<RunEvent> events() {
        return events;
    }

    RunOutcome apply() {
        return runs().apply(PLAN, 1, null);
    }

    RunOutcome apply(String id) {
        return runs().apply(PLAN, 1, new RunId(id));
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
