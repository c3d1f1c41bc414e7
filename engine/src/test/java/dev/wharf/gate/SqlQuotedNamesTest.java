package dev.wharf.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wharf.gate.SqlQuotedNames.Name;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Names in double quotes, which SQLite may read as text, each with the text that can only mean a name. */
class SqlQuotedNamesTest {

    @Test
    void eachNameStandsWithItsPlaceAndItsTextRespelt() {
        SqlQuotedNames names = SqlQuotedNames.of("SELECT \"a\"\"b\", 'c'\nFROM \"d`e\" -- \"f\"\nWHERE 1 = 1");
        assertEquals("SELECT `a\"b`, 'c'\nFROM `d``e` -- \"f\"\nWHERE 1 = 1", names.respelt());
        assertEquals(
                List.of(
                        new Name("a\"b", 1, 8, "SELECT `a\"b`, 'c'\nFROM \"d`e\" -- \"f\"\nWHERE 1 = 1"),
                        new Name("d`e", 2, 6, "SELECT \"a\"\"b\", 'c'\nFROM `d``e` -- \"f\"\nWHERE 1 = 1")),
                names.names());
    }

    @Test
    void aTextWithoutThemStaysAsItIs() {
        assertEquals(new SqlQuotedNames(List.of(), "SELECT a FROM b"), SqlQuotedNames.of("SELECT a FROM b"));
    }
}
