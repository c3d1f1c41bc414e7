package dev.wharf.database.postgresql;

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
import dev.wharf.testing.PostgresServer;
import dev.wharf.testing.PostgresTestDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PostgresDescribeTest {

    private static final String SCHEMA =
            """
            CREATE TYPE role_type AS ENUM ('master', 'remote');
            CREATE DOMAIN positive AS integer CHECK (VALUE > 0);
            CREATE TABLE people (id serial PRIMARY KEY, name varchar(20), role role_type, age positive, score numeric(10,2),
                tags text[], period int4range, doc jsonb, born date, at timestamptz, code char(3));
            CREATE TABLE orders (id bigint PRIMARY KEY, person integer NOT NULL, amount numeric);
            CREATE INDEX orders_person ON orders (person);
            CREATE TABLE line (orders bigint, number integer, label varchar(9), "Odd Name" varchar(20) UNIQUE, PRIMARY KEY (orders, number));
            CREATE TABLE heap (id integer, person integer, v text);
            """;

    @ParameterizedTest
    @MethodSource("dev.wharf.testing.PostgresServer#versions")
    void tellsNamesTypesAndLayouts(PostgresServer.Version version) {
        Database database = database(PostgresServer.of(version));
        Extract extract = database.describe(
                "SELECT p.*, count(*) AS n, 'x' AS literal, doc ? 'a?b' AS asked, doc ->> '?' AS text, 0.5 AS half\n"
                        + "FROM people p -- the ? operator is no parameter\nGROUP BY id ;\n",
                List.of("id"));
        assertEquals(
                """
                id integer INTEGER INT4
                name character varying(20) TEXT TEXT
                role role_type ENUM TEXT
                age integer INTEGER INT4
                score numeric(10,2) DECIMAL NUMERIC
                tags text[] ARRAY OPAQUE
                period int4range OTHER OPAQUE
                doc jsonb JSONB JSONB
                born date DATE DATE
                at timestamp with time zone TIMESTAMPTZ TIMESTAMPTZ
                code character(3) CHAR TEXT
                n bigint BIGINT INT8
                literal text TEXT TEXT
                asked boolean BOOLEAN BOOL
                text text TEXT TEXT
                half numeric DECIMAL NUMERIC
                """,
                text(extract));
        assertEquals(Integer.valueOf(20), extract.columns().get(1).type().length());
        assertEquals(List.of("master", "remote"), extract.columns().get(2).type().labels());
        assertFalse(extract.sql().endsWith(";"));
    }

    @Test
    void refusesSqlWithStateAndPlaceButWithoutValues() {
        Database database = database(PostgresServer.newest());
        assertRefused(
                database,
                "SELECT id,\n       nam FROM people",
                "The extract is refused by the database (SQLSTATE 42703, line 2, column 8): column \"nam\" does not exist.",
                "Perhaps you meant to reference the column \"people.name\".");
        assertRefused(
                database,
                "SELECT id FROM persons",
                "The extract is refused by the database (SQLSTATE 42P01, line 1, column 16): relation \"persons\" does not exist.",
                "Correct the extract's SQL: it must be one SELECT over what `wharf survey` shows.");
        assertRefused(
                database,
                "SELECT id FROM people WHERE id = 'secret value'",
                "The extract is refused by the database (SQLSTATE 22P02, line 1, column 34).",
                "Correct the extract's SQL: it must be one SELECT over what `wharf survey` shows.");
        assertRefused(
                database,
                "SELECT 1 AS id; DROP TABLE people",
                "The extract holds more than one statement.",
                "Leave one SELECT in it; the engine adds order, ranges and limits by itself.");
        assertRefused(
                database,
                "DELETE FROM people RETURNING id",
                "The extract is refused by the database (SQLSTATE 42601, line 1, column 8): syntax error at or near \"FROM\".",
                "Correct the extract's SQL: it must be one SELECT over what `wharf survey` shows.");
        assertRefused(
                database,
                "SELECT id FROM people) s CROSS JOIN (SELECT 1 AS n",
                "The extract is refused by the database (SQLSTATE 42601, line 1, column 22): syntax error at or near \")\".",
                "Correct the extract's SQL: it must be one SELECT over what `wharf survey` shows.");
        assertRefused(
                database,
                "SELECT 1 AS id) s; DROP TABLE people; SELECT * FROM (SELECT 2 AS id",
                "The extract is refused by the database (SQLSTATE 42601, line 1, column 15): syntax error at or near \")\".",
                "Correct the extract's SQL: it must be one SELECT over what `wharf survey` shows.");
    }

    @Test
    void refusesColumnsWithoutANameOrWithAnothersAndAKeyThatIsNotThere() {
        Database database = database(PostgresServer.newest());
        assertRefused(
                database,
                "SELECT id, age + 1 FROM people",
                "Column 2 of the extract has no name, and a class reads columns by name.",
                "Give the expression a name: AS name.");
        assertRefused(
                database,
                "SELECT p.id, o.id FROM people p JOIN orders o ON o.person = p.id",
                "The extract has two columns of the name id.",
                "Give one of them another name by AS, or leave it out.");
        assertRefused(
                database,
                "SELECT name, role FROM people",
                "The key's column id is not in the extract, which has name, role.",
                "Add the column to the SELECT, or choose a key from its columns.");
    }

    @ParameterizedTest
    @MethodSource("dev.wharf.testing.PostgresServer#versions")
    void tellsWhetherRangesReachAnIndex(PostgresServer.Version version) {
        PostgresTestDatabase fresh = PostgresServer.of(version).freshDatabase();
        fresh.execute(SCHEMA + """
                INSERT INTO people (name) SELECT 'p' || i FROM generate_series(1, 20000) i;
                INSERT INTO orders SELECT i, i % 20000, i FROM generate_series(1, 40000) i;
                INSERT INTO line SELECT i / 3, i % 3, 'l' FROM generate_series(1, 40000) i;
                INSERT INTO heap SELECT i, i % 20000, 'v' FROM generate_series(1, 40000) i;
                ANALYZE""");
        Database database = Databases.open(fresh.source("legacy"));
        assertTrue(reaches(database, "SELECT * FROM people", "id"));
        assertTrue(reaches(database, "SELECT * FROM people WHERE name <> ''", "id"));
        assertTrue(reaches(database, "SELECT o.id, p.name FROM orders o JOIN people p ON p.id = o.person", "id"));
        assertTrue(reaches(database, "SELECT person, sum(amount) AS total FROM orders GROUP BY person", "person"));
        assertTrue(reaches(database, "SELECT * FROM line", "orders", "number"));
        assertTrue(reaches(database, "SELECT * FROM line WHERE orders = 7", "number"));
        assertTrue(reaches(database, "SELECT * FROM line", "Odd Name"));
        assertFalse(reaches(database, "SELECT * FROM line", "number", "orders"));
        assertFalse(reaches(database, "SELECT * FROM heap", "id"));
        assertFalse(reaches(database, "SELECT id + 0 AS id, name FROM people", "id"));
        assertFalse(reaches(database, "SELECT DISTINCT name FROM people", "name"));
        assertFalse(reaches(database, "SELECT p.id, h.v FROM people p JOIN heap h ON h.person = p.id", "id"));
        assertFalse(reaches(database, "SELECT id, row_number() OVER (ORDER BY name) AS place FROM people", "id"));
    }

    private static boolean reaches(Database database, String sql, String... key) {
        return database.rangesReachIndex(database.describe(sql, List.of(key)));
    }

    private static Database database(PostgresServer server) {
        PostgresTestDatabase database = server.freshDatabase();
        database.execute(SCHEMA);
        return Databases.open(database.source("legacy"));
    }

    private static String text(Extract extract) {
        StringBuilder text = new StringBuilder();
        for (ExtractColumn column : extract.columns()) {
            text.append(column.name()).append(' ').append(column.type().sqlName()).append(' ').append(column.type().kind())
                    .append(' ').append(column.layout()).append('\n');
        }
        return text.toString();
    }

    private static void assertRefused(Database database, String sql, String message, String next) {
        WharfException e = assertThrows(WharfException.class, () -> database.describe(sql, List.of("id")));
        assertEquals(message, e.text());
        assertEquals(next, e.next());
        assertEquals("extract-refused", e.code());
        assertEquals(Kind.DATA, e.kind());
    }
}
