package dev.wharf.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.audit.RunId;
import dev.wharf.examples.Product;
import dev.wharf.failure.WharfException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** References that a run left NULL because their row was not there, once it is. */
class RefillTest {

    private static final String STEPS =
            """
            rejects: { share: 100%, atLeast: 100 }
            steps:
              - name: owners
                entity: owners
                extract: owners.sql
                key: [id]
                transform: Owners.java
                writes:
                  - { table: owners, key: [id], mode: MODE }
              - name: pets
                entity: pets
                extract: pets.sql
                key: [id]
                transform: Pets.java
                references:
                  - { column: owner_key, entity: owners, from: [owner], missing: 'null' }
                  - { column: vet_key, entity: owners, from: [vet], missing: 'null' }
                  - { column: mother_key, entity: pets, from: [mother], later: true, missing: 'null', fills: { table: pets, column: mother } }
                  - { column: father_key, entity: pets, from: [father], later: true, missing: 'null', fills: { table: pets, column: father } }
                writes:
                  - { table: pets, key: [id], mode: MODE }
            """;

    private static final String BAD = "if (\"bad\".equals(source.text(\"name\"))) { target.reject(\"bad\"); return; }\n";

    private static final String MOVE_PET = "target.insert(\"pets\").copy(\"id\", \"id\").copy(\"name\", \"name\")"
            + ".set(\"owner\", source.bigint(\"owner_key\")).set(\"vet\", source.bigint(\"vet_key\"));";

    @TempDir
    Path folder;

