package dev.wharf.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wharf.audit.RunId;
import dev.wharf.examples.Product;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnapshotsTest {

    private static final String STEP =
            """
              - name: NAME
                entity: NAME
                extract: items.sql
                key: [id]
                transform: Items.java
                writes:
                  - { table: NAME, key: [id], mode: insert }
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"fail, true, 1", "fail, false, 0", "reject, true, 0"})
    void aReferenceThatMayEndTheRunForGoodIsSaidBeforeRowsMove(String missing, boolean each, int said) {
        String references = "    references:\n      - { column: early_id, entity: early, from: [id], missing: " + missing + " }\n";
        try (Bench bench = new Bench(folder, Product.SQLITE, Product.SQLITE)
                .source("CREATE TABLE items (id INTEGER PRIMARY KEY)")
                .source("INSERT INTO items VALUES (1), (2)")
                .target("CREATE TABLE early (id BIGINT PRIMARY KEY)")
                .target("CREATE TABLE late (id BIGINT PRIMARY KEY)")
                .plan("steps:\n" + STEP.replace("NAME", "early")
                        + STEP.replace("NAME", "late").replace("Items.java", "Late.java").replace("    writes:\n", references + "    writes:\n"))
                .file("items.sql", "SELECT id FROM items")
                .java("Items", "target.insert(\"early\").copy(\"id\", \"id\");")
                .java("Late", "target.insert(\"late\").copy(\"id\", \"early_id\");")) {
            List<String> notices = new ArrayList<>();
            Runs runs = bench.runs(event -> {
                if (event instanceof RunEvent.Notice notice && notice.text().startsWith("Step late refers to early by id with `missing: fail`")) {
                    notices.add(notice.text());
                }
            });
            (each ? runs.withSnapshotEachStep() : runs).apply(Bench.PLAN, 1, new RunId("r"));
            assertEquals(said, notices.size());
        }
    }

    /** Somebody adds a row to the source as soon as the first step has ended. */
    @ParameterizedTest
    @CsvSource({"POSTGRESQL, false, 1, 6", "POSTGRESQL, true, 2, 7"})
    void oneServesAllStepsUnlessEachIsToHaveItsOwn(Product from, boolean each, String snapshots, String later) {
        try (Bench bench = new Bench(folder, from, Product.POSTGRESQL)
                .source("CREATE TABLE items (id INTEGER PRIMARY KEY)")
                .source("INSERT INTO items VALUES (1), (2), (3), (4), (5), (6)")
                .target("CREATE TABLE early (id BIGINT PRIMARY KEY)")
                .target("CREATE TABLE late (id BIGINT PRIMARY KEY)")
                .plan("steps:\n" + STEP.replace("NAME", "early") + STEP.replace("NAME", "late").replace("Items.java", "Late.java"))
                .file("items.sql", "SELECT id FROM items")
                .java("Items", "target.insert(\"early\").copy(\"id\", \"id\");")
                .java("Late", "target.insert(\"late\").copy(\"id\", \"id\");")) {
            Runs runs = bench.runs(event -> {
                if (event instanceof RunEvent.StepEnded ended && ended.step().equals("early")) {
                    bench.source("INSERT INTO items VALUES (7)");
                }
            });
            (each ? runs.withSnapshotEachStep() : runs).apply(Bench.PLAN, 1, new RunId("r"));
            assertEquals(List.of(snapshots), bench.rows("SELECT count(*) FROM @migration_events WHERE event = 'snapshot'"));
            assertEquals(List.of("6"), bench.rows("SELECT count(*) FROM early"));
            assertEquals(List.of(later), bench.rows("SELECT count(*) FROM late"));
        }
    }
}
