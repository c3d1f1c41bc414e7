package dev.wharf.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.catalog.Dialect;
import dev.wharf.database.ConnectionSpec;
import dev.wharf.database.Database;
import dev.wharf.database.Databases;
import dev.wharf.database.TargetSession;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.testing.PostgresServer;
import dev.wharf.testing.PostgresTestDatabase;
import dev.wharf.testing.SqliteFiles;
import dev.wharf.testing.TableDump;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The audit tables as older and newer versions, and people, leave them. */
class AuditSchemaTest {

    private static final List<String> SOME_ROWS = List.of(
            "INSERT INTO @migration_runs (run_id, plan, plan_hash, source, source_identity, target, target_identity, namespace,"
                    + " status, epoch, holder, workers, wharf_version) VALUES ('r1', 'p', 'h', 's', 'si', 't', 'ti', 'n',"
                    + " 'completed', 1, 'x', 2, '0.0.1')",
            "INSERT INTO @migration_control (run_id, step_number, plan, plan_hash, step, step_hash, entity, phase, status,"
                    + " batch_size, worker_id, source_query) VALUES ('r1', 1, 'p', 'h', 'a', 'sh', 'e', 'execution', 'completed',"
                    + " 10, 'x', 'SELECT 1')",
            "INSERT INTO @migration_mappings (run_id, step, namespace, entity, source_key, target_table, target_key, write_index,"
                    + " batch, kind, column_set) VALUES ('r1', 'a', 'n', 'e', '1', 't', '2', 0, 1, 'inserted', 0)",
            "INSERT INTO @migration_rejects (run_id, step, source_key, reason, batch) VALUES ('r1', 'a', '7', 'bad', 1)",
            "INSERT INTO @migration_events (run_id, event, detail) VALUES ('r1', 'started', 'x')",
            "INSERT INTO @migration_before_images (run_id, target_table, target_key, batch, image)"
                    + " VALUES ('r1', 't', '5', 1, '{}')");

    @TempDir
    Path folder;

    /** A database and a way past Wharf to it. */
    private record Place(Dialect dialect, ConnectionSpec spec, Path file, PostgresTestDatabase server) {

        Connection connect() throws Exception {
            return file == null ? server.connect() : SqliteFiles.connect(file);
        }

        void execute(String sql) throws Exception {
            try (Connection connection = connect();
                    Statement statement = connection.createStatement()) {
                String text = sql.replace("@", file == null ? "wharf." : "");
                if (file == null) {
                    statement.execute(text);
                } else {
                    statement.executeUpdate(text);
                }
            }
        }

        List<String> rows(String sql) throws Exception {
            try (Connection connection = connect()) {
                return TableDump.rows(connection, sql.replace("@", file == null ? "wharf." : ""));
            }
        }

        void ensure() {
            try (Database target = Databases.open(spec)) {
                AuditSchema.ensure(target);
            }
        }
    }

    private Place place(Dialect dialect) {
        if (dialect == Dialect.POSTGRESQL) {
            PostgresTestDatabase server = PostgresServer.newest().freshDatabase();
            return new Place(dialect, server.target("app"), null, server);
        }
        Path file = SqliteFiles.make(folder.resolve("app.db"));
        return new Place(dialect, SqliteFiles.spec("app", file), file, null);
    }

    /** As the first version of Wharf made its tables: by Flyway, or by a DBA with what `audit ddl` printed. */
    private static void makeVersionOne(Place place, boolean byFlyway) throws Exception {
        if (byFlyway) {
            makeByFlyway(place, "1");
        } else {
            makeByHand(place, 1);
        }
    }

    /** What an older Wharf printed, which knew no newer version. */
    private static void makeByHand(Place place, int version) throws Exception {
        String all = AuditSchema.ddl(place.dialect(), version);
        int next = all.indexOf("-- Version " + (version + 1));
        place.execute(next < 0 ? all : all.substring(0, next));
    }

    private static void makeByFlyway(Place place, String version) {
        FluentConfiguration flyway = Flyway.configure(AuditSchema.class.getClassLoader())
                .dataSource(
                        place.file() == null ? place.server().url() : "jdbc:sqlite:" + place.file(),
                        place.file() == null ? place.server().owner() : null,
                        place.file() == null ? place.server().password() : null)
                .locations("classpath:dev/wharf/migrations/" + place.dialect().name().toLowerCase(Locale.ROOT))
                .target(version)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .table(place.file() == null ? "schema_history" : "migration_schema_history");
        if (place.file() == null) {
            flyway.schemas("wharf").defaultSchema("wharf").createSchemas(true);
        }
        flyway.load().migrate();
    }

