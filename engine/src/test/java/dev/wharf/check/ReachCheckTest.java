package dev.wharf.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.catalog.Dialect;
import dev.wharf.database.Database;
import dev.wharf.database.Databases;
import dev.wharf.database.SourceSnapshot;
import dev.wharf.gate.Finding;
import dev.wharf.gate.SqlGuard;
import dev.wharf.testing.PostgresServer;
import dev.wharf.testing.PostgresTestDatabase;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Texts that the guard passes and that would call what users of the source made. */
class ReachCheckTest {

    private static final String SCHEMA =
            """
            CREATE TABLE people (id integer PRIMARY KEY, name varchar(20), boss integer);
            INSERT INTO people VALUES (1, 'Ada', NULL);
            CREATE TYPE pair AS (a int, b int);
            CREATE FUNCTION lower(varchar) RETURNS text LANGUAGE sql VOLATILE AS 'SELECT ''own''';
            CREATE FUNCTION loud(people) RETURNS text LANGUAGE sql AS 'SELECT ''own''';
            CREATE FUNCTION joined(integer, integer) RETURNS text LANGUAGE sql AS 'SELECT ''own''';
            CREATE OPERATOR || (LEFTARG = integer, RIGHTARG = integer, FUNCTION = joined);
            CREATE FUNCTION spelled(pair) RETURNS text LANGUAGE sql AS 'SELECT ''own''';
            CREATE CAST (pair AS text) WITH FUNCTION spelled(pair);
            CREATE FUNCTION pure(integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 1';
            CREATE FUNCTION owners() RETURNS integer LANGUAGE sql STABLE SECURITY DEFINER AS 'SELECT 1';
            """;

    @ParameterizedTest
    @MethodSource("dev.wharf.testing.PostgresServer#versions")
    void namesThatReachFunctionsOfUsersAreRefusedAtTheirPlace(PostgresServer.Version version) {
        PostgresTestDatabase fresh = PostgresServer.of(version).freshDatabase();
        fresh.execute(SCHEMA);
        Database source = Databases.open(fresh.source("legacy"));

        assertReaches(source, "SELECT id, lower(name) AS name FROM people", "own", 12,
                "A call of 'lower' may reach lower(character varying), which is not the database's own");
        assertReaches(source, "SELECT id, p.loud AS name FROM people p", "own", 14,
                "'loud' behind a point may call loud(people): PostgreSQL reads a function of a row as its column");
        assertReaches(source, "SELECT id, id || id AS name FROM people", "own", 15,
                "'||' may reach the operator ||(integer,integer), which is not the database's own");
        assertReaches(source, "SELECT id, p.row_to_json AS name FROM people p", "{\"id\":1,\"name\":\"Ada\",\"boss\":null}", 14,
                "'row_to_json' behind a point may call row_to_json(record): PostgreSQL reads a function of a row as its column");
    }

    @Test
    void whatIsTheDatabasesOwnPasses() {
        PostgresTestDatabase fresh = PostgresServer.newest().freshDatabase();
        fresh.execute(SCHEMA);
        Database source = Databases.open(fresh.source("legacy"));
        ReachCheck reach = ReachCheck.of(source, List.of());
        String sql = "SELECT p.id, pg_catalog.lower(p.name) AS name, upper(p.name) AS loud FROM public.people p WHERE p.boss = 1";
        assertEquals(List.of(), SqlGuard.check(Dialect.POSTGRESQL, null, null, sql, Set.of()));
        assertEquals(List.of(), reach.check(null, null, sql));
        try (SourceSnapshot snapshot = source.openSnapshot()) {
            assertEquals(
                    List.of(List.of("ada")),
                    snapshot.query("SELECT pg_catalog.lower(p.name) AS name FROM public.people p", 1));
        }
    }

    @Test
    void whatThePlanNamesIsAllowedAndSaid() {
        PostgresTestDatabase fresh = PostgresServer.newest().freshDatabase();
        fresh.execute(SCHEMA);
        Database source = Databases.open(fresh.source("legacy"));
        ReachCheck reach = ReachCheck.of(source, List.of("lower", "joined", "owners", "pure", "random"));
        assertEquals(List.of(), reach.check(null, null, "SELECT lower(name) AS n, id || id AS i FROM people"));
        Notes notes = new Notes();
        reach.note(notes);
        assertEquals(List.of("volatile-function"), rules(notes.findings()).stream().distinct().toList());
        assertTrue(notes.findings().getFirst().message().startsWith("sqlFunctions names random, and random("));
        assertEquals(
                List.of("further-functions", "own-cast", "volatile-function", "volatile-function", "definer-function"),
                rules(notes.warnings()).stream().sorted((a, b) -> order(a) - order(b)).toList());
    }

    private static int order(String rule) {
        return List.of("further-functions", "own-cast", "volatile-function", "definer-function").indexOf(rule);
    }

    private static List<String> rules(List<Finding> findings) {
        return findings.stream().map(Finding::rule).toList();
    }

    /** The guard alone passes the text, and the server would call the user's function: so the refusal is needed. */
    private static void assertReaches(Database source, String sql, String called, int column, String message) {
        assertEquals(List.of(), SqlGuard.check(Dialect.POSTGRESQL, "step", "a.sql", sql, Set.of()));
        try (SourceSnapshot snapshot = source.openSnapshot()) {
            assertEquals(called, snapshot.query(sql, 1).getFirst().get(1));
        }
        List<Finding> findings = ReachCheck.of(source, List.of()).check("step", "a.sql", sql);
        assertEquals(1, findings.size(), findings.toString());
        assertEquals("own-function", findings.getFirst().rule());
        assertEquals(message, findings.getFirst().message());
        assertEquals(Integer.valueOf(column), findings.getFirst().column());
    }
}
