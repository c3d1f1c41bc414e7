package dev.wharf.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.audit.RunId;
import dev.wharf.audit.RunStatus;
import dev.wharf.examples.Product;
import dev.wharf.failure.WharfException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bad rows among good ones, on real servers: only the bad ones are left behind, each with its reason. */
class PoisonRowsTest {

    private static final String STEPS = """
            rejects: { share: 100%, atLeast: 1000 }
            steps:
              - name: items
                entity: items
                extract: items.sql
                key: [id]
                transform: Items.java
                writes:
                  - { table: items, key: [id], mode: insert }
            """;
    private static final String ITEMS =
            "target.insert(\"items\").copy(\"id\", \"id\").copy(\"name\", \"name\").copy(\"boss\", \"boss\");";
    private static final String REJECTS = "SELECT source_key, reason FROM @current_rejects ORDER BY CAST(source_key AS bigint)";

    @TempDir
    Path folder;

    private Bench bench(Product to, String items) {
        return new Bench(folder, Product.SQLITE, to)
                .batchRows(50)
                .source("CREATE TABLE items (id INTEGER PRIMARY KEY, name TEXT, boss INTEGER)")
                .source("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100)"
                        + " INSERT INTO items SELECT i, 'item ' || i, NULL FROM n")
                .target(items)
                .plan(STEPS)
                .file("items.sql", "SELECT id, name, boss FROM items")
                .java("Items", ITEMS);
    }

