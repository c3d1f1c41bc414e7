package dev.wharf.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.catalog.Dialect;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainExtractTest {

    private static final List<String> COLUMNS = List.of("id", "name");

    @Test
    void followsAnAliasToItsColumn() {
        assertEquals("id", origins("SELECT p.id AS number, name FROM people p WHERE name <> ''", Dialect.POSTGRESQL).get("number"));
    }

    @Test
    void takesAStarForEveryColumn() {
        assertEquals(Map.of("id", "id", "name", "name"), origins("SELECT * FROM people", Dialect.POSTGRESQL));
    }

    @Test
    void knowsSqliteColumnsInAnyCase() {
        assertEquals("id", origins("SELECT ID FROM people", Dialect.SQLITE).get("ID"));
    }

    @Test
    void takesNoExpressionForAColumn() {
        assertEquals(Map.of(), origins("SELECT id + 1 AS id FROM people", Dialect.POSTGRESQL));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "SELECT a.id FROM people a JOIN teams b ON true",
        "SELECT a.id FROM people a, teams b",
        "SELECT id FROM people GROUP BY id",
        "SELECT id FROM people UNION ALL SELECT id FROM people",
        "SELECT id FROM (SELECT id FROM people) s",
        "WITH people AS (SELECT 1 AS id UNION ALL SELECT 1) SELECT id FROM people",
        "not SQL at all"
    })
    void leavesEverythingElseToAQuery(String sql) {
        assertTrue(PlainExtract.of(sql, Dialect.POSTGRESQL).isEmpty());
    }

    private static Map<String, String> origins(String sql, Dialect dialect) {
        PlainExtract plain = PlainExtract.of(sql, dialect).orElseThrow();
        assertEquals("people", plain.table());
        return plain.origins(COLUMNS, dialect == Dialect.POSTGRESQL);
    }
}
