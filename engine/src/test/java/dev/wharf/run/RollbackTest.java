package dev.wharf.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.audit.RunId;
import dev.wharf.audit.RunStatus;
import dev.wharf.examples.Product;
import dev.wharf.failure.WharfException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a rollback takes back, keeps and names, on real servers. */
class RollbackTest {

    private static final RunId RUN = new RunId("r1");
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

    @TempDir
    Path folder;

    private Bench items(Product to, int rows) {
        return new Bench(folder, Product.SQLITE, to)
                .source("CREATE TABLE items (id INTEGER PRIMARY KEY, name TEXT)")
                .source("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + rows
                        + ") INSERT INTO items SELECT i, 'item ' || i FROM n")
                .target("CREATE TABLE items (id BIGINT PRIMARY KEY, name TEXT, at TIMESTAMP DEFAULT CURRENT_TIMESTAMP)")
                .plan(STEPS)
                .file("items.sql", "SELECT id, name FROM items")
                .java("Items", "target.insert(\"items\").copy(\"id\", \"id\").copy(\"name\", \"name\");");
    }

    private static Stream<Arguments> edits() {
        return Stream.of(Product.values()).flatMap(to -> Stream.of(0, 1, 100, 10_000).map(k -> Arguments.of(to, k)));
    }

    @ParameterizedTest
    @MethodSource("edits")
    void keepsJustTheEditedRowsOfTenThousand(Product to, int edited) {
        try (Bench bench = items(to, 10_000).batchRows(3_000)) {
            bench.apply("r1");
            bench.target("UPDATE items SET name = 'edited' WHERE id <= " + edited);

            RollbackOutcome rollback = bench.runs().rollback(RUN);

            assertEquals(edited, rollback.conflicts().size());
            assertEquals(10_000 - edited, rollback.removed());
            assertEquals(
                    edited == 0 ? RunStatus.ROLLED_BACK : RunStatus.ROLLED_BACK_WITH_CONFLICTS, rollback.status());
            assertEquals(
                    List.of(edited + "|" + edited),
                    bench.rows("SELECT count(*), count(CASE WHEN name = 'edited' THEN 1 END) FROM items"));
            assertEquals(List.of(String.valueOf(edited)), bench.rows("SELECT count(*) FROM @current_mappings"));
        }
    }