    /** Every row refers to the next one, the last to none; so half a batch would be refused for the sake of the other half. */
    @ParameterizedTest
    @EnumSource(Product.class)
    void rowsThatReferToLaterOnesStayGoodBesideABadOne(Product to) {
        try (Bench bench = bench(to, "CREATE TABLE items (id BIGINT PRIMARY KEY, name TEXT NOT NULL,"
                + " boss BIGINT REFERENCES items (id))")) {
            bench.batchRows(200)
                    .source("UPDATE items SET boss = id + 1 WHERE id < 100")
                    .source("UPDATE items SET name = NULL, boss = NULL WHERE id = 20")
                    .source("UPDATE items SET boss = NULL WHERE id = 19")
                    .source("UPDATE items SET boss = 500 WHERE id = 60");

            RunOutcome outcome = bench.apply();

            assertEquals(RunStatus.COMPLETED_WITH_REJECTS, outcome.status());
            // 60 refers to nothing, and so do those that refer to it in the end: 21 to 59.
            assertEquals(41, outcome.counts().rejected());
            assertEquals(List.of("59"), bench.rows("SELECT count(*) FROM items"));
            assertTrue(bench.rows(REJECTS).contains("60|boss of items refers to no row of items"), bench.rows(REJECTS).toString());
            assertTrue(bench.rows("SELECT reason FROM @current_rejects WHERE source_key = '20'").getFirst().contains("NULL"));
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void theFirstTheLastAndNeighboursAreFoundAndNobodyElse(Product to) {
        try (Bench bench = bench(to, "CREATE TABLE items (id BIGINT PRIMARY KEY, name VARCHAR(40) NOT NULL UNIQUE, boss BIGINT,"
                + " CONSTRAINT small CHECK (boss < 10))")) {
            bench.source("UPDATE items SET name = NULL WHERE id IN (1, 49, 50, 51, 100)")
                    .source("UPDATE items SET boss = 77 WHERE id IN (30, 31, 32)")
                    .source("UPDATE items SET name = 'item 2' WHERE id IN (40, 90)");

            RunOutcome outcome = bench.apply();

            assertEquals(10, outcome.counts().rejected());
            assertEquals(
                    List.of("1", "30", "31", "32", "40", "49", "50", "51", "90", "100"),
                    bench.rows("SELECT source_key FROM @current_rejects ORDER BY CAST(source_key AS bigint)"));
            assertEquals(List.of("90|90"), bench.rows("SELECT count(*), count(DISTINCT target_key) FROM @current_mappings"));
        }
    }

    @Test
    void anExceptionOfTheClassIsNamedWithItsLine() {
        try (Bench bench = bench(Product.SQLITE, "CREATE TABLE items (id BIGINT PRIMARY KEY, name TEXT, boss BIGINT)")) {
            bench.java("Items", "int x = 1 / (source.integer(\"id\") - 17);\n" + ITEMS);

            bench.apply();

            assertEquals(List.of("17|java.lang.ArithmeticException (Items.java line 8): / by zero"), bench.rows(REJECTS));
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void whyRowsWereSkippedIsKept(Product to) {
        try (Bench bench = bench(to, "CREATE TABLE items (id BIGINT PRIMARY KEY, name TEXT, boss BIGINT)")) {
            bench.java("Items", "if (source.integer(\"id\") % 50 == 0) { target.skip(\"a fifty\"); return; }\n" + ITEMS);

            RunOutcome outcome = bench.apply();

            assertEquals(2, outcome.counts().skipped());
            assertEquals(
                    List.of("items|50|skipped|a fifty", "items|100|skipped|a fifty"),
                    bench.rows("SELECT step, source_key, kind, reason FROM @migration_remarks ORDER BY batch"));
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void rejectsAreTriedAgainOnceTheyAreMended(Product to) {
        try (Bench bench = bench(to, "CREATE TABLE items (id BIGINT PRIMARY KEY, name TEXT NOT NULL, boss BIGINT)")) {
            List<String> before = bench.everything();
            bench.source("UPDATE items SET name = NULL WHERE id IN (7, 8, 60, 99)");
            RunOutcome first = bench.apply("r1");
            assertEquals(4, first.counts().rejected());
            bench.source("UPDATE items SET name = 'mended' WHERE id IN (7, 60)");
            bench.source("DELETE FROM items WHERE id = 99");

            RunOutcome again = bench.runs().retryRejects(new RunId("r1"));

            assertEquals(RunStatus.COMPLETED_WITH_REJECTS, again.status());
            assertEquals(List.of(99L, 98L, 98L, 1L), List.of(
                    again.counts().read(), again.counts().migrated(), again.counts().written(), again.counts().rejected()));
            assertEquals(List.of("8"), bench.rows("SELECT source_key FROM @current_rejects"));
            assertEquals(
                    List.of("60|1|migrated", "7|1|migrated", "8|1|rejected", "99|1|vanished"),
                    bench.rows("SELECT source_key, attempt, outcome FROM @migration_retries ORDER BY 1"));

            bench.source("UPDATE items SET name = 'mended too' WHERE id = 8");
            RunOutcome third = bench.runs().retryRejects(new RunId("r1"));
            assertEquals(RunStatus.COMPLETED, third.status());
            assertEquals(99, third.counts().written());

            RollbackOutcome rollback = bench.runs().rollback(new RunId("r1"));
            assertEquals(List.of(), rollback.conflicts());
            assertEquals(99, rollback.removed());
            assertEquals(before, bench.everything());
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void tooManyRejectsStopTheRunAndTheirMendingLetsItGoOn(Product to) {
        try (Bench bench = bench(to, "CREATE TABLE items (id BIGINT PRIMARY KEY, name TEXT NOT NULL, boss BIGINT)")) {
            bench.edit("plan.yaml", "rejects: { share: 100%, atLeast: 1000 }", "rejects: { share: 5%, atLeast: 5 }")
                    .source("UPDATE items SET name = NULL WHERE id BETWEEN 11 AND 20");

            WharfException stopped = assertThrows(WharfException.class, () -> bench.apply("r1"));

            assertEquals("rejects-limit", stopped.code());
            assertTrue(stopped.next().contains("--retry-rejects"), stopped.next());
            bench.source("UPDATE items SET name = 'mended' WHERE id BETWEEN 11 AND 20");
            RunOutcome outcome = bench.runs().retryRejects(new RunId("r1"));
            assertEquals(RunStatus.COMPLETED, outcome.status());
            assertEquals(100, outcome.counts().written());
        }
    }

    /** The trigger's own table is refused only at the commit, when nobody says any more for which row it was written. */
    @Test
    void aRowWhoseTriggerBreaksADeferredKeyIsFoundInSqlite() {
        try (Bench bench = bench(Product.SQLITE, "CREATE TABLE items (id BIGINT PRIMARY KEY, name TEXT, boss BIGINT)")) {
            bench.target("CREATE TABLE bosses (id BIGINT PRIMARY KEY)")
                    .target("CREATE TABLE log (boss BIGINT REFERENCES bosses (id) DEFERRABLE INITIALLY DEFERRED)")
                    .target("CREATE TRIGGER logged AFTER INSERT ON items WHEN NEW.boss IS NOT NULL"
                            + " BEGIN INSERT INTO log VALUES (NEW.boss); END")
                    .target("INSERT INTO bosses VALUES (1)")
                    .source("UPDATE items SET boss = 1 WHERE id IN (3, 60)")
                    .source("UPDATE items SET boss = 2 WHERE id = 44");

            RunOutcome outcome = bench.apply();

            assertEquals(RunStatus.COMPLETED_WITH_REJECTS, outcome.status());
            assertEquals(List.of("44"), bench.rows("SELECT source_key FROM @current_rejects"));
            assertEquals(List.of("99"), bench.rows("SELECT count(*) FROM items"));
            assertEquals(99, bench.runs().rollback(outcome.run()).removed());
        }
    }

    /** Row i and row i + 50 become one target row that was there before; both workers upsert it. */
    @ParameterizedTest
    @EnumSource(Product.class)
    void twoWorkersThatUpsertTheSameRowAreNamedBoth(Product to) {
        try (Bench bench = bench(to, "CREATE TABLE items (id BIGINT PRIMARY KEY, name TEXT, boss BIGINT)")) {
            bench.batchRows(10)
                    .edit("plan.yaml", "mode: insert", "mode: upsert")
                    .java("Items", "target.insert(\"items\").set(\"id\", (source.integer(\"id\") - 1) % 50).copy(\"name\", \"name\");")
                    .target("WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 49)"
                            + " INSERT INTO items SELECT i, 'before', i FROM n");

            RunOutcome outcome = bench.runs().apply(Bench.PLAN, 4, null);

            assertEquals(RunStatus.COMPLETED_WITH_REJECTS, outcome.status());
            assertEquals(50, outcome.counts().rejected());
            assertEquals(50, outcome.counts().written());
            assertTrue(
                    bench.rows("SELECT reason FROM @current_rejects").stream()
                            .allMatch(reason -> reason.matches("source rows \\d+ and \\d+ both write the row \\d+ of items")),
                    bench.rows("SELECT reason FROM @current_rejects").toString());
            assertEquals(List.of(), bench.runs().rollback(outcome.run()).conflicts());
            assertEquals(List.of("50"), bench.rows("SELECT count(*) FROM items WHERE name = 'before'"));
        }
    }
}
