package dev.wharf.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.audit.RunId;
import dev.wharf.audit.RunStatus;
import dev.wharf.examples.Product;
import dev.wharf.failure.WharfException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** References to rows that come later, on real servers. */
class ClosingPassTest {

    static final String STEPS = """
            steps:
              - name: nodes
                entity: nodes
                extract: nodes.sql
                key: [id]
                transform: Nodes.java
                references:
                  - { column: parent_id, entity: nodes, from: [parent], later: true, fills: { table: nodes, column: parent_id }, missing: 'null' }
                writes:
                  - { table: nodes, key: [id], mode: insert }
            """;

    @TempDir
    Path folder;

    private Bench bench(Product to) {
        return new Bench(folder, Product.SQLITE, to)
                .source("""
                        CREATE TABLE nodes (id INTEGER PRIMARY KEY, parent INTEGER, name TEXT);
                        INSERT INTO nodes VALUES (1, 9, 'one'), (2, 1, 'two'), (3, NULL, 'three'), (4, 4, 'four'), (5, 77, 'five'),
                            (6, 2, 'six'), (7, 8, 'seven'), (8, 7, 'eight'), (9, 3, 'nine');
                        """)
                .target("CREATE TABLE nodes (id BIGINT PRIMARY KEY, name TEXT, parent_id BIGINT REFERENCES nodes (id))")
                .plan(STEPS)
                .file("nodes.sql", "SELECT id, parent, name FROM nodes")
                .java("Nodes", "target.insert(\"nodes\").copy(\"id\", \"id\").copy(\"name\", \"name\");");
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void fillsByRangesAndCountsWhatItFilled(Product to) {
        try (Bench bench = bench(to)) {
            RunOutcome outcome = bench.apply();

            assertEquals(RunStatus.COMPLETED, outcome.status());
            assertEquals(
                    List.of("1|9", "2|1", "3|null", "4|4", "5|null", "6|2", "7|8", "8|7", "9|3"),
                    bench.rows("SELECT id, parent_id FROM nodes ORDER BY id"));
            assertEquals(
                    List.of("1|3|3|0|done", "2|4|3|1|done", "3|1|1|0|done"),
                    bench.rows("SELECT batch, records_read, records_written, records_skipped, status FROM @migration_batches"
                            + " WHERE pass = 'fill' ORDER BY batch"));
            RunEvent.Filling last = bench.events().stream()
                    .filter(RunEvent.Filling.class::isInstance)
                    .map(RunEvent.Filling.class::cast)
                    .reduce((a, b) -> b)
                    .orElseThrow();
            assertEquals(new RunEvent.Filling("nodes", 9, 9, 7, 1), last);
            assertEquals(7, outcome.steps().getFirst().filled());
            assertEquals(7, bench.runs().status(outcome.run()).getFirst().filled());
        }
    }

    @Test
    void anEngineThatWasTakenOverRecordsNothingOfThePass() {
        try (Bench bench = bench(Product.SQLITE)) {
            Runs runs = bench.runs(event -> {
                if (event instanceof RunEvent.StepEnded) {
                    bench.target("UPDATE migration_runs SET epoch = epoch + 1");
                }
            });

            WharfException refused = assertThrows(WharfException.class, () -> runs.apply(Bench.PLAN, 1, new RunId("r1")));

            assertEquals("superseded", refused.code());
            assertEquals(List.of("0"), bench.rows("SELECT count(*) FROM @migration_batches WHERE pass = 'fill'"));
        }
    }

    /** Nine rows are read, nine for the pass; then eight, and eight to see which vanished. */
    @Test
    void aRunThatIsHeldBackReadsNoFasterAfterTheMainPass() {
        try (Bench bench = bench(Product.SQLITE)) {
            Map<Class<?>, Long> last = new HashMap<>();
            RunEvent.Listener clock = event -> last.put(event.getClass(), System.nanoTime());
            bench.runs(clock).atMost(10).apply(Bench.PLAN, 1, new RunId("r1"));
            assertTrue(last.get(RunEvent.Filling.class) - last.get(RunEvent.StepEnded.class) > 800_000_000L, last.toString());
            bench.source("DELETE FROM nodes WHERE id = 6");

            bench.runs(clock).atMost(10).apply(Bench.PLAN, 1, new RunId("r2"));

            assertTrue(last.get(RunEvent.StepEnded.class) - last.get(RunEvent.Progress.class) > 700_000_000L, last.toString());
            assertEquals(
                    List.of("6"), bench.rows("SELECT source_key FROM @migration_remarks WHERE run_id = 'r2' AND kind = 'vanished'"));
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void whatStaysEmptyIsNamedByItsKey(Product to) {
        try (Bench bench = bench(to)) {
            bench.apply();

            assertEquals(
                    List.of("nodes|5|left_null|parent refers to no row of nodes that was migrated; parent_id stays NULL"),
                    bench.rows("SELECT step, source_key, kind, reason FROM @migration_remarks"));
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void aReferenceThatMayNotBeMissingStopsTheRunAndAFixLetsItGoOn(Product to) {
        try (Bench bench = bench(to)) {
            bench.edit("plan.yaml", "missing: 'null'", "missing: fail");

            WharfException failed = assertThrows(WharfException.class, () -> bench.apply("r1"));
            assertEquals("reference-missing", failed.code());
            assertTrue(failed.text().contains("Source row 5"), failed.text());
            bench.source("UPDATE nodes SET parent = 1 WHERE id = 5");
            RunOutcome outcome = bench.runs().resume(new RunId("r1"));

            assertEquals(RunStatus.COMPLETED, outcome.status());
            assertEquals(List.of("1"), bench.rows("SELECT parent_id FROM nodes WHERE id = 5"));
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void startsOnceTheRowsThatItRefersToAreThere(Product to) {
        try (Bench bench = bench(to)) {
            bench.source("CREATE TABLE leaves (id INTEGER PRIMARY KEY, name TEXT)")
                    .source("INSERT INTO leaves VALUES (1, 'a')")
                    .target("CREATE TABLE leaves (id BIGINT PRIMARY KEY, name TEXT)")
                    .plan(STEPS + """
                              - name: leaves
                                entity: leaves
                                extract: leaves.sql
                                key: [id]
                                transform: Leaves.java
                                writes:
                                  - { table: leaves, key: [id], mode: insert }
                            """)
                    .file("leaves.sql", "SELECT id, name FROM leaves")
                    .java("Leaves", "target.insert(\"leaves\").copy(\"id\", \"id\").copy(\"name\", \"name\");");

            bench.apply();

            List<RunEvent> events = bench.events();
            int filled = events.indexOf(events.stream().filter(RunEvent.Filling.class::isInstance).findFirst().orElseThrow());
            int leaves = events.indexOf(events.stream()
                    .filter(e -> e instanceof RunEvent.StepStarted started && started.step().equals("leaves"))
                    .findFirst()
                    .orElseThrow());
            assertTrue(filled < leaves, events.toString());
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void anUpsertFollowsAReferenceThatChangedAndARollbackRestoresIt(Product to) {
        try (Bench bench = bench(to)) {
            bench.edit("plan.yaml", "mode: insert", "mode: upsert");
            bench.apply();
            List<String> before = bench.everything();
            bench.source("UPDATE nodes SET parent = 6 WHERE id = 2");
            bench.source("UPDATE nodes SET parent = NULL WHERE id = 6");
            bench.source("UPDATE nodes SET parent = 3, name = 'VII' WHERE id = 7");

            RunOutcome second = bench.apply("r2");

            assertEquals(RunStatus.COMPLETED, second.status());
            assertEquals(3, second.counts().written());
            assertEquals(
                    List.of("2|two|6", "6|six|null", "7|VII|3"),
                    bench.rows("SELECT id, name, parent_id FROM nodes WHERE id IN (2, 6, 7) ORDER BY id"));

            RollbackOutcome rollback = bench.runs().rollback(second.run());

            assertEquals(List.of(), rollback.conflicts());
            assertEquals(3, rollback.restored());
            assertEquals(before, bench.everything());
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void rowsThatARunOnlyFoundKeepTheirReferences(Product to) {
        try (Bench bench = bench(to)) {
            bench.edit("plan.yaml", "mode: insert", "mode: skip-existing");
            bench.target("INSERT INTO nodes VALUES (3, 'own', NULL), (2, 'own', 3)");

            RunOutcome outcome = bench.apply();

            assertEquals(RunStatus.COMPLETED, outcome.status());
            assertEquals(List.of("2|own|3"), bench.rows("SELECT * FROM nodes WHERE id = 2"));
            assertEquals(List.of("2"), bench.rows("SELECT parent_id FROM nodes WHERE id = 6"));
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void aDeferredConstraintThatRefusesAFilledRowNamesIt(Product to) {
        try (Bench bench = bench(to)) {
            bench.target("DROP TABLE nodes")
                    .target("CREATE TABLE allowed (id BIGINT PRIMARY KEY)")
                    .target("INSERT INTO allowed VALUES (9), (1), (4), (2), (7), (3)")
                    .target("CREATE TABLE nodes (id BIGINT PRIMARY KEY, name TEXT, parent_id BIGINT REFERENCES allowed (id)"
                            + " DEFERRABLE INITIALLY DEFERRED)");

            WharfException failed = assertThrows(WharfException.class, () -> bench.apply("r1"));

            assertEquals("reference-refused", failed.code());
            assertTrue(failed.text().contains("The row 7 of nodes"), failed.text());
            bench.target("INSERT INTO allowed VALUES (8)");
            assertEquals(RunStatus.COMPLETED, bench.runs().resume(new RunId("r1")).status());
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void whatReferredToARejectIsFilledOnceThatIsMended(Product to) {
        try (Bench bench = bench(to)) {
            bench.source("UPDATE nodes SET name = 'bad' WHERE id = 9")
                    .java("Nodes", "if (\"bad\".equals(source.text(\"name\"))) { target.reject(\"bad\"); return; }\n"
                            + "target.insert(\"nodes\").copy(\"id\", \"id\").copy(\"name\", \"name\");")
                    .edit("plan.yaml", "steps:", "rejects: { share: 100%, atLeast: 100 }\nsteps:");
            bench.apply("r1");
            assertEquals(List.of("1", "5"), bench.rows("SELECT id FROM nodes WHERE parent_id IS NULL AND id <> 3 ORDER BY id"));
            bench.source("UPDATE nodes SET name = 'nine' WHERE id = 9");

            RunOutcome retried = bench.runs().retryRejects(new RunId("r1"));

            assertEquals(RunStatus.COMPLETED, retried.status());
            assertEquals(List.of("1|9", "9|3"), bench.rows("SELECT id, parent_id FROM nodes WHERE id IN (1, 9) ORDER BY id"));
            assertEquals(7, retried.steps().getFirst().filled());
            assertEquals(1, retried.steps().getFirst().leftNull());
            assertEquals(
                    List.of("1|filled", "1|left_null", "5|left_null"),
                    bench.rows("SELECT source_key, kind FROM @migration_remarks ORDER BY 1, 2"));
            RollbackOutcome rollback = bench.runs().rollback(new RunId("r1"));
            assertEquals(List.of(), rollback.conflicts());
            assertEquals(List.of("0"), bench.rows("SELECT count(*) FROM nodes"));
        }
    }
}
