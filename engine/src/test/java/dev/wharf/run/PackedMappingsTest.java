package dev.wharf.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.audit.MappingStore;
import dev.wharf.audit.RecordedRows;
import dev.wharf.audit.RunId;
import dev.wharf.audit.RunStatus;
import dev.wharf.audit.Sql;
import dev.wharf.catalog.Dialect;
import dev.wharf.database.Database;
import dev.wharf.database.Databases;
import dev.wharf.examples.Product;
import dev.wharf.verify.Verifier;
import dev.wharf.verify.VerifyReport;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mappings that are packed by batch: nobody who asks for them sees a difference. */
class PackedMappingsTest {

    private static final String BLOCKS = "SELECT count(*), sum(mappings) FROM @migration_mapping_blocks";
    private static final String ALONE = "SELECT count(*) FROM @migration_mapping_rows";

    @TempDir
    Path folder;

    private Bench bench(Product from) {
        return PackedItems.on(new Bench(folder, from, Product.POSTGRESQL)
                .batchRows(40)
                .source("CREATE TABLE items (id BIGINT PRIMARY KEY, name TEXT)")
                .source("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100)"
                        + " INSERT INTO items SELECT i, 'item ' || i FROM n"));
    }

    private static VerifyReport verify(Bench bench, String run) throws Exception {
        PackedItems.recordPlan(bench);
        try (Database source = Databases.open(bench.workspace().connection("source"));
                Database target = Databases.open(bench.workspace().connection("target"))) {
            return new Verifier(source, target).verify(new RunId(run));
        }
    }

    @Test
    void aBatchIsOneBlockAndReadsAsRows() throws Exception {
        try (Bench bench = bench(Product.POSTGRESQL)) {
            bench.apply("r1");

            assertEquals(List.of("3|100"), bench.rows(BLOCKS));
            assertEquals(List.of("0"), bench.rows(ALONE));
            assertEquals(
                    List.of("1|1001|1|inserted|16|16", "100|1100|3|inserted|16|16"),
                    bench.rows("SELECT source_key, target_key, batch, kind, length(source_hash), length(target_hash)"
                            + " FROM @current_mappings WHERE source_key IN ('1', '100') ORDER BY batch"));
            try (Connection connection = bench.connect("target")) {
                MappingStore mappings = new MappingStore(new Sql(connection, Dialect.POSTGRESQL));
                assertEquals(
                        List.of("1050"),
                        mappings.list(new RunId("r1"), null, "50", 10).stream()
                                .map(MappingStore.Mapping::targetKey)
                                .toList());
                assertEquals(List.of(), mappings.list(new RunId("r1"), "items", "5000", 10));
                assertEquals(100, mappings.list(new RunId("r1"), "items", null, 1000).size());
            }
        }
    }

    @Test
    void nobodyChangesABlock() {
        try (Bench bench = bench(Product.SQLITE)) {
            bench.apply("r1");

            for (String change : List.of(
                    "UPDATE wharf.migration_mapping_blocks SET entity = 'x'",
                    "DELETE FROM wharf.migration_mapping_blocks",
                    "TRUNCATE wharf.migration_mapping_blocks",
                    "DELETE FROM wharf.migration_unpacked_blocks",
                    "UPDATE wharf.migration_mappings SET entity = 'x'",
                    "DELETE FROM wharf.migration_mappings")) {
                assertThrows(IllegalStateException.class, () -> bench.target(change), change);
            }
        }
    }

    @Test
    void aVerificationReadsBlocksAndLeavesThemPacked() throws Exception {
        try (Bench bench = bench(Product.POSTGRESQL)) {
            bench.apply("r1");
            bench.source("UPDATE items SET name = 'other' WHERE id = 7")
                    .source("DELETE FROM items WHERE id = 8")
                    .source("INSERT INTO items VALUES (500, 'new')")
                    .target("UPDATE items SET name = 'edited' WHERE code = 1020");

            VerifyReport report = verify(bench, "r1");

            assertEquals(1, report.failed(), report.toString());
            assertTrue(report.toString().contains("98 rows as read, 1 changed since, 1 gone since, 1 new since"), report.toString());
            assertTrue(report.toString().contains("1 changed (1020)"), report.toString());
            assertEquals(List.of("0"), bench.rows(ALONE));
        }
    }

    @Test
    void theNextRunFindsWhatTheFirstOneMoved() throws Exception {
        try (Bench bench = bench(Product.POSTGRESQL)) {
            bench.apply("r1");
            bench.source("INSERT INTO items VALUES (101, 'new')");

            RunOutcome second = bench.apply("r2");

            assertEquals(1, second.counts().written());
            assertEquals(100, second.counts().unchanged());
            assertEquals(List.of("100"), bench.rows(ALONE));
            assertEquals(List.of("101|101"), bench.rows("SELECT count(*), count(DISTINCT source_key) FROM @current_mappings"));
            assertTrue(verify(bench, "r1").ok());
            assertTrue(verify(bench, "r2").ok());
        }
    }

