package dev.wharf.author.subset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.author.DatabaseEvidence;
import dev.wharf.author.SqlNames;
import dev.wharf.author.subset.RandomShop.Link;
import dev.wharf.author.subset.RandomShop.Relation;
import dev.wharf.catalog.Schema;
import dev.wharf.catalog.TableName;
import dev.wharf.database.Database;
import dev.wharf.database.Databases;
import dev.wharf.database.SourceSnapshot;
import dev.wharf.failure.WharfException;
import dev.wharf.gate.SqlGuard;
import dev.wharf.testing.PostgresServer;
import dev.wharf.testing.PostgresTestDatabase;
import dev.wharf.testing.SqliteFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes along, against a search through all rows in memory; a ring that is not followed to its end is said to be open. */
class ClosureTest {

    @TempDir
    Path folder;

    @Test
    void justTheRowsThatASearchByHandFindsComeAlongOnSqlite() {
        int open = 0;
        for (long seed = 0; seed < 16; seed++) {
            RandomShop shop = new RandomShop(seed, seed % 3 != 0);
            Path file = SqliteFiles.make(folder.resolve("shop" + seed + ".db"), shop.script(true).toArray(String[]::new));
            try (Database database = Databases.open(SqliteFiles.spec("shop", file))) {
                open += compare(seed, shop, database);
            }
        }
        assertTrue(open < 60, "starts that SQLite cannot be asked to follow to the end: " + open);
    }

    @Test
    void justTheRowsThatASearchByHandFindsComeAlongOnPostgresql() {
        for (long seed = 100; seed < 106; seed++) {
            RandomShop shop = new RandomShop(seed, seed % 3 != 0);
            PostgresTestDatabase there = PostgresServer.newest().freshDatabase();
            there.execute(String.join(";\n", shop.script(false)));
            try (Database database = Databases.open(there.source("shop"))) {
                assertEquals(0, compare(seed, shop, database));
            }
        }
    }

    @Test
    void aRingIsFollowedToItsEndOrSaidToBeOpen() {
        for (int depth : new int[] {20, 60}) {
            Path file = SqliteFiles.make(folder.resolve("chain" + depth + ".db"),
                    "CREATE TABLE emp (id INTEGER PRIMARY KEY, boss INTEGER REFERENCES emp (id))",
                    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i <= " + depth
                            + ") INSERT INTO emp SELECT i, CASE WHEN i <= " + depth + " THEN i + 1 END FROM n");
            try (Database database = Databases.open(SqliteFiles.spec("emp", file));
                    DatabaseEvidence evidence = new DatabaseEvidence(database, database)) {
                TableName emp = TableName.of("emp");
                Subset subset = Closure.of(database.survey(), Map.of(emp, "(id = 1)"), false, Set.of(emp), evidence::sourceRows);
                if (depth == 20) {
                    assertTrue(subset.closed());
                    assertEquals(21, subset.member(emp).orElseThrow().rows().orElseThrow());
                } else {
                    assertEquals(List.of(emp), subset.open());
                    assertTrue(subset.member(emp).orElseThrow().rows().orElseThrow() > 20);
                }
            }
        }
    }

    private static int compare(long seed, RandomShop shop, Database database) {
        Schema schema = database.survey();
        Set<TableName> all = schema.tables().stream().map(t -> t.name()).collect(Collectors.toSet());
        int open = 0;
        try (DatabaseEvidence evidence = new DatabaseEvidence(database, database); SourceSnapshot data = database.openSnapshot()) {
            for (boolean children : new boolean[] {false, true}) {
                for (int start = 0; start < shop.relations.size(); start++) {
                    TableName name = TableName.of("t" + start);
                    Subset subset;
                    try {
                        subset = Closure.of(schema, Map.of(name, "(grp = 1)"), children, all, evidence::sourceRows);
                    } catch (WharfException e) {
                        assertEquals("subset-too-wide", e.code());
                        open++;
                        continue;
                    }
                    if (!subset.closed()) {
                        open++;
                        continue;
                    }
                    Map<Integer, Set<List<Integer>>> wanted = byHand(shop, start, children);
                    for (int t = 0; t < shop.relations.size(); t++) {
                        String said = "seed " + seed + ", from t" + start + (children ? " with children" : "") + ", t" + t;
                        assertEquals(wanted.getOrDefault(t, Set.of()), found(database, data, shop.relations.get(t), subset), said);
                    }
                }
            }
        }
        return open;
    }

    private static Set<List<Integer>> found(Database database, SourceSnapshot data, Relation relation, Subset subset) {
        Set<List<Integer>> found = new HashSet<>();
        subset.member(TableName.of(relation.name())).ifPresent(member -> {
            String sql = "SELECT " + relation.key().stream().map(SqlNames::quote).collect(Collectors.joining(", ")) + " FROM "
                    + SqlNames.quote(relation.name()) + " WHERE " + member.condition();
            assertEquals(List.of(), SqlGuard.check(database.dialect(), null, null, sql, Set.of()), sql);
            data.query(sql, 10_000).forEach(row -> found.add(row.stream().map(Integer::valueOf).toList()));
            assertEquals(found.size(), member.rows().orElseThrow());
        });
        return found;
    }

    private record Row(int table, List<Integer> values) {}

    private static Map<Integer, Set<List<Integer>>> byHand(RandomShop shop, int start, boolean children) {
        Set<Row> rows = new HashSet<>();
        for (List<Integer> row : shop.relations.get(start).rows()) {
            if (row.get(shop.relations.get(start).columns().indexOf("grp")) == 1) {
                rows.add(new Row(start, row));
            }
        }
        for (boolean down : children ? new boolean[] {true, false} : new boolean[] {false}) {
            List<Row> next = new ArrayList<>(rows);
            while (!next.isEmpty()) {
                Row row = next.removeLast();
                for (Row other : down ? dependents(shop, row) : parents(shop, row)) {
                    if (rows.add(other)) {
                        next.add(other);
                    }
                }
            }
        }
        Map<Integer, Set<List<Integer>>> keys = new HashMap<>();
        rows.forEach(r -> keys.computeIfAbsent(r.table(), t -> new HashSet<>())
                .add(shop.relations.get(r.table()).values(r.values(), shop.relations.get(r.table()).key())));
        return keys;
    }

    private static List<Row> parents(RandomShop shop, Row row) {
        List<Row> parents = new ArrayList<>();
        for (Link link : shop.relations.get(row.table()).links()) {
            Relation parent = shop.relations.get(link.to());
            List<Integer> wanted = shop.relations.get(row.table()).values(row.values(), link.columns());
            parent.rows().stream()
                    .filter(r -> parent.values(r, link.referenced()).equals(wanted))
                    .forEach(r -> parents.add(new Row(link.to(), r)));
        }
        return parents;
    }

    private static List<Row> dependents(RandomShop shop, Row row) {
        List<Row> dependents = new ArrayList<>();
        for (int t = 0; t < shop.relations.size(); t++) {
            Relation child = shop.relations.get(t);
            for (Link link : child.links()) {
                if (link.to() == row.table()) {
                    List<Integer> values = shop.relations.get(row.table()).values(row.values(), link.referenced());
                    for (List<Integer> r : child.rows()) {
                        if (child.values(r, link.columns()).equals(values)) {
                            dependents.add(new Row(t, r));
                        }
                    }
                }
            }
        }
        return dependents;
    }
}
