package dev.wharf.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.audit.RunId;
import dev.wharf.audit.RunStatus;
import dev.wharf.database.Database;
import dev.wharf.database.Databases;
import dev.wharf.database.TargetSession;
import dev.wharf.examples.Product;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a rollback does beside its work: to be faster, and to say more. Neither may end it. */
class RollbackAsidesTest {

    private static final RunId RUN = new RunId("r1");

    @TempDir
    Path folder;

    /** Rows of parts refer to rows of items by a column without an index. */
    private Bench parts(int rows) {
        return new Bench(folder, Product.SQLITE, Product.POSTGRESQL)
                .batchRows(rows)
                .source("CREATE TABLE items (id INTEGER PRIMARY KEY, name TEXT)")
                .source("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + rows
                        + ") INSERT INTO items SELECT i, 'item ' || i FROM n")
                .target("CREATE TABLE items (id BIGINT PRIMARY KEY, name TEXT)")
                .target("CREATE TABLE parts (id BIGINT PRIMARY KEY, item BIGINT NOT NULL REFERENCES items, note TEXT)")
                .target("ALTER TABLE parts SET (autovacuum_enabled = off)")
                .plan("""
                        steps:
                          - name: items
                            entity: items
                            extract: items.sql
                            key: [id]
                            transform: Items.java
                            writes:
                              - { table: items, key: [id], mode: insert }
                          - name: parts
                            entity: parts
                            extract: parts.sql
                            key: [id]
                            transform: Parts.java
                            references:
                              - { column: item_id, entity: items, from: [item], missing: reject }
                            writes:
                              - { table: parts, key: [id], mode: insert }
                        """)
                .file("items.sql", "SELECT id, name FROM items WHERE id <= 1000")
                .file("parts.sql", "SELECT id, id % 1000 + 1 AS item FROM items")
                .java("Items", "target.insert(\"items\").copy(\"id\", \"id\").copy(\"name\", \"name\");")
                .java("Parts", "target.insert(\"parts\").copy(\"id\", \"id\").copy(\"item\", \"item_id\")"
                        + ".set(\"note\", \"n\".repeat(500));");
    }

    /** Else the server would go through the pages of parts for each row of items. */
    @ParameterizedTest
    @CsvSource({"9999, t", "10000, f"})
    void manyRowsThatReferredWithoutAnIndexAreClearedAwayBeforeThoseThatTheyReferredTo(int rows, String stillThere) {
        try (Bench bench = parts(rows)) {
            bench.apply("r1");
            List<String> sizes = new ArrayList<>();

            RollbackOutcome rollback = bench.runs(event -> {
                if (event instanceof RunEvent.TakenBack taken && taken.table().equals("items")) {
                    sizes.add(bench.rows("SELECT pg_relation_size('parts') > 800000").getFirst());
                }
            }).rollback(RUN);

            assertEquals(rows + 1000, rollback.removed());
            assertEquals(List.of(stillThere), sizes);
        }
    }

    @Test
    void aTableThatCannotBeClearedIsToldAndTheRollbackGoesOn() {
        try (Bench bench = parts(10_000)) {
            bench.apply("r1");
            List<RunEvent> said = new ArrayList<>();

            RollbackOutcome rollback = new Runs(
                            bench.workspace(),
                            bench.sandbox(),
                            new PlainReadiness(bench.workspace().plans(), bench.sandbox()),
                            said::add,
                            spec -> withoutSweeps(Database.class, Databases.open(spec)))
                    .rollback(RUN);

            assertEquals(RunStatus.ROLLED_BACK, rollback.status());
            assertEquals(List.of("0|0"), bench.rows("SELECT (SELECT count(*) FROM parts), (SELECT count(*) FROM items)"));
            assertEquals(
                    List.of("Table parts could not be cleared of deleted rows, so the rollback may take longer: it took too long"),
                    notices(said));
        }
    }

    /** The same thing, of whose target sessions none can sweep. */
    private static <T> T withoutSweeps(Class<T> type, T thing) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (_, method, values) -> {
            if (method.getName().equals("sweep")) {
                throw new WharfException(Kind.ENVIRONMENT, "database-timeout", "it took too long", "Try again.");
            }
            try {
                Object result = method.invoke(thing, values);
                return result instanceof TargetSession session ? withoutSweeps(TargetSession.class, session) : result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }

    private static List<String> notices(List<RunEvent> said) {
        return said.stream()
                .filter(RunEvent.Notice.class::isInstance)
                .map(event -> ((RunEvent.Notice) event).text())
                .toList();
    }

    /** What is recorded of a later run cannot be read, so that asking for later runs fails. */
    @Test
    void aRollbackIsOverThoughLaterRunsCannotBeNamed() {
        try (Bench bench = parts(10)) {
            bench.apply("r1");
            bench.target("UPDATE parts SET note = 'edited' WHERE id = 6");
            List<RunEvent> said = new ArrayList<>();

            RollbackOutcome rollback = bench.runs(event -> {
                said.add(event);
                if (event instanceof RunEvent.TakingBack) {
                    bench.target(unreadable("migration_runs")).target(unreadable("migration_column_sets"));
                }
            }).rollback(RUN);

            assertEquals(
                    List.of("it was changed since the run wrote it"),
                    rollback.conflicts().stream()
                            .filter(conflict -> conflict.table().equals("parts"))
                            .map(RollbackOutcome.Conflict::reason)
                            .toList());
            assertEquals(List.of(), rollback.laterRuns());
            assertEquals(
                    List.of("rolled_back_with_conflicts"), bench.rows("SELECT status FROM @migration_runs WHERE run_id = 'r1'"));
            assertEquals(1, notices(said).size(), said.toString());
            assertTrue(notices(said).getFirst().startsWith("Which later runs keep rows of run r1 cannot be told: "), said.toString());
        }
    }

    /** What a later run without a name would have there. */
    private static String unreadable(String table) {
        return """
                INSERT INTO wharf.TABLE SELECT (jsonb_populate_record(t, '{"run_id": "no name", "started_at": "2100-01-01T00:00:00Z"}')).*
                FROM wharf.TABLE t WHERE run_id = 'r1'"""
                .replace("TABLE", table);
    }
}
