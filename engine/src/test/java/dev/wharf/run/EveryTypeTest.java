package dev.wharf.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.audit.RunStatus;
import dev.wharf.database.postgresql.PostgresTypes;
import dev.wharf.examples.Product;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A table of every type through whole runs: what goes, goes unchanged, and what cannot is refused by name. */
class EveryTypeTest {

    @TempDir
    Path folder;

    private static Bench planned(Bench bench, List<String> columns) {
        return bench.plan("""
                        rejects: { share: 100%, atLeast: 1000 }
                        steps:
                          - name: everything
                            entity: everything
                            extract: everything.sql
                            key: [id]
                            transform: Everything.java
                            writes:
                              - { table: everything, key: [id], mode: insert }
                        """)
                .file("everything.sql", "SELECT " + String.join(", ", columns) + " FROM everything")
                .java("Everything", columns.stream()
                        .map(c -> ".copy(\"" + c + "\", \"" + c + "\")")
                        .collect(Collectors.joining("", "target.insert(\"everything\")", ";")));
    }

    private static List<String> columns() {
        return IntStream.range(-1, PostgresTypes.CASES.size()).mapToObj(i -> i < 0 ? "id" : "c" + i).toList();
    }

    /** The rows are edited by nobody, so a conflict would be a false one. */
    @ParameterizedTest
    @ValueSource(strings = {"insert", "upsert"})
    void postgresqlToPostgresqlKeepsEveryByteAndARollbackFindsNoFalseConflict(String mode) {
        try (Bench bench = new Bench(folder, Product.POSTGRESQL, Product.POSTGRESQL)) {
            bench.server("source").execute(PostgresTypes.SETUP + PostgresTypes.create("everything") + ";"
                    + PostgresTypes.insert("everything", 0));
            bench.server("target").execute("CREATE TYPE other AS ENUM ('x');" + PostgresTypes.SETUP
                    + PostgresTypes.create("everything") + ";" + (mode.equals("upsert") ? PostgresTypes.insert("everything", 1) : ""));
            planned(bench, columns()).edit("plan.yaml", "mode: insert", "mode: " + mode);
            String before = fingerprint(bench, "target");

            RunOutcome outcome = bench.apply();

            assertEquals(RunStatus.COMPLETED, outcome.status());
            assertEquals(fingerprint(bench, "source"), fingerprint(bench, "target"));
            assertEquals(0, bench.apply().counts().written());

            RollbackOutcome rollback = bench.runs().rollback(outcome.run());

            assertEquals(List.of(), rollback.conflicts());
            assertEquals(PostgresTypes.rows() - (mode.equals("upsert") ? 1 : 0), rollback.removed() + rollback.restored());
            assertEquals(before, fingerprint(bench, "target"));
        }
    }

    private static String fingerprint(Bench bench, String database) {
        return bench.rowsIn(database, PostgresTypes.fingerprint("everything")).getFirst();
    }

    @Test
    void oneMegabyteComputedAndNumberedColumnsGoToo() {
        try (Bench bench = new Bench(folder, Product.POSTGRESQL, Product.POSTGRESQL)) {
            String table = "CREATE TABLE everything (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, large text, bytes bytea,"
                    + " twice integer GENERATED ALWAYS AS (length(large) * 2) STORED)";
            bench.source(table)
                    .source("INSERT INTO everything (large, bytes) VALUES (repeat('é🚲', 262144), decode(repeat('00ff', 524288), 'hex')),"
                            + " ('', ''), (NULL, NULL)")
                    .target(table);
            planned(bench, List.of("id", "large", "bytes"));

            RunOutcome outcome = bench.apply();

            assertEquals(RunStatus.COMPLETED, outcome.status(), () -> bench.rows("SELECT * FROM @migration_rejects").toString());
            String hashes = "SELECT id, md5(large), length(bytes), md5(bytes), twice FROM everything ORDER BY id";
            assertEquals(bench.rowsIn("source", hashes), bench.rows(hashes));
            assertEquals(List.of(), bench.runs().rollback(outcome.run()).conflicts());
        }
    }

