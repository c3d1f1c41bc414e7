package dev.wharf.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wharf.catalog.Dialect;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which places of a text may reach a function, a row's function or an operator of the database's users. */
class SqlReachTest {

    private static final Map<String, String> CALLS = Map.of("lower", "app.lower(text)", "x", "app.x()");
    private static final Map<String, String> ATTRIBUTES = Map.of("full", "app.full(people)", "x", "app.x(people)");
    private static final Map<String, String> OPERATORS = Map.of(
            "=", "app.=", "<>", "app.<>", "~~", "app.~~", "!~~*", "app.!~~*", "!~", "app.!~", ">=", "app.>=", "||", "app.||");

    /** The columns, and what is reached there. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            SELECT lower(a) FROM p ; 8 app.lower(text)
            SELECT "lower"(a) FROM p ; 8 app.lower(text)
            SELECT LOWER (a) FROM p ; 8 app.lower(text)
            SELECT p.full FROM p ; 10 app.full(people)
            SELECT p."full" FROM p ; 10 app.full(people)
            SELECT p.FULL, x() FROM p ; 10 app.full(people), 16 app.x()
            SELECT p.x FROM p ; 10 app.x(people)
            SELECT a = 1 AS b FROM p ; 10 app.=
            SELECT a != 1 AS b FROM p ; 10 app.<>
            SELECT a <> 1 AS b FROM p ; 10 app.<>
            SELECT a LIKE 'b' AS c FROM p ; 10 app.~~
            SELECT a NOT ilike 'b' AS c FROM p ; 14 app.!~~*
            SELECT a SIMILAR TO 'b' AS c FROM p ; 10 app.!~
            SELECT a BETWEEN 1 AND 2 AS c FROM p ; 10 app.>=
            SELECT a IN (1) AS c FROM p ; 10 app.<>, 10 app.=
            SELECT DISTINCT a FROM p ; 8 app.=
            SELECT CASE a WHEN 1 THEN 2 END AS c FROM p ; 8 app.=
            SELECT nullif(a, 1) AS c FROM p ; 8 app.=
            SELECT a FROM p JOIN q USING (a) ; 24 app.=
            SELECT a FROM p NATURAL JOIN q ; 17 app.=
            SELECT a||b AS c FROM p ; 9 app.||
            SELECT 'lower('||x() FROM p ; 16 app.||, 18 app.x()
            """)
    void isRefusedWhereItStands(String sql, String reached) {
        assertEquals(
                reached,
                check(sql).stream()
                        .map(finding -> finding.column() + " " + finding.message().replaceAll(".*?(app[.][^ ,:]+).*", "$1"))
                        .sorted()
                        .collect(Collectors.joining(", ")));
        check(sql).forEach(finding -> assertEquals("own-function", finding.rule()));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "SELECT lower FROM p", "SELECT pg_catalog.lower(a) FROM p", "SELECT full FROM p", "SELECT upper(a) FROM p",
        "SELECT a < 1 AS b FROM p", "SELECT 'x()' AS b FROM p", "SELECT \"like\" FROM p", "SELECT p.full(a) FROM p", "lower"
    })
    void isNotReachedByWhatIsNoCallNoAttributeAndNoSuchOperator(String sql) {
        assertEquals(List.of(), check(sql));
    }

    @Test
    void saysWhatIsReachedAndWhatToWriteInstead() {
        assertEquals(
                """
                1:10 own-function: '=' may reach the operator app.=, which is not the database's own → Add the name of the operator's function to the plan's sqlFunctions
                1:18 own-function: 'full' behind a point may call app.full(people): PostgreSQL reads a function of a row as its column → Name a column of the table
                1:24 own-function: A call of 'LOWER' may reach app.lower(text), which is not the database's own → Write pg_catalog.lower, or add the name to the plan's sqlFunctions
                """,
                CorpusVerdicts.said(check("SELECT a = 1, p. full, LOWER(a) FROM p")));
    }

    @Test
    void noPlanAllowsWhatReadsTheClockOrTheSession() {
        List<Finding> findings = SqlGuard.checkFunctions(
                Dialect.POSTGRESQL, "plan.yml", List.of("own", "now", "pg_catalog.Now", "\"pg_sleep\"", "slugify", "app.now"));
        assertEquals(
                List.of(
                        "sqlFunctions names now, a function of the clock, of chance, of the session or of what is outside the tables",
                        "sqlFunctions names pg_catalog.Now, a function of the clock, of chance, of the session or of what is outside the tables",
                        "sqlFunctions names \"pg_sleep\", a function of the clock, of chance, of the session or of what is outside the tables"),
                findings.stream().map(Finding::message).toList());
        assertEquals(List.of(), SqlGuard.checkFunctions(Dialect.SQLITE, "plan.yml", List.of("own")));
        assertEquals(1, SqlGuard.checkFunctions(Dialect.SQLITE, "plan.yml", List.of("RANDOM")).size());
    }

    private static List<Finding> check(String sql) {
        return SqlGuard.checkReach(Dialect.POSTGRESQL, "step", "a.sql", sql, CALLS, ATTRIBUTES, OPERATORS);
    }
}
