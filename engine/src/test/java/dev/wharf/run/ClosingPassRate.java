package dev.wharf.run;

import dev.wharf.examples.Product;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * How many references a closing pass fills a second, beside one UPDATE that a person would write by hand over the same rows
 * in the same database. Arguments: rows (default 200000) and product (default POSTGRESQL).
 */
final class ClosingPassRate {

    private ClosingPassRate() {}

    public static void main(String[] arguments) throws Exception {
        int rows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200_000;
        Product to = arguments.length > 1 ? Product.valueOf(arguments[1]) : Product.POSTGRESQL;
        Path folder = Files.createTempDirectory("wharf-closing-pass");
        Instant[] begun = new Instant[1];
        Instant[] ended = new Instant[1];
        try (Bench bench = new Bench(folder, Product.SQLITE, to)) {
            bench.batchRows(20_000)
                    .source("CREATE TABLE nodes (id INTEGER PRIMARY KEY, parent INTEGER, name TEXT)")
                    .source("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + rows
                            + ") INSERT INTO nodes SELECT i, " + rows + " + 1 - i, 'node ' || i FROM n")
                    .target("CREATE TABLE nodes (id BIGINT PRIMARY KEY, name TEXT, parent_id BIGINT REFERENCES nodes (id))")
                    .target("CREATE INDEX ON nodes (parent_id)".replace("ON", to == Product.SQLITE ? "by_parent ON" : "ON"))
                    .plan(ClosingPassTest.STEPS)
                    .file("nodes.sql", "SELECT id, parent, name FROM nodes")
                    .java("Nodes", "target.insert(\"nodes\").copy(\"id\", \"id\").copy(\"name\", \"name\");");
            Runs runs = bench.runs(event -> {
                if (event instanceof RunEvent.StepEnded) {
                    begun[0] = Instant.now();
                } else if (event instanceof RunEvent.Filling) {
                    ended[0] = Instant.now();
                }
            });
            runs.apply(Bench.PLAN, 2, null);
            double pass = Duration.between(begun[0], ended[0]).toMillis() / 1e3;
            double hand = byHand(bench, rows, to);
            System.out.printf(
                    Locale.ROOT,
                    "%s: %d references in %.2f s = %,.0f a second; by hand, without any record, %.2f s = %,.0f a second; ratio %.2f%n",
                    to, rows, pass, rows / pass, hand, rows / hand, hand / pass);
        }
        System.exit(0);
    }

    private static double byHand(Bench bench, int rows, Product to) throws SQLException {
        try (Connection connection = bench.connect("target");
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE nodes SET parent_id = NULL");
            Instant begun = Instant.now();
            statement.execute("UPDATE nodes SET parent_id = CAST(m.target_key AS bigint) FROM "
                    + (to == Product.SQLITE ? "" : "wharf.") + "migration_mappings m"
                    + " WHERE m.source_key = CAST(" + rows + " + 1 - nodes.id AS text) AND m.entity = 'nodes'");
            return Duration.between(begun, Instant.now()).toMillis() / 1e3;
        }
    }
}
