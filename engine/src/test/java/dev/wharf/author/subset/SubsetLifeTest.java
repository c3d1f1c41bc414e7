package dev.wharf.author.subset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.audit.RunId;
import dev.wharf.author.Planned;
import dev.wharf.testing.Life;
import dev.wharf.testing.PostgresServer;
import dev.wharf.testing.PostgresTestDatabase;
import dev.wharf.testing.SqliteFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** A subset goes the whole way: in the target stands what was counted, and no reference of it leads nowhere. */
class SubsetLifeTest {

    @TempDir
    Path folder;

    @Test
    void aCompanysUsersArriveWithAllTheyReferToAndNothingElse() throws SQLException {
        String[] tables = {
            "CREATE TABLE region (country TEXT NOT NULL, code TEXT NOT NULL, title TEXT NOT NULL, PRIMARY KEY (country, code))",
            "CREATE TABLE company (id INTEGER PRIMARY KEY, name TEXT NOT NULL, country TEXT, region TEXT,"
                    + " FOREIGN KEY (country, region) REFERENCES region (country, code))",
            "CREATE TABLE users (id INTEGER PRIMARY KEY, company_id INTEGER NOT NULL REFERENCES company (id), name TEXT NOT NULL,"
                    + " manager_id INTEGER REFERENCES users (id))",
            "CREATE TABLE badge (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users (id), colour TEXT)"
        };
        Path source = SqliteFiles.make(folder.resolve("source.db"), tables);
        SqliteFiles.make(source,
                "INSERT INTO region VALUES ('DE', 'B', 'Berlin'), ('DE', 'K', 'Cologne'), ('FR', 'P', 'Paris')",
                "INSERT INTO company VALUES (1, 'one', 'DE', 'B'), (2, 'two', 'DE', 'K'), (3, 'three', 'FR', 'P')",
                "INSERT INTO users VALUES (1, 1, 'boss', NULL), (2, 2, 'lead', 1), (3, 2, 'hand', 2), (4, 3, 'else', NULL)",
                "INSERT INTO badge VALUES (1, 3, 'red'), (2, 1, 'gold'), (3, 4, 'blue')");
        Path target = SqliteFiles.make(folder.resolve("target.db"), tables);

        try (Life life = new Life(folder, SqliteFiles.spec("source", source), SqliteFiles.spec("target", target), 2)) {
            assertEquals(Map.of("region", 2L, "company", 2L, "users", 3L),
                    run(life, "parents", life.planSubset("parents", Map.of("users", "company_id = 2"), false)));
            assertEquals(counts(target), new TreeMap<>(Map.of("region", 2L, "company", 2L, "users", 3L, "badge", 0L)));
            life.runs().rollback(new RunId("run-parents"));
            assertEquals(Map.of("region", 2L, "company", 2L, "users", 3L, "badge", 1L),
                    run(life, "children", life.planSubset("children", Map.of("users", "company_id = 2"), true)));
            assertEquals(counts(target), new TreeMap<>(Map.of("region", 2L, "company", 2L, "users", 3L, "badge", 1L)));
        }
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "WHARF_REAL_DATA", matches = ".+")
    void customersOfOneCountryArriveFromARealDatabase() throws IOException, SQLException {
        Path data = Path.of(System.getenv("WHARF_REAL_DATA"), "chinook");
        String script = Files.readString(data.resolve("chinook-postgresql.sql"));
        PostgresTestDatabase there = PostgresServer.newest().freshDatabase();
        there.execute(script.substring(script.indexOf("CREATE TABLE"), script.indexOf("INSERT INTO")));
        Path source = Files.copy(data.resolve("chinook.sqlite"), folder.resolve("chinook.db"));

        try (Life life = new Life(folder, SqliteFiles.spec("source", source), there.target("target"), 500)) {
            Map<String, Long> rows = run(life, "germans", life.planSubset("germans", Map.of("Customer", "Country = 'Germany'"), true));
            assertEquals(4L, rows.get("Customer"));
            assertTrue(rows.get("InvoiceLine") > 100 && rows.get("Track") > 100 && rows.get("Employee") >= 2, rows.toString());
            try (Connection connection = there.connect(); Statement statement = connection.createStatement();
                    ResultSet found = statement.executeQuery("SELECT (SELECT count(*) FROM customer), (SELECT count(*) FROM track),"
                            + " (SELECT count(*) FROM employee), (SELECT count(*) FROM invoice_line)")) {
                assertTrue(found.next());
                assertEquals(List.of(rows.get("Customer"), rows.get("Track"), rows.get("Employee"), rows.get("InvoiceLine")),
                        List.of(found.getLong(1), found.getLong(2), found.getLong(3), found.getLong(4)));
            }
        }
    }

    /** What was counted, after it was moved. */
    private static Map<String, Long> run(Life life, String plan, Planned planned) {
        assertEquals(List.of(), planned.plan().plan().openDecisions());
        assertEquals(List.of(), life.check(plan).findings());
        life.approve(plan);
        life.runs().apply(plan, 1, new RunId("run-" + plan));
        assertTrue(life.verify(new RunId("run-" + plan)).ok());
        Subset subset = planned.subset();
        assertTrue(subset != null && subset.closed());
        return subset.members().stream().collect(Collectors.toMap(m -> m.table().name().toString(), m -> m.rows().orElseThrow()));
    }

    private static Map<String, Long> counts(Path file) throws SQLException {
        Map<String, Long> counts = new TreeMap<>();
        try (Connection connection = SqliteFiles.connect(file); Statement statement = connection.createStatement()) {
            try (ResultSet dangling = statement.executeQuery("PRAGMA foreign_key_check")) {
                assertTrue(!dangling.next());
            }
            for (String table : List.of("region", "company", "users", "badge")) {
                try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
                    rows.next();
                    counts.put(table, rows.getLong(1));
                }
            }
        }
        return counts;
    }
}