    @ParameterizedTest
    @CsvSource({"POSTGRESQL, true", "POSTGRESQL, false", "SQLITE, true", "SQLITE, false"})
    void anOlderWharfsTablesAreUpgradedWithoutLosingARow(Dialect dialect, boolean byFlyway) throws Exception {
        Place place = place(dialect);
        makeVersionOne(place, byFlyway);
        for (String sql : SOME_ROWS) {
            place.execute(sql);
        }
        List<String> before = old(place);

        place.ensure();

        assertEquals(before, old(place));
        assertEquals(List.of(String.valueOf(AuditSchema.VERSION)), place.rows("SELECT max(version) FROM @migration_schema"));
        assertEquals(List.of("1"), place.rows("SELECT count(DISTINCT database_id) FROM @migration_schema"));
        assertEquals(List.of("7|bad"), place.rows("SELECT source_key, reason FROM @current_rejects"));
        assertThrows(Exception.class, () -> place.execute("DELETE FROM @migration_before_images"));
        assertThrows(Exception.class, () -> place.execute("UPDATE @migration_mappings SET target_key = '3'"));
        place.ensure();
    }

    /** Each version comes from Wharf or from the hands of a DBA, in any mixture. */
    @ParameterizedTest
    @CsvSource({
        "POSTGRESQL, 1 2 3, 4", "POSTGRESQL, 1 2, 3 4", "POSTGRESQL, '', 1 2 3", "POSTGRESQL, 1, 2",
        "SQLITE, 1 2 3, 4", "SQLITE, '', 1 2 3", "SQLITE, 1, 2",
    })
    void versionsMadeByHandAndByWharfFollowOneAnother(Dialect dialect, String byWharf, String byHand) throws Exception {
        Place place = place(dialect);
        if (!byWharf.isEmpty()) {
            makeByFlyway(place, byWharf.substring(byWharf.length() - 1));
        }
        for (String version : byHand.split(" ")) {
            makeByHand(place, Integer.parseInt(version));
        }
        for (String sql : SOME_ROWS) {
            place.execute(sql);
        }
        List<String> before = old(place);

        place.ensure();
        place.ensure();

        assertEquals(before, old(place));
        assertEquals(
                List.of(String.valueOf(AuditSchema.VERSION)), place.rows("SELECT count(DISTINCT version) FROM @migration_schema"));
        place.execute("INSERT INTO @migration_remarks (run_id, step, source_key, kind, reason, batch)"
                + " VALUES ('r1', 'a', '7', 'skipped', 'x', 1)");
    }

