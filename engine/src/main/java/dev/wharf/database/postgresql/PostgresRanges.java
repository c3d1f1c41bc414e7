package dev.wharf.database.postgresql;

import static dev.wharf.database.postgresql.PostgresSql.list;
import static dev.wharf.database.postgresql.PostgresSql.name;

import dev.wharf.database.Extract;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks the planner how it would read a range of an extract. The bounds are calls that are stable but not constant, so that
 * the plan is one for any range. Sequential scans are made dear, and joins that read a table whole, because of a small table
 * they would be chosen in spite of an index, and the question is whether there is one to use.
 */
final class PostgresRanges {

    private static final String BOUND = "current_setting";

    /** A table that is read whole for every range costs little while it is this small. */
    private static final long SMALL_ROWS = 10_000;

    private PostgresRanges() {}

    static boolean reachIndex(Connection connection, Extract extract) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off");
            try (ResultSet row = statement.executeQuery("EXPLAIN (FORMAT JSON) " + range(extract))) {
                row.next();
                JsonNode plan = JsonMapper.shared().readTree(row.getString(1)).path(0).path("Plan");
                return usesBounds(plan) && !readsWholeTable(plan);
            }
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private static String range(Extract extract) {
        String key = list(extract.key(), k -> "s." + name(k));
        String bounds = extract.key().stream()
                .map(k -> extract.columns().get(extract.indexOf(k)))
                .map(c -> "CAST(" + BOUND + "('wharf.bound', true) AS " + c.type().sqlName() + ")")
                .collect(Collectors.joining(", "));
        return "SELECT s.* FROM (" + extract.sql() + "\n) s WHERE (" + key + ") > (" + bounds + ") AND (" + key + ") <= ("
                + bounds + ") ORDER BY " + key;
    }

    private static boolean usesBounds(JsonNode node) {
        if (node.path("Index Cond").asString("").contains(BOUND)) {
            return true;
        }
        for (JsonNode child : node.path("Plans")) {
            if (usesBounds(child)) {
                return true;
            }
        }
        return false;
    }

    private static boolean readsWholeTable(JsonNode node) {
        String type = node.path("Node Type").asString("");
        boolean whole =
                switch (type) {
                    case "Seq Scan", "Index Scan", "Index Only Scan", "Bitmap Index Scan", "Sample Scan", "Foreign Scan" ->
                        !node.has("Index Cond") && node.path("Plan Rows").asLong() > SMALL_ROWS;
                    default -> false;
                };
        if (whole) {
            return true;
        }
        for (JsonNode child : node.path("Plans")) {
            if (readsWholeTable(child)) {
                return true;
            }
        }
        return false;
    }
}
