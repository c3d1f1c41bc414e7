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

/** What stands in the target before a run, what its triggers and sequences do, and what changes in the source between runs. */
class TargetAndSourceTest {

    private static final String STEPS = """
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

    private Bench bench(Product to) {
        return new Bench(folder, Product.SQLITE, to)
                .source("CREATE TABLE items (id INTEGER PRIMARY KEY, name TEXT)")
                .source("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10)"
                        + " INSERT INTO items SELECT i, 'item ' || i FROM n")
                .target("CREATE TABLE items (id BIGINT PRIMARY KEY, name TEXT)")
                .plan(STEPS)
                .file("items.sql", "SELECT id, name FROM items")
                .java("Items", "target.insert(\"items\").copy(\"id\", \"id\").copy(\"name\", \"name\");");
    }

    private static List<String> notices(Bench bench) {
        return bench.events().stream()
                .filter(RunEvent.Notice.class::isInstance)
                .map(event -> ((RunEvent.Notice) event).text())
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void rowsThatTheSourceHasNoMoreAreNamedAndStay(Product to) {
        try (Bench bench = bench(to)) {
            bench.apply();
            bench.apply();
            assertEquals(List.of(), bench.rows("SELECT * FROM @migration_remarks"));
            bench.source("DELETE FROM items WHERE id IN (3, 8)").source("INSERT INTO items VALUES (11, 'new')");

            RunOutcome third = bench.apply("r3");

            assertEquals(RunStatus.COMPLETED, third.status());
            assertEquals(1, third.counts().written());
            assertEquals(
                    List.of("r3|items|3|vanished", "r3|items|8|vanished"),
                    bench.rows("SELECT run_id, step, source_key, kind FROM @migration_remarks ORDER BY 3"));
            assertTrue(notices(bench).stream().anyMatch(n -> n.startsWith("Step items: 2 rows that earlier runs moved are no longer")),
                    notices(bench).toString());
            assertEquals(List.of("11"), bench.rows("SELECT count(*) FROM items"));
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void aTriggerThatAltersRowsIsSaid(Product to) {
        try (Bench bench = bench(to)) {
            if (to == Product.SQLITE) {
                bench.target("CREATE TRIGGER shouts AFTER INSERT ON items BEGIN UPDATE items SET name = upper(name) WHERE id = NEW.id; END");
            } else {
                bench.target("CREATE FUNCTION shout() RETURNS trigger LANGUAGE plpgsql AS"
                                + " 'BEGIN NEW.name := upper(NEW.name); RETURN NEW; END'")
                        .target("CREATE TRIGGER shouts BEFORE INSERT ON items FOR EACH ROW EXECUTE FUNCTION shout()");
            }

            bench.apply();

            assertEquals(
                    List.of("4 of the first 4 rows that step items wrote into items do not stand there as written; its triggers: shouts"),
                    bench.rows("SELECT detail FROM @migration_events WHERE event = 'altered-by-trigger'"));
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void aTriggerThatAltersNothingIsNotSaid(Product to) {
        try (Bench bench = bench(to)) {
            bench.target("CREATE TABLE log (id BIGINT)");
            if (to == Product.SQLITE) {
                bench.target("CREATE TRIGGER logs AFTER INSERT ON items BEGIN INSERT INTO log VALUES (NEW.id); END");
            } else {
                bench.target("CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS"
                                + " 'BEGIN INSERT INTO log VALUES (NEW.id); RETURN NEW; END'")
                        .target("CREATE TRIGGER logs BEFORE INSERT ON items FOR EACH ROW EXECUTE FUNCTION note()");
            }

            bench.apply();

            assertEquals(List.of("0"), bench.rows("SELECT count(*) FROM @migration_events WHERE event = 'altered-by-trigger'"));
        }
    }

    @Test
    void sequencesGoOnBehindKeysThatWereGiven() {
        try (Bench bench = bench(Product.POSTGRESQL)) {
            bench.target("DROP TABLE items")
                    .target("CREATE TABLE items (id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, name TEXT)");

            bench.apply();
            bench.target("INSERT INTO items (name) VALUES ('next')");

            assertEquals(List.of("11"), bench.rows("SELECT id FROM items WHERE name = 'next'"));
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void aTargetThatHoldsRowsIsHandledByTheMode(Product to) {
        for (String mode : List.of("insert", "upsert", "skip-existing")) {
            try (Bench bench = bench(to)) {
                bench.edit("plan.yaml", "mode: insert", "mode: " + mode)
                        .target("INSERT INTO items VALUES (3, 'own'), (4, 'item 4')");

                RunOutcome outcome = bench.apply();

                List<Long> counts = List.of(outcome.counts().written(), outcome.counts().rejected());
                String three = bench.rows("SELECT name FROM items WHERE id = 3").getFirst();
                switch (mode) {
                    case "insert" -> assertEquals("[8, 2] own", counts + " " + three);
                    case "upsert" -> assertEquals("[9, 0] item 3", counts + " " + three);
                    default -> assertEquals("[8, 0] own", counts + " " + three);
                }
            }
            folder = folder.resolve("next");
            assertTrue(folder.toFile().mkdirs());
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void referencesFindCompositeKeysEarlierRunsAndRowsThatWereThere(Product to) {
        try (Bench bench = new Bench(folder, Product.SQLITE, to)) {
            bench.source("CREATE TABLE seats (hall TEXT, number INTEGER, PRIMARY KEY (hall, number))")
                    .source("INSERT INTO seats VALUES ('a', 1), ('a', 2), ('b,\"c', 1)")
                    .source("CREATE TABLE tickets (id INTEGER PRIMARY KEY, hall TEXT, seat INTEGER, mail TEXT)")
                    .source("INSERT INTO tickets VALUES (1, 'a', 2, 'ann@x'), (2, 'b,\"c', 1, 'bob@x'), (3, 'a', 9, 'ann@x'),"
                            + " (4, 'a', 1, 'zoe@x'), (5, NULL, 1, NULL)")
                    .target("CREATE TABLE people (id BIGINT PRIMARY KEY, email TEXT UNIQUE)")
                    .target("INSERT INTO people VALUES (70, 'ann@x'), (71, 'bob@x')")
                    .target("CREATE TABLE seats (id BIGINT PRIMARY KEY, label TEXT)")
                    .target("CREATE TABLE tickets (id BIGINT PRIMARY KEY, seat_id BIGINT REFERENCES seats (id),"
                            + " owner_id BIGINT REFERENCES people (id))")
                    .plan("""
                            steps:
                              - name: seats
                                entity: seats
                                extract: seats.sql
                                key: [hall, number]
                                transform: Seats.java
                                writes:
                                  - { table: seats, key: [id], mode: insert }
                            """)
                    .file("seats.sql", "SELECT hall, number, length(hall) * 10 + number AS id FROM seats")
                    .java("Seats", "target.insert(\"seats\").set(\"id\", source.bigint(\"id\")).copy(\"label\", \"hall\");");
            bench.apply();
            bench.plan("""
                            rejects: { share: 100%, atLeast: 100 }
                            steps:
                              - name: tickets
                                entity: tickets
                                extract: tickets.sql
                                key: [id]
                                transform: Tickets.java
                                references:
                                  - { column: seat_id, entity: seats, from: [hall, seat], missing: reject }
                                  - { column: owner_id, table: people, match: { email: mail }, key: id, missing: 'null' }
                                writes:
                                  - { table: tickets, key: [id], mode: insert }
                            """)
                    .file("tickets.sql", "SELECT id, hall, seat, mail FROM tickets")
                    .java("Tickets", "target.insert(\"tickets\").copy(\"id\", \"id\").copy(\"seat_id\", \"seat_id\")"
                            + ".copy(\"owner_id\", \"owner_id\");");

            bench.apply();

            assertEquals(
                    List.of("1|12|70", "2|41|71", "4|11|null", "5|null|null"),
                    bench.rows("SELECT id, seat_id, owner_id FROM tickets ORDER BY id"));
            assertEquals(List.of("3"), bench.rows("SELECT source_key FROM @current_rejects"));
        }
    }

    @Test
    void aPlanThatChangedIsRefusedAtResumeAndAClosedRunLetsItGoOn() {
        try (Bench bench = bench(Product.SQLITE)) {
            Runs[] pausing = new Runs[1];
            pausing[0] = bench.runs(event -> {
                if (event instanceof RunEvent.Progress) {
                    pausing[0].pause();
                }
            });
            pausing[0].apply(Bench.PLAN, 1, new RunId("r1"));
            bench.java("Items", "target.insert(\"items\").copy(\"id\", \"id\").set(\"name\", source.text(\"name\") + \"!\");");

            WharfException refused = assertThrows(WharfException.class, () -> bench.runs().resume(new RunId("r1")));
            assertEquals("plan-changed", refused.code());
            bench.runs().close(new RunId("r1"));
            RunOutcome rest = bench.apply("r2");

            assertEquals(RunStatus.COMPLETED, rest.status());
            assertEquals(10, rest.counts().written() + rest.counts().unchanged());
            assertEquals(List.of("10"), bench.rows("SELECT count(*) FROM items"));
            assertEquals(
                    List.of(String.valueOf(rest.counts().written())), bench.rows("SELECT count(*) FROM items WHERE name LIKE '%!'"));
        }
    }
}
