package dev.wharf.gate.fuzz;

import dev.wharf.catalog.Dialect;
import org.jspecify.annotations.Nullable;

/** Expressions over the tables of {@link SqlSchema}, typed, so that most of what is generated runs. */
final class SqlExpressions {

    private final Draws draws;
    private final boolean postgresql;
    private final @Nullable String planted;
    private boolean plantedUsed;

    SqlExpressions(Draws draws, Dialect dialect, @Nullable String planted) {
        this.draws = draws;
        this.postgresql = dialect == Dialect.POSTGRESQL;
        this.planted = planted;
    }

    boolean planted() {
        return plantedUsed;
    }

    /** An expression of type text over one row of {@code customers}. */
    String text(String table, int depth) {
        if (planted != null && !plantedUsed && draws.percent(25)) {
            plantedUsed = true;
            return planted;
        }
        if (depth <= 0) {
            return draws.percent(70) ? table + draws.of(".name", ".email", ".kind", ".\"Full Name\"") : literal();
        }
        String a = text(table, depth - 1);
        return switch (draws.below(postgresql ? 19 : 15)) {
            case 0 -> "lower(" + a + ")";
            case 1 -> a + " || " + text(table, depth - 1);
            case 2 -> "(" + a + " || " + text(table, depth - 1) + ")";
            case 3 -> "coalesce(" + a + ", " + literal() + ")";
            case 4 -> "CASE WHEN " + truth(table, depth - 1) + " THEN " + a + " ELSE " + text(table, depth - 1) + " END";
            case 5 -> "CAST(" + number(table, depth - 1) + " AS text)";
            case 6 -> "substr(" + a + ", 1, " + draws.between(1, 9) + ")";
            case 7 -> "replace(" + a + ", " + literal() + ", " + literal() + ")";
            case 8 -> "nullif(trim(" + a + "), '')";
            case 9 -> "(SELECT max(o.status) FROM orders o WHERE o.customer_id = " + table + ".id)";
            case 10 -> "(SELECT i.sku FROM items i ORDER BY i.id LIMIT 1)";
            case 11 -> "upper(" + a + ")";
            case 12 -> postgresql ? "CASE " + a + " WHEN " + literal() + " THEN 'x' ELSE NULL END" : "iif(" + truth(table, depth - 1) + ", " + a + ", 'n')";
            case 13 -> postgresql ? "(" + table + ".data->>'a')" : "json_extract(" + table + ".data, '$.a')";
            case 14 -> postgresql ? "to_char(" + table + ".created_at, 'YYYY-MM')" : "strftime('%Y', " + table + ".created_at)";
            case 15 -> table + ".amount::text";
            case 16 -> "(" + table + ".tags)[1]";
            case 17 -> "regexp_replace(" + a + ", '[^a-z]+', '-', 'g')";
            default -> "split_part(" + a + ", '-', 1)";
        };
    }

    String number(String table, int depth) {
        if (depth <= 0) {
            return draws.percent(60) ? table + draws.of(".id", ".parent_id", ".id") : String.valueOf(draws.between(0, 99));
        }
        String a = number(table, depth - 1);
        return switch (draws.below(9)) {
            case 0 -> "(" + a + draws.of(" + ", " - ", " * ", "-", "+ -") + number(table, depth - 1) + ")";
            case 1 -> "abs(" + a + ")";
            case 2 -> "length(" + text(table, depth - 1) + ")";
            case 3 -> "CAST(" + a + " AS integer)";
            case 4 -> "coalesce(" + a + ", 0)";
            case 5 -> "(SELECT count(*) FROM orders o WHERE o.customer_id = " + table + ".id)";
            case 6 -> "round(" + table + ".amount)";
            case 7 -> postgresql ? "extract(year FROM " + table + ".created_at)" : "instr(" + text(table, depth - 1) + ", 'a')";
            default -> "(" + a + " % " + draws.between(2, 9) + ")";
        };
    }

    String truth(String table, int depth) {
        if (depth <= 0) {
            return table + draws.of(".id > 3", ".name IS NOT NULL", ".kind = 'a'", ".kind IN ('a', 'b')", ".id BETWEEN 1 AND 4", ".email LIKE '%@%'");
        }
        return switch (draws.below(postgresql ? 11 : 8)) {
            case 0 -> "(" + truth(table, depth - 1) + draws.of(" AND ", " OR ", "\nAND ") + truth(table, depth - 1) + ")";
            case 1 -> "NOT (" + truth(table, depth - 1) + ")";
            case 2 -> number(table, depth - 1) + draws.of(" < ", " >= ", " <> ", "=", " != ") + number(table, depth - 1);
            case 3 -> text(table, depth - 1) + draws.of(" = ", " <> ", " LIKE ") + literal();
            case 4 -> "EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = " + table + ".id AND o.status = " + literal() + ")";
            case 5 -> table + ".id IN (SELECT o.customer_id FROM orders o)";
            case 6 -> text(table, depth - 1) + " IS " + draws.of("", "NOT ") + "NULL";
            case 7 -> text(table, depth - 1) + " LIKE 'a!%%' ESCAPE '!'";
            case 8 -> text(table, depth - 1) + draws.of(" ~ ", " ILIKE ", " ~* ", " SIMILAR TO ") + "'a%'";
            case 9 -> number(table, depth - 1) + " = ANY(ARRAY[1, 2, 3])";
            default -> table + ".created_at >= DATE '2020-01-01'";
        };
    }

    private String literal() {
        return draws.of("'a'", "'b'", "''", "'it''s'", "'-- no comment'", "'/* none */'", "'größe'", "';'", "'\"'", "'pg_sleep(1)'", "'$$'");
    }
}
