package dev.wharf.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wharf.audit.PackedMappings;
import dev.wharf.audit.PackedMappings.Which;
import dev.wharf.audit.RunId;
import dev.wharf.audit.Sql;
import dev.wharf.catalog.Dialect;
import dev.wharf.examples.Product;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packed mappings that somebody asks for by their keys while others write and ask too. */
class UnpackingTest {

    private static final String PARTS = "parts";

    @TempDir
    Path folder;

    private Bench bench() {
        return PackedItems.on(new Bench(folder, Product.SQLITE, Product.POSTGRESQL)
                .batchRows(10)
                .source("CREATE TABLE items (id BIGINT PRIMARY KEY, name TEXT)")
                .source("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100)"
                        + " INSERT INTO items SELECT i, 'item ' || i FROM n"));
    }

    /** A second plan, whose hundred rows refer to the row 3 of the first one's. */
    private static Bench withParts(Bench bench) {
        return bench.source("CREATE TABLE parts (id BIGINT PRIMARY KEY, item BIGINT)")
                .source("INSERT INTO parts SELECT id, 3 FROM items")
                .target("CREATE TABLE parts (id BIGINT PRIMARY KEY, item BIGINT REFERENCES items (code))")
                .plan(PARTS, """
                        rejects: { share: 100%, atLeast: 200 }
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
                .file(PARTS, "parts.sql", "SELECT id, item FROM parts")
                .java(PARTS, "Parts", "target.insert(\"parts\").copy(\"id\", \"id\").copy(\"item\", \"item_code\");");
    }

    @Test
    void aRehearsalFindsWhatIsPackedAndKeepsNobodyFromIt() {
        try (Bench bench = withParts(bench())) {
            bench.apply("r1");
            AtomicBoolean moved = new AtomicBoolean();

            RunOutcome rehearsal = bench.runs(event -> {
                if (event instanceof RunEvent.Progress && moved.compareAndSet(false, true)) {
                    assertEquals(100, bench.apply("r2").counts().unchanged());
                }
            }).rehearse(PARTS);

            assertEquals(100, rehearsal.counts().written());
            assertEquals(List.of("10"), bench.rows("SELECT count(*) FROM @migration_unpacked_blocks"));
            assertEquals(List.of("100"), bench.rows("SELECT count(*) FROM @current_mappings"));
        }
    }

    @Test
    void blocksAreUnpackedABoundedNumberAtATimeAndNoneThatCameLater() throws Exception {
        try (Bench bench = bench()) {
            bench.apply("r1");
            bench.target("INSERT INTO wharf.migration_mapping_blocks (run_id, step, namespace, entity, target_table, write_index,"
                    + " batch, column_set, mappings, source_keys, source_hashes, target_hashes)"
                    + " SELECT 'r1', 'items', b.namespace, 'items', 'items', 0, 100 + g, 1, 1, 'k' || g, decode(md5('s'), 'hex'),"
                    + " decode(md5('t'), 'hex') FROM generate_series(1, 250) g, wharf.migration_mapping_blocks b WHERE b.batch = 1");
            String namespace = bench.rows("SELECT DISTINCT namespace FROM @migration_mapping_blocks").getFirst();
            Which all = new Which.OfEntity(namespace, "items", null);
            try (Connection connection = bench.connect("target")) {
                PackedMappings packed = new PackedMappings(new Sql(connection, Dialect.POSTGRESQL));
                long newest = packed.newest() - 1;

                assertEquals(290, packed.unpackSome(all, newest));
                assertEquals(List.of("200"), bench.rows("SELECT count(*) FROM @migration_unpacked_blocks"));
                assertEquals(59, packed.unpackSome(all, newest));
                assertEquals(0, packed.unpackSome(all, newest));
                assertEquals(0, packed.unpackSome(new Which.OfEntity(namespace, "items", new RunId("r1")), newest + 1));
            }
            assertEquals(List.of("349"), bench.rows("SELECT count(*) FROM @migration_mapping_rows"));
            assertEquals(List.of("350|350"), bench.rows("SELECT count(*), count(DISTINCT source_key) FROM @current_mappings"));
        }
    }

    /** The second step writes where the first one inserted; what the third table got stays packed. */
    @Test
    void aStepThatMeetsRowsOfAStepBeforeUnpacksThatTableAlone() {
        try (Bench bench = bench()) {
            bench.target("CREATE TABLE notes (id BIGINT PRIMARY KEY)")
                    .plan("""
                            rejects: { share: 100%, atLeast: 200 }
                            steps:
                              - name: items
                                entity: items
                                extract: items.sql
                                key: [id]
                                transform: Items.java
                                writes:
                                  - { table: items, key: [code], mode: insert }
                                  - { table: notes, key: [id], mode: insert }
                              - name: more
                                entity: more
                                extract: more.sql
                                key: [id]
                                transform: More.java
                                writes:
                                  - { table: items, key: [code], mode: skip-existing }
                            """)
                    .file("more.sql", "SELECT id, name FROM items WHERE id > 50")
                    .java("Items", "target.insert(\"items\").set(\"code\", source.bigint(\"id\") + 1000).copy(\"name\", \"name\");"
                            + " target.insert(\"notes\").copy(\"id\", \"id\");")
                    .java("More", "target.insert(\"items\").set(\"code\", source.bigint(\"id\") + 1010).copy(\"name\", \"name\");");

            RunOutcome outcome = bench.apply("r1");

            assertEquals(40, outcome.counts().rejected());
            assertEquals(
                    List.of("51|source rows 61 and 51 both write the row 1061 of items"),
                    bench.rows("SELECT source_key, reason FROM @current_rejects WHERE source_key = '51'"));
            assertEquals(
                    List.of("items"),
                    bench.rows("SELECT DISTINCT b.target_table FROM @migration_mapping_blocks b JOIN @migration_unpacked_blocks u"
                            + " ON u.block = b.block"));
        }
    }

    @Test
    void rowsThatAnotherPlanPackedWhileThisOneRanAreFound() {
        try (Bench bench = withParts(bench())) {
            bench.edit("items.sql", "FROM items", "FROM items WHERE id = 1").apply("r0");
            bench.edit("items.sql", " WHERE id = 1", "");
            AtomicBoolean moved = new AtomicBoolean();

            bench.runs(event -> {
                if (event instanceof RunEvent.Progress && moved.compareAndSet(false, true)) {
                    bench.apply("r1");
                }
            }).apply(PARTS, 1, new RunId("r2"));

            assertEquals(List.of("100|1003"), bench.rows("SELECT id, item FROM parts WHERE id = 100"));
        }
    }
}