    /** Of a reporting role, over what version 4 showed: none of it loses a row or a right by the upgrade. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatReadersOfMappingsHaveOutlivesThePacking(boolean byWharf) throws Exception {
        Place place = place(Dialect.POSTGRESQL);
        makeByFlyway(place, "4");
        for (String sql : SOME_ROWS) {
            place.execute(sql);
        }
        String reader = place.server().reader();
        place.execute("GRANT USAGE ON SCHEMA wharf TO " + reader + "; GRANT SELECT ON wharf.migration_mappings TO " + reader
                + " WITH GRANT OPTION; GRANT SELECT ON wharf.current_mappings TO PUBLIC;"
                + " CREATE VIEW public.moved AS SELECT * FROM wharf.current_mappings");
        String columns = "SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute"
                + " WHERE attrelid = 'wharf.current_mappings'::regclass ORDER BY attnum";
        List<String> before = place.rows(columns);

        if (byWharf) {
            place.ensure();
        } else {
            makeByHand(place, 5);
        }

        assertEquals(before, place.rows(columns));
        place.execute("INSERT INTO wharf.migration_mapping_blocks (run_id, step, namespace, entity, target_table, write_index,"
                + " batch, column_set, mappings, source_keys, source_hashes, target_hashes)"
                + " VALUES ('r1', 'a', 'n', 'e', 't', 0, 1, 0, 1, '9', repeat('x', 16)::bytea, repeat('y', 16)::bytea)");
        assertEquals(List.of("1", "9"), place.rows("SELECT source_key FROM public.moved ORDER BY 1"));
        try (Connection reading = DriverManager.getConnection(place.server().url(), reader, place.server().password());
                Statement statement = reading.createStatement()) {
            assertEquals(
                    List.of("2|2"),
                    TableDump.rows(
                            reading,
                            "SELECT (SELECT count(*) FROM wharf.migration_mappings), (SELECT count(*) FROM wharf.current_mappings)"));
            statement.execute("GRANT SELECT ON wharf.migration_mappings TO PUBLIC");
        }
    }

    @Test
    void aViewOverTheTableOfMappingsIsNamedBeforeItIsPacked() throws Exception {
        Place place = place(Dialect.POSTGRESQL);
        makeByFlyway(place, "4");
        String view = "CREATE VIEW public.moved AS SELECT source_key, target_key FROM wharf.migration_mappings";
        place.execute(view);

        WharfException refused = assertThrows(WharfException.class, place::ensure);

        assertEquals(Kind.ENVIRONMENT, refused.kind());
        assertTrue(refused.text().contains("public.moved. Keep their definitions, drop them, upgrade"), refused.text());
        assertTrue(refused.next().startsWith("Drop what is named"), refused.next());
        assertEquals(List.of("4"), place.rows("SELECT max(version) FROM @migration_schema"));
        place.execute("DROP VIEW public.moved");
        place.ensure();
        place.execute(view);
    }

    private static List<String> old(Place place) throws Exception {
        List<String> rows = new ArrayList<>();
        for (String table : List.of("runs", "control", "mappings", "rejects", "events", "before_images")) {
            rows.addAll(place.rows("SELECT * FROM @migration_" + table));
        }
        return rows;
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void aNewerWharfsTablesAreRefused(Dialect dialect) throws Exception {
        Place place = place(dialect);
        place.ensure();
        place.execute("INSERT INTO @migration_schema (version, database_id) VALUES (99, 'x')");

        WharfException refused = assertThrows(WharfException.class, place::ensure);

        assertEquals(Kind.REFUSED, refused.kind());
        assertEquals("audit-newer", refused.code());
        assertTrue(refused.text().contains("99"), refused.text());
    }

    @Test
    void aRoleThatMayCreateNothingIsToldWhatToRun() throws Exception {
        Place place = place(Dialect.POSTGRESQL);
        place.server().execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC");
        Place reader = new Place(place.dialect(), place.server().source("app"), null, place.server());

        WharfException none = assertThrows(WharfException.class, reader::ensure);
        assertEquals(Kind.ENVIRONMENT, none.kind());
        assertTrue(none.next().contains("wharf audit ddl app"), none.next());

        makeVersionOne(place, false);
        place.server().execute("GRANT USAGE ON SCHEMA wharf TO " + place.server().reader()
                + "; GRANT SELECT ON ALL TABLES IN SCHEMA wharf TO " + place.server().reader());
        WharfException old = assertThrows(WharfException.class, reader::ensure);
        assertEquals(Kind.ENVIRONMENT, old.kind());
        assertTrue(old.next().contains("`wharf audit ddl app --from 2` prints"), old.next());
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void aPurgeDropsOldImagesAloneAndIsRecorded(Dialect dialect) throws Exception {
        Place place = place(dialect);
        place.ensure();
        for (String sql : SOME_ROWS) {
            place.execute(dialect == Dialect.SQLITE ? sql : sql.replace("INTO @migration_mappings", "INTO @migration_mapping_rows"));
        }
        place.execute("UPDATE @migration_runs SET completed_at = "
                + (dialect == Dialect.SQLITE ? "'2026-01-05T00:00:00.000Z'" : "'2026-01-05 00:00:00Z'"));
        try (Database target = Databases.open(place.spec());
                TargetSession session = target.openTarget()) {
            Purge purge = new Purge(new Sql(session.connection(), dialect));
            assertEquals(List.of(), purge.before(Instant.parse("2026-01-04T00:00:00Z")));
            session.begin();
            List<Purge.Images> dropped = purge.run(Instant.parse("2026-02-01T00:00:00Z"), "olga");
            session.commit();
            assertEquals(1, dropped.getFirst().images());
        }
        assertEquals(List.of("0"), place.rows("SELECT count(*) FROM @migration_before_images"));
        assertEquals(List.of("1|1|olga"), place.rows("SELECT images, runs, purged_by FROM @migration_purges"));
        assertEquals(List.of("purged"), place.rows("SELECT event FROM @migration_events ORDER BY id DESC LIMIT 1"));
        assertEquals(List.of("1"), place.rows("SELECT count(*) FROM @migration_mappings"));
        place.execute(SOME_ROWS.getLast());
        assertThrows(Exception.class, () -> place.execute("DELETE FROM @migration_before_images"));
    }
}
