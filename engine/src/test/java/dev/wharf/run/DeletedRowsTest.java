package dev.wharf.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wharf.examples.Product;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a later run says of rows that somebody deleted in the target, and of rows that refer to them. */
class DeletedRowsTest {

    @TempDir
    Path folder;

    private Bench bench(Product to, String mode) {
        return new Bench(folder, Product.SQLITE, to)
                .source("CREATE TABLE owners (id INTEGER PRIMARY KEY, name TEXT)")
                .source("CREATE TABLE pets (id INTEGER PRIMARY KEY, owner INTEGER, name TEXT)")
                .source("INSERT INTO owners VALUES (1, 'Ann'), (2, 'Bea'), (3, 'Cem')")
                .source("INSERT INTO pets VALUES (1, 1, 'a'), (2, 2, 'b')")
                .target("CREATE TABLE owners (id BIGINT PRIMARY KEY, name TEXT)")
                .target("CREATE TABLE pets (id BIGINT PRIMARY KEY, owner_id BIGINT NOT NULL REFERENCES owners (id), name TEXT)")
                .plan("""
                        rejects: { share: 100%, atLeast: 200 }
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
                              - { column: owner_id, entity: owners, from: [owner], missing: reject }
                            writes:
                              - { table: pets, key: [id], mode: MODE }
                        """.replace("MODE", mode))
                .file("owners.sql", "SELECT id, name FROM owners")
                .file("pets.sql", "SELECT id, owner, name FROM pets")
                .java("Owners", "target.insert(\"owners\").copy(\"id\", \"id\").copy(\"name\", \"name\");")
                .java("Pets", "target.insert(\"pets\").copy(\"id\", \"id\").copy(\"owner_id\", \"owner_id\").copy(\"name\", \"name\");");
    }

    @ParameterizedTest
    @CsvSource({"SQLITE, upsert", "POSTGRESQL, upsert", "SQLITE, insert", "POSTGRESQL, insert", "POSTGRESQL, skip-existing"})
    void areNamedWithTheRunThatWroteThem(Product to, String mode) {
        try (Bench bench = bench(to, mode)) {
            bench.apply("r1");
            bench.target("DELETE FROM pets WHERE id = 2").target("DELETE FROM owners WHERE id = 2");
            bench.source("UPDATE owners SET name = 'Bee' WHERE id = 2").source("INSERT INTO pets VALUES (3, 2, 'c'), (4, 3, 'd')");

            RunOutcome outcome = bench.apply("r2");

            boolean upsert = mode.equals("upsert");
            assertEquals(upsert ? 4 : 5, outcome.counts().unchanged());
            assertEquals(upsert ? 1 : 0, outcome.counts().skipped());
            assertEquals(
                    upsert
                            ? List.of("owners|2|skipped|its row of owners was deleted since run r1 wrote it, and is not inserted again")
                            : List.of(),
                    bench.rows("SELECT step, source_key, kind, reason FROM @migration_remarks"));
            assertEquals(
                    List.of("3|owner_id of pets refers to no row of owners: run r1 wrote that row, and it was deleted since"),
                    bench.rows("SELECT source_key, reason FROM @current_rejects"));
            assertEquals(List.of("1", "3"), bench.rows("SELECT id FROM owners ORDER BY id"));
        }
    }

    /** The constraint is over a column that no run tells rows apart by: the row 1 is there, a row with code 1 never was. */
    @ParameterizedTest
    @EnumSource(Product.class)
    void areNotTakenForRowsThatHaveTheSameTextAsAKey(Product to) {
        try (Bench bench = bench(to, "insert")) {
            bench.target("DROP TABLE pets")
                    .target("DROP TABLE owners")
                    .target("CREATE TABLE owners (id BIGINT PRIMARY KEY, name TEXT, code BIGINT UNIQUE)")
                    .target("CREATE TABLE pets (id BIGINT PRIMARY KEY, owner_id BIGINT NOT NULL REFERENCES owners (code), name TEXT)")
                    .java("Owners", "target.insert(\"owners\").copy(\"id\", \"id\").set(\"code\", source.bigint(\"id\") * 100);")
                    .java("Pets", "target.insert(\"pets\").copy(\"id\", \"id\").set(\"owner_id\", source.bigint(\"id\") == 1 ? 1 : 200);");

            bench.apply("r1");

            assertEquals(
                    List.of("owner_id of pets refers to no row of owners"),
                    bench.rows("SELECT reason FROM @current_rejects WHERE source_key = '1'"));
        }
    }
}
