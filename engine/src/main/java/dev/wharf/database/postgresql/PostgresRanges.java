package dev.wharf.database.postgresql;

import static dev.wharf.database.postgresql.PostgresSql.list;
import static dev.wharf.database.postgresql.PostgresSql.name;

import dev.wharf.database.Extract;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
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
            statement.setEscapeProcessing(false);
            statement.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off");
            try (ResultSet row = statement.executeQuery("EXPLAIN (FORMAT JSON) " + range(extract))) {
                row.next();
                JsonNode plan = JsonMapper.shared().readTree(row.getString(1)).path(0).path("Plan");
                return !readsWholeTable(plan) && searchesByBounds(connection, plan);
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

    /**
     * Whether an index is entered by the bounds. A condition that leaves its first column alone only filters a walk through the
     * whole index.
     */
    private static boolean searchesByBounds(Connection connection, JsonNode node) throws SQLException {
        String condition = node.path("Index Cond").asString("");
        if (condition.contains(BOUND)) {
            for (String first : firstColumns(connection, node.path("Index Name").asString(""))) {
                String column = "\\(" + Pattern.quote(first) + "\\)?(::[^()]+?)?(,| [<>=])";
                if (Pattern.compile(column).matcher(condition).find()) {
                    return true;
                }
            }
        }
        for (JsonNode child : node.path("Plans")) {
            if (searchesByBounds(connection, child)) {
                return true;
            }
        }
        return false;
    }

    /** As EXPLAIN prints them; several where schemas have indexes of the same name. */
    private static List<String> firstColumns(Connection connection, String index) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT pg_catalog.pg_get_indexdef(oid, 1, true) FROM pg_catalog.pg_class WHERE relname = ? AND relkind IN ('i', 'I')")) {
            statement.setString(1, index);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    columns.add(rows.getString(1));
                }
            }
        }
        return columns;
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