    /** What SQLite keeps in whatever class; a value that PostgreSQL's column cannot keep exactly is refused by key and column. */
    @Test
    void sqliteToPostgresqlRefusesAndNamesEveryLoss() {
        try (Bench bench = new Bench(folder, Product.SQLITE, Product.POSTGRESQL)) {
            bench.source("CREATE TABLE everything (id INTEGER PRIMARY KEY, i, r, t, b)")
                    .source("INSERT INTO everything VALUES"
                            + " (1, 9223372036854775807, 1.5, 'été 🚲', x'00ff'),"
                            + " (2, -9223372036854775808, -0.0, '', x''),"
                            + " (3, NULL, NULL, NULL, NULL),"
                            + " (4, 1.5, 2.5, 'x', x'01'),"
                            + " (5, 'seven', 2.5, 'x', x'01'),"
                            + " (6, 1, 9e999, 'x', x'01'),"
                            + " (7, 1, 'abc', 'x', x'01'),"
                            + " (8, 1, 2.5, 'nul' || char(0) || 'here', x'01'),"
                            + " (9, 1, 2.5, x'ff', x'01'),"
                            + " (10, 1, 2.5, 'x', 'text')")
                    .target("CREATE TABLE everything (id bigint PRIMARY KEY, i bigint, r double precision, t text, b bytea)");
            planned(bench, List.of("id", "i", "r", "t", "b"));

            bench.apply();

            Map<String, String> rejects = new TreeMap<>();
            bench.rows("SELECT source_key, reason FROM @current_rejects").forEach(row ->
                    rejects.put(row.substring(0, row.indexOf('|')), row.substring(row.indexOf('|') + 1)));
            assertTrue(rejects.keySet().containsAll(List.of("4", "5", "7", "8", "9")), rejects.toString());
            assertTrue(rejects.get("4").startsWith("i: "), rejects.toString());
            assertTrue(rejects.get("7").startsWith("r: "), rejects.toString());
            assertTrue(rejects.get("8").startsWith("t: "), rejects.toString());
            assertEquals(
                    List.of("1|9223372036854775807|1.5|été 🚲|\\x00ff", "2|-9223372036854775808|-0||\\x", "3|null|null|null|null"),
                    bench.rows("SELECT id, i, r::text, t, b::text FROM everything WHERE id < 4 ORDER BY id"));
            assertEquals(
                    List.of("10"),
                    bench.rows("SELECT (SELECT count(*) FROM everything) + (SELECT count(*) FROM @current_rejects)"));
        }
    }

    @Test
    void postgresqlToSqliteAndBackIsTheSameOrRefused() {
        String table = "CREATE TABLE everything (id bigint PRIMARY KEY, i bigint, d numeric, t text, b bytea, day date, at timestamp,"
                + " tz timestamptz, u uuid, j jsonb, flag boolean)";
        String rows = "INSERT INTO everything VALUES (1, 9223372036854775807, 12345678901234567890.10, 'été 🚲', '\\x00ff',"
                + " '2000-02-29', '2026-01-31 12:00:00.123456', '2026-01-31 12:00:00.5+02', '123e4567-e89b-12d3-a456-426614174000',"
                + " '{\"b\": 1.0, \"a\": [1]}', true), (2, 0, 0.000, '', '\\x', '0001-01-01', '1999-12-31 23:59:59', 'epoch',"
                + " '00000000-0000-0000-0000-000000000000', 'null', false), (3, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),"
                + " (4, 1, 'NaN', 'x', NULL, NULL, NULL, NULL, NULL, NULL, NULL),"
                + " (5, 1, 1, 'x', NULL, 'infinity', NULL, NULL, NULL, NULL, NULL),"
                + " (6, 1, 1, 'x', NULL, '0044-03-15 BC', NULL, NULL, NULL, NULL, NULL)";
        List<String> columns = List.of("id", "i", "d", "t", "b", "day", "at", "tz", "u", "j", "flag");
        String compared = "SELECT id, i, d::numeric = d, t, b::text, day, at, tz, u, j, flag FROM everything WHERE id IN ";
        Path there = folder.resolve("there");
        Path back = folder.resolve("back");
        assertTrue(there.toFile().mkdirs() && back.toFile().mkdirs());
        try (Bench out = new Bench(there, Product.POSTGRESQL, Product.SQLITE)) {
            out.source(table).source(rows)
                    .target("CREATE TABLE everything (id INTEGER PRIMARY KEY, i INTEGER, d TEXT, t TEXT, b BLOB, day TEXT, at TEXT,"
                            + " tz TEXT, u TEXT, j TEXT, flag INTEGER)");
            planned(out, columns);
            out.apply();
            List<String> kept = out.rows("SELECT id FROM everything ORDER BY id");
            List<String> rejected = out.rows("SELECT source_key FROM @current_rejects ORDER BY 1");
            assertEquals(6, kept.size() + rejected.size());
            assertTrue(kept.containsAll(List.of("1", "2", "3")), kept + " " + out.rows("SELECT * FROM @current_rejects"));
            try (Bench home = new Bench(back, Product.SQLITE, Product.POSTGRESQL)) {
                home.source("ATTACH '" + there.resolve("target.db") + "' AS there;\nCREATE TABLE everything AS SELECT * FROM there.everything");
                home.target(table);
                planned(home, columns);
                home.apply();
                List<String> arrived = home.rows("SELECT id FROM everything ORDER BY id");
                assertTrue(arrived.containsAll(List.of("1", "2", "3")), arrived + " " + home.rows("SELECT * FROM @current_rejects"));
                String ids = "(" + String.join(", ", arrived) + ") ORDER BY id";
                assertEquals(out.rowsIn("source", compared + ids), home.rows(compared + ids));
                assertEquals(
                        out.rowsIn("source", "SELECT id, d::text FROM everything WHERE id IN " + ids),
                        home.rows("SELECT id, d::text FROM everything WHERE id IN " + ids));
                assertNotEquals(List.of(), arrived);
            }
        }
    }
}
