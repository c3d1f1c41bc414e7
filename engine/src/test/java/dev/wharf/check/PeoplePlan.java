package dev.wharf.check;

import dev.wharf.database.ConnectionSpec;
import dev.wharf.database.Database;
import dev.wharf.database.Databases;
import dev.wharf.plan.PlanFolder;
import dev.wharf.sandbox.SandboxSettings;
import dev.wharf.testing.PostgresTestDatabase;
import dev.wharf.testing.SqliteFiles;
import dev.wharf.workspace.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A small plan of two steps between two SQLite files, whose texts a test may change before it is written. */
public final class PeoplePlan {

    public static final String NAME = "people";

    private final Path folder;
    private final Map<String, String> files = new LinkedHashMap<>();
    private String sourceDdl =
            """
            CREATE TABLE teams (id INTEGER PRIMARY KEY, label TEXT NOT NULL);
            INSERT INTO teams VALUES (1, 'North'), (2, 'South');
            CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT, kind TEXT, team INTEGER, photo BLOB);
            INSERT INTO people VALUES (10, 'Ada', 'ada@example.org', 'staff', 1, x'01'), (11, 'Ben', NULL, 'guest', 2, NULL),
                (12, 'Cleo', 'cleo@example.org', 'ghost', 9, NULL), (13, 'Dan', 'dan@example.org', 'staff', NULL, NULL);
            CREATE TABLE visits (person INTEGER, day TEXT);
            INSERT INTO visits VALUES (10, '2026-01-01'), (10, '2026-01-02'), (NULL, '2026-01-03');
            """;
    private String targetDdl =
            """
            CREATE TABLE groups (id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL);
            CREATE TABLE persons (id TEXT NOT NULL PRIMARY KEY, full_name TEXT NOT NULL, email TEXT,
                kind TEXT NOT NULL CHECK (kind IN ('staff', 'guest')), group_id TEXT REFERENCES groups (id),
                legacy_id INTEGER UNIQUE, created_at TEXT DEFAULT CURRENT_TIMESTAMP,
                shout TEXT GENERATED ALWAYS AS (upper(full_name)) STORED);
            """;

    private final @Nullable PostgresTestDatabase postgres;

    /** From one file into another. */
    public PeoplePlan(Path folder) {
        this(folder, null);
    }

    /** From a file into a PostgreSQL database. */
    public PeoplePlan(Path folder, @Nullable PostgresTestDatabase target) {
        this.folder = folder;
        this.postgres = target;
        if (target != null) {
            targetDdl =
                    """
                    CREATE TABLE groups (id uuid PRIMARY KEY, name text NOT NULL);
                    CREATE TYPE person_kind AS ENUM ('staff', 'guest');
                    CREATE TABLE persons (id uuid PRIMARY KEY, full_name text NOT NULL, email varchar(60), kind person_kind NOT NULL,
                        group_id uuid REFERENCES groups (id), legacy_id bigint UNIQUE, created_at timestamptz DEFAULT now(),
                        shout text GENERATED ALWAYS AS (upper(full_name)) STORED);
                    """;
        }
        files.put("plan.yaml",
                """
                wharf: 1
                name: people
                request: Move the people and their teams
                source: legacy
                target: app
                steps:
                  - name: teams
                    entity: teams
                    extract: teams.sql
                    key: [id]
                    transform: Teams.java
                    newKeys:
                      - { column: new_id, from: [id] }
                    writes:
                      - { table: groups, key: [id], mode: insert }
                    mapping:
                      - { target: id, from: [id], rule: new uuid }
                      - { target: name, from: [label], rule: copied }
                  - name: people
                    entity: people
                    extract: people.sql
                    key: [id]
                    transform: People.java
                    newKeys:
                      - { column: new_id, from: [id] }
                    references:
                      - { column: group_id, entity: teams, from: [team], missing: reject }
                    writes:
                      - { table: persons, key: [id], mode: insert }
                    mapping:
                      - { target: id, from: [id], rule: new uuid }
                      - { target: full_name, from: [name], rule: copied }
                      - { target: email, from: [email], rule: copied }
                      - { target: kind, from: [kind], rule: as it is; a ghost is skipped }
                      - { target: group_id, from: [group_id], rule: the group that the team became }
                      - { target: legacy_id, from: [id], rule: copied }
                decisions: []
                """);
        files.put("teams.sql", "SELECT id, label FROM teams\n");
        files.put("people.sql", "SELECT id, name, email, kind, team FROM people\n");
        files.put("Teams.java",
                """
                import dev.wharf.migration.RowMigration;
                import dev.wharf.migration.SourceRow;
                import dev.wharf.migration.TargetRows;

                public class Teams implements RowMigration {
                    @Override
                    public void migrate(SourceRow source, TargetRows target) {
                        target.insert("groups").set("id", source.uuid("new_id")).copy("name", "label");
                    }
                }
                """);
        files.put("People.java",
                """
                import dev.wharf.migration.RowMigration;
                import dev.wharf.migration.SourceRow;
                import dev.wharf.migration.TargetRows;

                public class People implements RowMigration {
                    @Override
                    public void migrate(SourceRow source, TargetRows target) {
                        String kind = source.text("kind");
                        if ("ghost".equals(kind)) {
                            target.skip("a ghost");
                            return;
                        }
                        if (kind == null) {
                            target.reject("no kind");
                            return;
                        }
                        target.insert("persons")
                                .set("id", source.uuid("new_id"))
                                .set("kind", kind)
                                .set("group_id", source.uuid("group_id"))
                                .copy("full_name", "name")
                                .copy("email", "email")
                                .copy("legacy_id", "id");
                    }
                }
                """);
    }

