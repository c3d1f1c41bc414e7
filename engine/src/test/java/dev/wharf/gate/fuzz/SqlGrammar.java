package dev.wharf.gate.fuzz;

import dev.wharf.catalog.Dialect;
import org.jspecify.annotations.Nullable;

/** Writes extracts and conditions as people and models write them, over the tables of {@link SqlSchema}. */
final class SqlGrammar {

    private static final int DEPTH = 3;

    private final Draws draws;
    private final boolean postgresql;
    private final SqlExpressions expressions;

    SqlGrammar(Draws draws, Dialect dialect, @Nullable String planted) {
        this.draws = draws;
        this.postgresql = dialect == Dialect.POSTGRESQL;
        this.expressions = new SqlExpressions(draws, dialect, planted);
    }

    boolean planted() {
        return expressions.planted();
    }

    String condition() {
        return expressions.truth("customers", DEPTH);
    }

    String extract() {
        String select =
                switch (draws.below(9)) {
                    case 0 -> grouped();
                    case 1 -> windowed();
                    case 2 -> named();
                    case 3 -> plain("c") + draws.of(" UNION ALL ", " UNION ", "\nEXCEPT ", " INTERSECT ") + plain("d");
                    case 4 -> derived();
                    case 5 -> postgresql ? ownRows() : "SELECT j.value AS v, c.id FROM customers c, json_each(c.data, '$.list') j";
                    default -> plain("c");
                };
        return comment() + select + (draws.percent(10) ? "\n/* end */" : "");
    }

    private String comment() {
        return draws.percent(20) ? draws.of("-- customers\n", "/* a; b -- c */ ", "-- DROP TABLE items\n", "/* ' */\n") : "";
    }

    private String plain(String c) {
        StringBuilder sql = new StringBuilder("SELECT ");
        sql.append(draws.percent(10) ? "DISTINCT " : "").append(c).append(".id");
        for (int i = 1; i <= 2; i++) {
            sql.append(", ").append(expressions.text(c, DEPTH)).append(draws.of(" AS ", " ")).append("t").append(i);
        }
        sql.append(", ").append(expressions.number(c, 2)).append(" AS n");
        sql.append(draws.of(" FROM ", "\nFROM ")).append(postgresql && draws.percent(20) ? "public." : "").append("customers ");
        sql.append(draws.percent(50) ? "AS " : "").append(c);
        if (draws.percent(40)) {
            sql.append(draws.of(" JOIN", " LEFT JOIN", " INNER JOIN", " LEFT OUTER JOIN")).append(" orders o ON o.customer_id = ").append(c).append(".id");
        } else if (draws.percent(20)) {
            sql.append(draws.of(" CROSS JOIN items i", ", \"Order Details\" od", " JOIN orders o USING (id)"));
        }
        if (draws.percent(70)) {
            sql.append(draws.of(" WHERE ", "\nWHERE ")).append(expressions.truth(c, DEPTH));
        }
        return sql.toString();
    }

    private String grouped() {
        return "SELECT c.kind AS id, count(*) AS n, max(" + expressions.text("c", 2) + ") AS most, sum(c.amount) AS total FROM customers c"
                + (draws.percent(50) ? " WHERE " + expressions.truth("c", 2) : "") + " GROUP BY c.kind"
                + (draws.percent(50) ? " HAVING count(*) > " + draws.between(0, 3) : "");
    }

    private String windowed() {
        String frame = draws.of("", " ROWS BETWEEN 1 PRECEDING AND CURRENT ROW", " ROWS UNBOUNDED PRECEDING");
        return "SELECT c.id, " + expressions.text("c", 2) + " AS t1, "
                + draws.of("row_number()", "sum(c.amount)", "lag(c.name, 1)", "first_value(c.kind)")
                + " OVER (PARTITION BY c.kind ORDER BY c.id" + frame + ") AS w FROM customers c WHERE " + expressions.truth("c", 2);
    }

    private String named() {
        return "WITH latest AS (" + plain("l") + "), other (id, x) AS (SELECT o.id, o.status FROM orders o)\nSELECT latest.id, latest.t1, other.x"
                + " FROM latest LEFT JOIN other ON other.id = latest.id";
    }

    private String derived() {
        return "SELECT s.id, s.t1 FROM (" + plain("c") + (draws.percent(30) ? " ORDER BY c.id LIMIT 3" : "") + ") " + draws.of("s", "AS s") + " WHERE s.id > 0";
    }

    private String ownRows() {
        return draws.of(
                "SELECT c.id, tag FROM customers c CROSS JOIN LATERAL unnest(c.tags) AS tag WHERE " + expressions.truth("c", 2),
                "SELECT v.n AS id, v.label, " + expressions.text("c", 2) + " AS t FROM customers c JOIN (VALUES (1, 'one'), (2, 'two')) AS v(n, label) ON v.n = c.id",
                "SELECT c.id, e->>'a' AS a FROM customers c, jsonb_array_elements(c.data->'list') AS e",
                "SELECT DISTINCT c.id, string_agg(o.status, ', ' ORDER BY o.id) AS all_of, count(*) FILTER (WHERE o.id > 1) AS f"
                        + " FROM customers c JOIN orders o ON o.customer_id = c.id GROUP BY c.id");
    }
}
