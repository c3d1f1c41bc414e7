package dev.wharf.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wharf.catalog.Dialect;
import dev.wharf.database.Database;
import dev.wharf.database.Databases;
import dev.wharf.database.SourceSnapshot;
import dev.wharf.gate.Finding;
import dev.wharf.gate.SqlGuard;
import dev.wharf.testing.SqliteFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names in double quotes, which SQLite takes for texts where they name nothing. */
class QuotedNameCheckTest {

    @TempDir
    private Path folder;

    private Database source;

    @BeforeEach
    void open() {
        Path file = folder.resolve("legacy.db");
        SqliteFiles.make(
                file,
                "CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT, \"a \"\"b\"\" `c`\" TEXT)",
                "CREATE VIEW names AS SELECT name AS called FROM people",
                "INSERT INTO people VALUES (1, 'Ada', 'x')");
        source = Databases.open(SqliteFiles.spec("legacy", file));
    }

    @Test
    void aMisspeltColumnThatWouldBeATextIsRefusedAtItsPlace() {
        String sql = "SELECT id,\n  \"nmae\" AS name FROM people";
        assertEquals(List.of(), SqlGuard.check(Dialect.SQLITE, null, null, sql, Set.of()));
        try (SourceSnapshot snapshot = source.openSnapshot()) {
            assertEquals(List.of(List.of("1", "nmae")), snapshot.query(sql, 1));
        }

        assertEquals(
                List.of(new Finding("sql", "step", "a.sql", 2, 3, "quoted-name",
                        "\"nmae\" names no column, alias or table here; SQLite would read it as a text, the same in every row.",
                        "Correct the name, or write a text in single quotes.")),
                check(sql));
    }

    @Test
    void everyUnknownNameIsToldAndNoKnownOne() {
        assertEquals(
                List.of("nmae", "staff", "nil"),
                check("SELECT \"id\", coalesce(\"nmae\", \"name\") AS \"n\" FROM \"people\" p"
                                + " WHERE \"p\".\"name\" <> \"staff\" AND EXISTS (SELECT 1 FROM names WHERE \"called\" = \"nil\")")
                        .stream()
                        .map(finding -> finding.message().substring(1, finding.message().indexOf('"', 1)))
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "SELECT \"id\" AS \"number\", \"a \"\"b\"\" `c`\" FROM \"people\" AS \"p\"",
        "WITH \"w\" (\"x\") AS (SELECT \"name\" FROM people) SELECT \"x\" AS id, \"w\".\"x\" FROM \"w\"",
        "SELECT \"called\" AS id FROM \"names\" WHERE \"CALLED\" = 'Ada'",
        "SELECT \"n\" AS id FROM (SELECT count(*) AS \"n\" FROM people GROUP BY \"name\") s",
        "SELECT id, max(name) AS \"most\" FROM people GROUP BY \"id\" HAVING \"most\" > 'A'",
        "SELECT id, (SELECT \"p\".\"name\" FROM names WHERE \"called\" = \"p\".\"name\") AS n FROM people p",
        "SELECT \"rowid\" AS id FROM people",
        "SELECT id, '\"nmae\"' AS t FROM people -- \"nmae\"\n WHERE 1 = 1"
    })
    void namesOfColumnsAliasesAndTablesPass(String sql) {
        assertEquals(List.of(), SqlGuard.check(Dialect.SQLITE, null, null, sql, Set.of()));
        source.describe(sql, List.of());
        assertEquals(List.of(), check(sql));
    }

    @Test
    void aTextThatTheSourceRefusesAnywayIsLeftToIt() {
        assertEquals(List.of(), check("SELECT \"id\", \"nmae\" FROM peopel"));
    }

    private List<Finding> check(String sql) {
        return QuotedNameCheck.check(source, "step", "a.sql", sql, UnaryOperator.identity());
    }
}
