package dev.wharf.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wharf.catalog.Dialect;
import dev.wharf.catalog.Schema;
import dev.wharf.catalog.Table;
import dev.wharf.catalog.TableKind;
import dev.wharf.catalog.TableName;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableWordsTest {

    private static final Schema POSTGRES = schema(Dialect.POSTGRESQL, "people", "teams", "Odd Name", "sales.orders");
    private static final Schema SQLITE = schema(Dialect.SQLITE, "people", "teams");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SELECT * FROM people                                              | people
            SELECT * FROM People p, TEAMS t                                   | people teams
            SELECT (SELECT label FROM teams t WHERE t.id = p.team) FROM people p | people teams
            SELECT * FROM (people p JOIN teams t ON true)                     | people teams
            SELECT * FROM "Odd Name" WHERE x = 'from teams'                   | Odd Name
            SELECT * FROM sales.orders -- from teams                          | sales.orders
            WITH x AS (SELECT 1 FROM people) SELECT * FROM x /* from teams */ | people
            """)
    void findsEveryTableThatIsRead(String sql, String tables) {
        assertEquals(tables, found(sql, POSTGRES));
    }

    @Test
    void readsSqlitesOtherQuotesAndCase() {
        assertEquals("people teams", found("SELECT * FROM `PEOPLE` JOIN [Teams] ON 1", SQLITE));
    }

    @Test
    void takesNoColumnForATable() {
        assertEquals("people", found("SELECT p.teams FROM people p WHERE teams = 1", schema(Dialect.SQLITE, "people")));
    }

    private static String found(String sql, Schema schema) {
        return TableWords.in(sql, schema).stream().map(TableName::toString).collect(Collectors.joining(" "));
    }

    private static Schema schema(Dialect dialect, String... tables) {
        return new Schema(dialect, Stream.of(tables)
                .map(name -> new Table(TableName.parse(name), TableKind.CATALOG, 0, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), null))
                .toList());
    }
}
