package dev.wharf.database.sqlite;

import static dev.wharf.database.sqlite.SqliteSql.list;
import static dev.wharf.database.sqlite.SqliteSql.name;

import dev.wharf.database.Extract;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks the planner how it would read a range of an extract, by EXPLAIN QUERY PLAN with bounds that are not bound. */
final class SqliteRanges {

    private static final Pattern SUBQUERY = Pattern.compile("(?:CO-ROUTINE|MATERIALIZE) (.+)");

    private SqliteRanges() {}

    /** A range reaches an index where one search has its bounds and nothing is read from end to end or indexed on the way. */
    static boolean reachIndex(Connection connection, Extract extract) throws SQLException {
        String key = "(" + list(extract.key(), k -> "s." + name(k)) + ")";
        String bounds = "(" + SqliteSql.parameters(extract.key().size()) + ")";
        String sql = "EXPLAIN QUERY PLAN SELECT s.* FROM (" + extract.sql() + "\n) s WHERE " + key + " > " + bounds + " AND "
                + key + " <= " + bounds + " ORDER BY " + list(extract.key(), k -> "s." + name(k));
        boolean searched = false;
        // A subquery that is run on the way is scanned by its outer query; what counts is how the subquery itself reads.
        Set<String> subqueries = new HashSet<>();
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                int level = rows.getInt("parent");
                String step = rows.getString("detail");
                Matcher subquery = SUBQUERY.matcher(step);
                if (subquery.matches()) {
                    subqueries.add(level + " SCAN " + subquery.group(1));
                } else if (step.contains("AUTOMATIC ")
                        || step.startsWith("SCAN ")
                                && !step.startsWith("SCAN CONSTANT ROW")
                                && !subqueries.contains(level + " " + step)) {
                    return false;
                }
                searched |= step.startsWith("SEARCH ") && step.contains(">");
            }
        }
        return searched;
    }
}