    /** A run asks it for each of its batches, and blocks would be taken apart as a whole each time. */
    @Test
    void whoWroteRowsIsAskedOfOtherRunsAndNotOfBlocks() throws Exception {
        try (Bench bench = bench(Product.SQLITE)) {
            bench.apply("r1");

            try (Connection connection = bench.connect("target")) {
                connection.setAutoCommit(false);
                Sql sql = new Sql(connection, Dialect.POSTGRESQL);
                assertEquals(Map.of(), writers(sql, "r2"));
                assertEquals(
                        0L,
                        sql.first(
                                        "SELECT pg_stat_get_xact_tuples_returned('wharf.migration_mapping_blocks'::regclass)",
                                        row -> row.getLong(1))
                                .orElseThrow());
            }

            bench.apply("r2");
            assertEquals(List.of("100"), bench.rows(ALONE));

            try (Connection connection = bench.connect("target")) {
                Sql sql = new Sql(connection, Dialect.POSTGRESQL);
                assertEquals(Map.of("1050", new RunId("r1")), writers(sql, "r2"));
                assertEquals(Map.of(), writers(sql, "r1"));
            }
        }
    }

    private static Map<String, RunId> writers(Sql sql, String own) {
        return new RecordedRows(sql).writersOf(new RunId(own), "items", List.of("code"), List.of("1050", "5000"));
    }

    @Test
    void aRollbackTakesBackWhatIsPacked() {
        try (Bench bench = bench(Product.SQLITE)) {
            bench.apply("r1");
            bench.target("UPDATE items SET name = 'edited' WHERE code = 1020");

            RollbackOutcome outcome = bench.runs().rollback(new RunId("r1"));

            assertEquals(99, outcome.removed());
            assertEquals(RunStatus.ROLLED_BACK_WITH_CONFLICTS, outcome.status());
            assertEquals(List.of("20|1020"), bench.rows("SELECT source_key, target_key FROM @current_mappings"));
            assertEquals(List.of("100"), bench.rows("SELECT count(*) FROM @migration_mappings"));
        }
    }

    @Test
    void rowsThatAnotherPlanRefersToAreFound() {
        try (Bench bench = bench(Product.SQLITE)) {
            bench.apply("r1");
            bench.source("CREATE TABLE parts (id BIGINT PRIMARY KEY, item BIGINT)")
                    .source("INSERT INTO parts VALUES (1, 3), (2, 4), (3, 999)")
                    .target("CREATE TABLE parts (id BIGINT PRIMARY KEY, item BIGINT REFERENCES items (code))")
                    .plan("""
                            rejects: { share: 100%, atLeast: 10 }
                            steps:
                              - name: parts
                                entity: parts
                                extract: parts.sql
                                key: [id]
                                transform: Parts.java
                                references:
                                  - { column: item_code, entity: items, from: [item], missing: reject }
                                writes:
                                  - { table: parts, key: [id], mode: insert }
                            """)
                    .file("parts.sql", "SELECT id, item FROM parts")
                    .java("Parts", "target.insert(\"parts\").copy(\"id\", \"id\").copy(\"item\", \"item_code\");");

            RunOutcome outcome = bench.apply("r2");

            assertEquals(1, outcome.counts().rejected());
            assertEquals(List.of("1|1003", "2|1004"), bench.rows("SELECT id, item FROM parts ORDER BY id"));
            assertEquals(List.of("2"), bench.rows("SELECT count(*) FROM @packed_mappings WHERE entity = 'parts'"));
        }
    }

    @Test
    void aKeyThatCouldBreakABlockStandsAlone() throws Exception {
        try (Bench bench = bench(Product.POSTGRESQL)) {
            bench.source("CREATE TABLE names (id TEXT PRIMARY KEY, name TEXT)")
                    .source("INSERT INTO names VALUES (chr(31), 'a'), ('b' || chr(31) || 'c', 'b'), ('', 'c'), ('d', 'd')")
                    .target("DROP TABLE items;\nCREATE TABLE items (code TEXT PRIMARY KEY, name TEXT)")
                    .file("items.sql", "SELECT id, name FROM names")
                    .java("Items", "target.insert(\"items\").copy(\"code\", \"id\").copy(\"name\", \"name\");");

            bench.apply("r1");

            assertEquals(List.of("1|1"), bench.rows(BLOCKS));
            assertEquals(List.of("3"), bench.rows(ALONE));
            assertEquals(
                    List.of("4|4"),
                    bench.rows("SELECT count(*), count(DISTINCT source_key) FROM @current_mappings WHERE source_key = target_key"));
            assertTrue(verify(bench, "r1").ok());
        }
    }

    /** So many in one batch that they are not looked for one by one to the end. */
    @Test
    void secondRowsOfTheSameKeysNameTheFirstOnesThatArePacked() {
        try (Bench bench = bench(Product.POSTGRESQL).batchRows(50)) {
            bench.plan("rejects: { share: 100%, atLeast: 10 }\n" + PackedItems.STEPS)
                    .java("Items", "long id = source.bigint(\"id\");"
                            + " target.insert(\"items\").set(\"code\", id > 55 ? id - 55 : id).copy(\"name\", \"name\");");

            RunOutcome outcome = bench.apply("r1");

            assertEquals(45, outcome.counts().rejected());
            List<String> reasons = bench.rows("SELECT source_key, reason FROM @current_rejects ORDER BY source_key::bigint");
            for (int i = 1; i <= 45; i++) {
                assertEquals(
                        i + 55 + "|source rows " + i + " and " + (i + 55) + " both write the row " + i + " of items", reasons.get(i - 1));
            }
            assertEquals(List.of("55"), bench.rows("SELECT count(*) FROM @current_mappings"));
            assertEquals(List.of("0"), bench.rows("SELECT count(*) FROM @migration_unpacked_blocks"));
        }
    }
}