    /** 1 and 2 refer to each other and so do 3 and 4; 5 refers to 3. Somebody else's row refers to 1. */
    @ParameterizedTest
    @EnumSource(Product.class)
    void circlesGoBesideACircleThatSomebodyElseHolds(Product to) {
        try (Bench bench = new Bench(folder, Product.SQLITE, to)) {
            bench.source("CREATE TABLE nodes (id INTEGER PRIMARY KEY, parent INTEGER, name TEXT)")
                    .source("INSERT INTO nodes VALUES (1, 2, 'a'), (2, 1, 'b'), (3, 4, 'c'), (4, 3, 'd'), (5, 3, 'e'), (6, 6, 'f')")
                    .target("CREATE TABLE nodes (id BIGINT PRIMARY KEY, name TEXT, parent_id BIGINT REFERENCES nodes (id))")
                    .plan(ClosingPassTest.STEPS)
                    .file("nodes.sql", "SELECT id, parent, name FROM nodes")
                    .java("Nodes", "target.insert(\"nodes\").copy(\"id\", \"id\").copy(\"name\", \"name\");");
            bench.apply("r1");
            bench.target("CREATE TABLE badges (node BIGINT REFERENCES nodes (id))").target("INSERT INTO badges VALUES (1)");

            RollbackOutcome rollback = bench.runs().rollback(RUN);

            assertEquals(RunStatus.ROLLED_BACK_WITH_CONFLICTS, rollback.status());
            assertEquals(4, rollback.removed());
            assertEquals(List.of("1|2", "2|1"), bench.rows("SELECT id, parent_id FROM nodes ORDER BY id"));
            assertTrue(
                    rollback.conflicts().stream().anyMatch(c -> c.key().equals("1") && c.reason().contains("badges")),
                    rollback.conflicts().toString());

            bench.target("DELETE FROM badges");
            assertEquals(RunStatus.ROLLED_BACK, bench.runs().rollback(RUN).status());
            assertEquals(List.of("0"), bench.rows("SELECT count(*) FROM nodes"));
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void aPausedAndAClosedRunAreTakenBackAsFarAsTheyCame(Product to) {
        for (boolean closed : new boolean[] {false, true}) {
            try (Bench bench = items(to, closed ? 31 : 30)) {
                pause(bench);
                if (closed) {
                    assertEquals(RunStatus.CLOSED, bench.runs().close(RUN).status());
                }
                long written = Long.parseLong(bench.rows("SELECT count(*) FROM items").getFirst());
                assertTrue(written > 0 && written < 30, "rows " + written);

                RollbackOutcome rollback = bench.runs().rollback(RUN);

                assertEquals(RunStatus.ROLLED_BACK, rollback.status());
                assertEquals(written, rollback.removed());
                assertEquals(List.of("0"), bench.rows("SELECT count(*) FROM items"));
            }
            folder = folder.resolve("next");
            assertTrue(folder.toFile().mkdirs());
        }
    }

    private static void pause(Bench bench) {
        Runs[] pausing = new Runs[1];
        pausing[0] = bench.runs(event -> {
            if (event instanceof RunEvent.Progress) {
                pausing[0].pause();
            }
        });
        assertEquals(RunStatus.PAUSED, pausing[0].apply(Bench.PLAN, 1, RUN).status());
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void aFailedRunIsTakenBack(Product to) {
        try (Bench bench = items(to, 30)) {
            bench.edit("plan.yaml", "rejects: { share: 100%, atLeast: 1000 }", "rejects: { share: 0%, atLeast: 0 }")
                    .java("Items", "if (source.integer(\"id\") == 17) { target.reject(\"seventeen\"); return; }\n"
                            + "target.insert(\"items\").copy(\"id\", \"id\").copy(\"name\", \"name\");");
            assertThrows(WharfException.class, () -> bench.apply("r1"));

            RollbackOutcome rollback = bench.runs().rollback(RUN);

            assertEquals(19, rollback.removed());
            assertEquals(List.of("0"), bench.rows("SELECT count(*) FROM items"));
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void aRollbackThatDiesGoesOnWhereItStopped(Product to) {
        try (Bench bench = items(to, 5_000).batchRows(5_000)) {
            bench.apply("r1");
            bench.target("UPDATE items SET name = 'edited' WHERE id = 17");
            List<Long> pages = new ArrayList<>();
            Runs dying = bench.runs(event -> {
                if (event instanceof RunEvent.TakenBack taken) {
                    pages.add(taken.doneRows());
                    throw new IllegalStateException("the engine dies here");
                }
            });
            assertThrows(IllegalStateException.class, () -> dying.rollback(RUN));
            assertEquals(1, pages.size());

            List<Object> said = new ArrayList<>();
            RollbackOutcome rest = bench.runs(said::add).rollback(RUN);

            assertEquals(new RunEvent.TakingBack(pages.getFirst(), 5_000), said.getFirst());
            assertEquals(4_999, rest.removed());
            assertEquals(1, rest.conflicts().size());
            assertEquals(List.of("17|edited"), bench.rows("SELECT id, name FROM items"));
        }
    }

    /** Each page is held by the one behind it. */
    @ParameterizedTest
    @EnumSource(Product.class)
    void aChainOfRowsGoesInOnePassAndIsCountedFromTheStart(Product to) {
        List<String> said = new ArrayList<>();
        try (Bench bench = items(to, 5_000).batchRows(5_000)) {
            bench.target("DROP TABLE items")
                    .target("CREATE TABLE items (id BIGINT PRIMARY KEY, name TEXT, before BIGINT REFERENCES items (id))")
                    .file("items.sql", "SELECT id + 10000 AS id, name, CASE WHEN id > 1 THEN id + 9999 END AS before FROM items")
                    .java("Items", "target.insert(\"items\").copy(\"id\", \"id\").copy(\"name\", \"name\").copy(\"before\", \"before\");");
            bench.apply("r1");

            bench.runs(event -> said.add(String.valueOf(event))).rollback(RUN);

            assertEquals(List.of("0"), bench.rows("SELECT count(*) FROM items"));
        }
        List<String> expected = new ArrayList<>(List.of(
                "TakingBack[doneRows=0, totalRows=5000]",
                "TakenBack[table=items, doneRows=2000, totalRows=5000]",
                "TakenBack[table=items, doneRows=4000, totalRows=5000]",
                "TakenBack[table=items, doneRows=5000, totalRows=5000]"));
        if (to == Product.POSTGRESQL) {
            expected.addAll(0, List.of("Unpacked[done=0, total=5000]", "Unpacked[done=5000, total=5000]"));
        }
        assertEquals(expected, said);
    }

    /** The second run refers to four of them, the third one updates the fifth; the sixth somebody edited. */
    @ParameterizedTest
    @EnumSource(Product.class)
    void runsThatWroteLaterAreNamedWithWhatTheyKeep(Product to) {
        try (Bench bench = items(to, 10)) {
            bench.edit("plan.yaml", "mode: insert", "mode: upsert")
                    .target("CREATE TABLE parts (id BIGINT PRIMARY KEY, item BIGINT REFERENCES items (id))")
                    .plan("parts", """
                            steps:
                              - name: parts
                                entity: parts
                                extract: parts.sql
                                key: [id]
                                transform: Parts.java
                                references:
                                  - { column: item_id, entity: items, from: [id], missing: reject }
                                writes:
                                  - { table: parts, key: [id], mode: insert }
                            """)
                    .file("parts", "parts.sql", "SELECT id FROM items WHERE id <= 4")
                    .java("parts", "Parts", "target.insert(\"parts\").copy(\"id\", \"id\").copy(\"item\", \"item_id\");");
            bench.apply("r1");
            bench.runs().apply("parts", 1, new RunId("r2"));
            bench.source("UPDATE items SET name = 'new' WHERE id = 5").apply("r3");
            bench.target("UPDATE items SET name = 'edited' WHERE id = 6");

            RollbackOutcome rollback = bench.runs().rollback(RUN);

            String refers = "rows of parts refer to it (" + (to == Product.SQLITE ? "item" : "parts_item_fkey") + ")";
            assertEquals(
                    List.of(
                            "1: " + refers + "; run r2 wrote rows of parts later",
                            "2: " + refers + "; run r2 wrote rows of parts later",
                            "3: " + refers + "; run r2 wrote rows of parts later",
                            "4: " + refers + "; run r2 wrote rows of parts later",
                            "5: it was changed since the run wrote it; run r3 wrote it again",
                            "6: it was changed since the run wrote it"),
                    rollback.conflicts().stream().map(c -> c.key() + ": " + c.reason()).sorted().toList());
            assertEquals(List.of(new RunId("r3"), new RunId("r2")), rollback.laterRuns());

            bench.runs().rollback(new RunId("r2"));
            RollbackOutcome again = bench.runs().rollback(RUN);

            assertEquals(8, again.removed());
            assertEquals(List.of(new RunId("r3")), again.laterRuns());
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void rowsThatAnUpsertChangedComeBackUnlessTheirImagesWerePurged(Product to) {
        try (Bench bench = items(to, 10)) {
            bench.edit("plan.yaml", "mode: insert", "mode: upsert")
                    .target("INSERT INTO items (id, name) VALUES (3, 'before'), (4, 'item 4'), (40, 'other')");
            List<String> before = bench.everything();
            bench.apply("r1");
            bench.apply("r2");

            assertEquals(List.of(), bench.runs().rollback(RUN).conflicts());
            assertEquals(before, bench.everything());
        }
    }

    /** The row refers under a deferred constraint to one that went since; only the commit would say so. */
    @ParameterizedTest
    @EnumSource(Product.class)
    void aBeforeImageThatADeferredConstraintRefusesKeepsItsRowAlone(Product to) {
        try (Bench bench = items(to, 10).batchRows(20)) {
            bench.edit("plan.yaml", "mode: insert", "mode: upsert")
                    .target("DROP TABLE items")
                    .target("CREATE TABLE bosses (id BIGINT PRIMARY KEY)")
                    .target("INSERT INTO bosses VALUES (1), (2)")
                    .target("CREATE TABLE items (id BIGINT PRIMARY KEY, name TEXT, boss BIGINT REFERENCES bosses (id)"
                            + " DEFERRABLE INITIALLY DEFERRED)")
                    .target("INSERT INTO items VALUES (3, 'x', 1), (4, 'y', 2)")
                    .file("items.sql", "SELECT id, name, NULL AS boss FROM items")
                    .java("Items", "target.insert(\"items\").copy(\"id\", \"id\").copy(\"name\", \"name\").set(\"boss\", null);");
            bench.apply("r1");
            bench.target("DELETE FROM bosses WHERE id = 2");

            RollbackOutcome rollback = bench.runs().rollback(RUN);

            assertEquals(
                    List.of("4"), rollback.conflicts().stream().map(RollbackOutcome.Conflict::key).toList());
            assertEquals(List.of("3|x|1", "4|item 4|null"), bench.rows("SELECT * FROM items ORDER BY id"));
        }
    }
}