    private Bench bench(Product to, String mode) {
        return new Bench(folder, Product.SQLITE, to)
                .source("""
                        CREATE TABLE owners (id INTEGER PRIMARY KEY, name TEXT);
                        CREATE TABLE pets (id INTEGER PRIMARY KEY, name TEXT, owner INTEGER, mother INTEGER, vet INTEGER, father INTEGER);
                        INSERT INTO owners VALUES (1, 'Ann'), (2, 'bad');
                        INSERT INTO pets (id, name, owner, mother) VALUES (1, 'Rex', 1, NULL), (2, 'Bo', 2, NULL), (3, 'Mia', 2, 1), (4, 'Tom', NULL, 9),
                            (5, 'Zoe', 77, NULL);
                        """)
                .target("CREATE TABLE owners (id BIGINT PRIMARY KEY, name TEXT)")
                .target("CREATE TABLE pets (id BIGINT PRIMARY KEY, name TEXT, note TEXT, owner BIGINT REFERENCES owners (id),"
                        + " vet BIGINT REFERENCES owners (id), mother BIGINT REFERENCES pets (id), father BIGINT REFERENCES pets (id))")
                .plan(STEPS.replace("MODE", mode))
                .file("owners.sql", "SELECT id, name FROM owners")
                .file("pets.sql", "SELECT id, name, owner, mother, vet, father FROM pets")
                .java("Owners", BAD + "target.insert(\"owners\").copy(\"id\", \"id\").copy(\"name\", \"name\");")
                .java("Pets", BAD + MOVE_PET);
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void areNamedAndCountedWhereTheyStayNull(Product to) {
        try (Bench bench = bench(to, "insert")) {
            bench.apply("r1");

            assertEquals(
                    List.of("2|owner refers to no row of owners that was migrated; owner_key stays NULL",
                            "3|owner refers to no row of owners that was migrated; owner_key stays NULL",
                            "4|mother refers to no row of pets that was migrated; mother stays NULL",
                            "5|owner refers to no row of owners that was migrated; owner_key stays NULL"),
                    bench.rows("SELECT source_key, reason FROM @migration_remarks WHERE kind = 'left_null' ORDER BY 1"));
            assertTrue(said(bench).contains("Step pets: 3 references to rows that were not migrated stay NULL"), said(bench));
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void areFilledByTheNextUpsertOnceTheirRowIsThere(Product to) {
        try (Bench bench = bench(to, "upsert")) {
            bench.apply("r1");
            List<String> before = bench.everything();
            bench.source("UPDATE owners SET name = 'Bob' WHERE id = 2");

            RunOutcome second = bench.apply("r2");

            assertEquals(
                    List.of("1|1", "2|2", "3|2", "4|null", "5|null"), bench.rows("SELECT id, owner FROM pets ORDER BY id"));
            assertEquals(2, second.steps().get(1).counts().written(), "the two pets of Bob");
            assertEquals(3, second.steps().get(1).counts().unchanged());
            RunOutcome third = bench.apply("r3");
            assertEquals(0, third.counts().read(), "nothing is left to do");
            bench.runs().rollback(new RunId("r3"));
            RollbackOutcome rollback = bench.runs().rollback(new RunId("r2"));
            assertEquals(List.of(), rollback.conflicts());
            assertEquals(before, bench.everything());
            assertEquals(2, bench.apply("r4").steps().get(1).counts().written(), "taken back, it is to be filled again");
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void toRowsThatComeLaterAreFilledByTheNextUpsertToo(Product to) {
        try (Bench bench = bench(to, "upsert")) {
            bench.apply("r1");
            bench.source("INSERT INTO pets (id, name, owner) VALUES (9, 'Old', 1)");
            bench.apply("r2");

            bench.apply("r3");

            assertEquals(List.of("9"), bench.rows("SELECT mother FROM pets WHERE id = 4"));
            assertEquals(0, bench.apply("r4").steps().get(1).counts().read());
        }
    }

    @ParameterizedTest
    @CsvSource({"SQLITE, insert", "POSTGRESQL, insert", "POSTGRESQL, skip-existing"})
    void areNamedWhereThePlanDoesNotUpdate(Product to, String mode) {
        try (Bench bench = bench(to, mode)) {
            bench.apply("r1");
            bench.source("UPDATE owners SET name = 'Bob' WHERE id = 2");

            RunOutcome second = bench.apply("r2");

            assertEquals(1, second.counts().written(), "the owner alone");
            assertEquals(
                    List.of("2", "3"),
                    bench.rows("SELECT source_key FROM @migration_remarks WHERE run_id = 'r2' AND kind = 'fillable' ORDER BY 1"));
            assertTrue(said(bench).contains("Step pets: 2 references that an earlier run left NULL"), said(bench));
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void areLeftNullInARowThatSomebodyEditedSince(Product to) {
        try (Bench bench = bench(to, "upsert")) {
            bench.apply("r1");
            bench.target("UPDATE pets SET name = 'Beau' WHERE id = 2").source("UPDATE owners SET name = 'Bob' WHERE id = 2");

            RunOutcome second = bench.apply("r2");

            assertEquals(
                    List.of("2|Beau|null", "3|Mia|2"), bench.rows("SELECT id, name, owner FROM pets WHERE id IN (2, 3) ORDER BY id"));
            assertEquals(1, second.steps().get(1).counts().written());
            assertEquals(4, second.steps().get(1).counts().unchanged());
            assertEquals(
                    List.of("2|its row of pets was edited since run r1 wrote it, and stays as it is; owner_key was left NULL by an earlier"
                            + " run; its row of owners was migrated since"),
                    bench.rows("SELECT source_key, reason FROM @migration_remarks WHERE run_id = 'r2' AND kind = 'edited'"));
            assertEquals(List.of(), bench.rows("SELECT source_key FROM @migration_remarks WHERE run_id = 'r2' AND kind = 'fillable'"));
            assertTrue(said(bench).contains("Step pets: 1 reference that an earlier run left NULL would find their rows now and stays NULL"), said(bench));
            assertEquals(0, bench.apply("r3").counts().written());
            assertEquals(List.of(), bench.runs().rollback(new RunId("r2")).conflicts());
            assertEquals(List.of("2|Beau|null"), bench.rows("SELECT id, name, owner FROM pets WHERE id = 2"));
        }
    }

    /** An upsert writes nothing over it. */
    @ParameterizedTest
    @EnumSource(Product.class)
    void areFilledWhereOnlyColumnsThatThePlanDoesNotSetWereEdited(Product to) {
        try (Bench bench = bench(to, "upsert")) {
            bench.apply("r1");
            bench.target("UPDATE pets SET note = 'bites' WHERE id = 2").source("UPDATE owners SET name = 'Bob' WHERE id = 2");

            bench.apply("r2");

            assertEquals(List.of("2|bites|2"), bench.rows("SELECT id, note, owner FROM pets WHERE id = 2"));
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void areFilledInRowsThatARunBetweenFoundAsTheyShouldBe(Product to) {
        try (Bench bench = bench(to, "upsert")) {
            bench.apply("r1");
            bench.java("Pets", BAD + "// as before\n" + MOVE_PET);
            bench.apply("r2");
            assertEquals(
                    List.of("existing"), bench.rows("SELECT kind FROM @migration_mappings WHERE run_id = 'r2' AND source_key = '2'"));
            bench.target("UPDATE pets SET name = 'Maya' WHERE id = 3").source("UPDATE owners SET name = 'Bob' WHERE id = 2");

            bench.apply("r3");

            assertEquals(
                    List.of("2|Bo|2", "3|Maya|null"), bench.rows("SELECT id, name, owner FROM pets WHERE id IN (2, 3) ORDER BY id"));
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void areFilledOneByOneWhereARowHasSeveral(Product to) {
        try (Bench bench = bench(to, "upsert")) {
            bench.source("UPDATE pets SET father = 8 WHERE id = 4;\nINSERT INTO pets (id, name) VALUES (9, 'bad')");
            bench.apply("r1");
            bench.source("UPDATE pets SET name = 'Old' WHERE id = 9");
            bench.runs().retryRejects(new RunId("r1"));
            assertEquals(List.of("9|null"), bench.rows("SELECT mother, father FROM pets WHERE id = 4"));
            bench.source("INSERT INTO pets (id, name) VALUES (8, 'Sire')");
            bench.apply("r2");

            bench.apply("r3");

            assertEquals(List.of("9|8"), bench.rows("SELECT mother, father FROM pets WHERE id = 4"));
        }
    }

    @ParameterizedTest
    @CsvSource({"SQLITE, upsert", "POSTGRESQL, upsert", "SQLITE, insert", "POSTGRESQL, skip-existing"})
    void ofARowThatSomebodyDeletedAreNotNamed(Product to, String mode) {
        try (Bench bench = bench(to, mode)) {
            bench.source("UPDATE pets SET vet = 99 WHERE id = 2");
            bench.apply("r1");
            bench.target("DELETE FROM pets WHERE id = 2").source("UPDATE owners SET name = 'Bob' WHERE id = 2");

            bench.apply("r2");

            assertEquals(
                    mode.equals("upsert") ? List.of() : List.of("3"),
                    bench.rows("SELECT source_key FROM @migration_remarks WHERE run_id = 'r2' AND step = 'pets'"));
        }
    }

    /** What its closing pass did not come to is nowhere remarked; the next run finds it all the same. */
    @ParameterizedTest
    @CsvSource({"SQLITE, upsert", "POSTGRESQL, upsert", "SQLITE, insert", "POSTGRESQL, insert"})
    void ofARunThatWasClosedBeforeItFilledThemAreFilledOrNamedByTheNext(Product to, String mode) {
        try (Bench bench = bench(to, mode)) {
            bench.edit("plan.yaml", "later: true, missing: 'null', fills: { table: pets, column: mother }",
                    "later: true, missing: fail, fills: { table: pets, column: mother }");
            assertThrows(WharfException.class, () -> bench.apply("r1"));
            assertEquals(List.of("3|null", "4|null"), bench.rows("SELECT id, mother FROM pets WHERE id IN (3, 4) ORDER BY id"));
            bench.runs().close(new RunId("r1"));
            bench.source("INSERT INTO pets (id, name) VALUES (9, 'Old')");

            bench.apply("r2");
            bench.apply("r3");

            assertEquals(
                    mode.equals("upsert") ? List.of("3|1", "4|9") : List.of("3|null", "4|null"),
                    bench.rows("SELECT id, mother FROM pets WHERE id IN (3, 4) ORDER BY id"));
            assertEquals(
                    mode.equals("upsert") ? List.of() : List.of("r2|3", "r3|3", "r3|4"),
                    bench.rows("SELECT run_id, source_key FROM @migration_remarks WHERE kind = 'fillable' ORDER BY 1, 2"));
        }
    }

    private static String said(Bench bench) {
        return bench.events().stream()
                .filter(RunEvent.Notice.class::isInstance)
                .map(event -> ((RunEvent.Notice) event).text())
                .toList()
                .toString();
    }
}
