package dev.wharf.database.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.database.Database;
import dev.wharf.database.Databases;
import dev.wharf.database.Extract;
import dev.wharf.database.ExtractColumn;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.testing.SqliteFiles;
import dev.wharf.wire.ValueType;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteDescribeTest {

    @TempDir
    Path folder;

    private Database database = Databases.open(SqliteFiles.spec("legacy", Path.of("none.db")));

    @BeforeEach
    void makeFile() {
        Path file = SqliteFiles.make(
                folder.resolve("d.db"),
                "CREATE TABLE people (id INTEGER PRIMARY KEY, name VARCHAR(20), score NUMERIC(10,2), at DATETIME)",
                "CREATE TABLE orders (id INTEGER PRIMARY KEY, person INT REFERENCES people, number INT)",
                "CREATE INDEX orders_person ON orders (person, number)",
                "CREATE TABLE heap (id INT, person INT)",
                "CREATE VIEW named AS SELECT id, name FROM people");
        database = Databases.open(SqliteFiles.spec("legacy", file));
    }

    @Test
    void tellsNamesAndDeclaredTypes() {
        Extract extract = database.describe(
                "SELECT p.*, n.name AS called, count(*) AS n, CAST(score AS TEXT) AS shown FROM people p JOIN named n USING (id)\n"
                        + "GROUP BY p.id; ",
                List.of("id"));
        StringBuilder text = new StringBuilder();
        for (ExtractColumn column : extract.columns()) {
            assertEquals(ValueType.DYNAMIC, column.layout());
            text.append(column.name()).append(' ').append(column.type().kind()).append(' ').append(column.type().sqlName())
                    .append('\n');
        }
        assertEquals(
                """
                id INTEGER INTEGER
                name TEXT VARCHAR(20)
                score DECIMAL NUMERIC(10,2)
                at TIMESTAMP DATETIME
                called TEXT VARCHAR(20)
                n OTHER\s
                shown OTHER\s
                """,
                text.toString());
    }

    @Test
    void refusesSqlThatIsNotOneSelectWithNamedColumns() {
        assertRefused("SELECT id, nam FROM people",
                "The extract is refused by the database (SQLITE_ERROR): no such column: nam.");
        assertRefused("SELECT id FROM persons",
                "The extract is refused by the database (SQLITE_ERROR): no such table: persons.");
        assertRefused("SELECT 1 AS id; SELECT 2",
                "The extract is refused by the database (SQLITE_ERROR): near \";\": syntax error.");
        assertRefused("SELECT p.id, o.id FROM people p JOIN orders o ON o.person = p.id",
                "The extract has two columns of the name id.");
        assertRefused("SELECT name FROM people", "The key's column id is not in the extract, which has name.");
        assertRefused("DELETE FROM people RETURNING id",
                "The extract is refused by the database (SQLITE_ERROR): near \"DELETE\": syntax error.");
    }

    @Test
    void tellsWhetherRangesReachAnIndex() {
        assertTrue(reaches("SELECT * FROM people", "id"));
        assertTrue(reaches("SELECT * FROM named WHERE name <> ''", "id"));
        assertTrue(reaches("SELECT person, number, count(*) AS n FROM orders GROUP BY person, number", "person", "number"));
        assertTrue(reaches("SELECT o.id, p.name FROM orders o JOIN people p ON p.id = o.person", "id"));
        assertFalse(reaches("SELECT * FROM heap", "id"));
        assertFalse(reaches("SELECT id + 0 AS id FROM people", "id"));
        assertFalse(reaches("SELECT DISTINCT name FROM people", "name"));
        assertFalse(reaches("SELECT p.id, h.id AS other FROM people p JOIN heap h ON h.person = p.id", "id"));
        assertFalse(reaches("SELECT id, row_number() OVER (ORDER BY name) AS place FROM people", "id"));
    }

    private boolean reaches(String sql, String... key) {
        return database.rangesReachIndex(database.describe(sql, List.of(key)));
    }

    private void assertRefused(String sql, String message) {
        WharfException e = assertThrows(WharfException.class, () -> database.describe(sql, List.of("id")));
        assertEquals(message, e.text());
        assertEquals("extract-refused", e.code());
        assertEquals(Kind.DATA, e.kind());
    }
}