    /** Replaces a text in one of the plan's files; it must stand there. */
    public PeoplePlan change(String file, String from, String to) {
        files.merge(file, to, (text, replacement) -> {
            if (!text.contains(from)) {
                throw new IllegalArgumentException(file + " does not hold " + from);
            }
            return text.replace(from, replacement);
        });
        return this;
    }

    public PeoplePlan changeSource(String from, String to) {
        sourceDdl = replaced(sourceDdl, from, to);
        return this;
    }

    public PeoplePlan changeTarget(String from, String to) {
        targetDdl = replaced(targetDdl, from, to);
        return this;
    }

    private static String replaced(String text, String from, String to) {
        if (!text.contains(from)) {
            throw new IllegalArgumentException("the schema does not hold " + from);
        }
        return text.replace(from, to);
    }

    /** Makes both databases and the plan's folder. */
    public PeoplePlan write() {
        if (!Files.exists(sourceFile())) {
            SqliteFiles.make(sourceFile(), sourceDdl.split(";\\s*\\n"));
            if (postgres == null) {
                SqliteFiles.make(targetFile(), targetDdl.split(";\\s*\\n"));
            } else {
                postgres.execute(targetDdl);
            }
        }
        try {
            Path plan = Files.createDirectories(folder.resolve("plans").resolve(NAME));
            for (Map.Entry<String, String> file : files.entrySet()) {
                Files.writeString(plan.resolve(file.getKey()), file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    public Path sourceFile() {
        return folder.resolve("legacy.db");
    }

    public Path targetFile() {
        return folder.resolve("app.db");
    }

    public Workspace workspace() {
        Map<String, ConnectionSpec> connections = new LinkedHashMap<>();
        connections.put("legacy", SqliteFiles.spec("legacy", sourceFile()));
        connections.put("app", postgres == null ? SqliteFiles.spec("app", targetFile()) : postgres.target("app"));
        return new Workspace(folder, connections, SandboxSettings.DEFAULT, 1000, "template");
    }

    /** Runs SQL in the target, past Wharf. */
    public void executeInTarget(String sql) {
        if (postgres != null) {
            postgres.execute(sql);
        } else {
            SqliteFiles.make(targetFile(), sql);
        }
    }

    public void executeInSource(String sql) {
        SqliteFiles.make(sourceFile(), sql);
    }

    /** The one value of a query in the target, as text. */
    public String queryTarget(String sql) {
        try (Connection connection = postgres != null ? postgres.connect() : SqliteFiles.connect(targetFile());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public PlanFolder planFolder() {
        return PlanFolder.existing(folder.resolve("plans"), NAME);
    }

    public Database open(String connection) {
        return Databases.open(workspace().connection(connection));
    }
}
