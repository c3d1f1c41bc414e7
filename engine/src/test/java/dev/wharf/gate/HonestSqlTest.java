package dev.wharf.gate;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import dev.wharf.database.Database;
import dev.wharf.database.Databases;
import dev.wharf.gate.GateCorpus.Case;
import dev.wharf.testing.PostgresServer;
import dev.wharf.testing.PostgresTestDatabase;
import dev.wharf.testing.SqliteFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The honest extracts are SQL that the servers themselves take, over the tables of {@code schema-*.sql}; without this, the
 * guard could be praised for passing what no database reads. What the guard refuses of honest texts stands in
 * {@code attacks/sql-choices.cases}.
 */
class HonestSqlTest {

    private static final Set<String> FILES = Set.of("sql-both.cases", "sql-postgresql.cases", "sql-sqlite.cases", "sql-needs.cases");

    /** What version 14 does not know yet. */
    private static final Set<String> NEWER = Set.of();

    @TempDir
    static Path folder;

    @TestFactory
    List<DynamicTest> postgresqlTakesTheHonestExtracts() {
        List<DynamicTest> tests = new ArrayList<>();
        for (PostgresServer.Version version : PostgresServer.versions()) {
            PostgresTestDatabase fresh = PostgresServer.of(version).freshDatabase();
            fresh.execute(GateCorpus.read(GateCorpus.ROOT.resolve("honest/schema-postgresql.sql")));
            tests.addAll(described("postgresql", version.name(), Databases.open(fresh.source("legacy"))));
        }
        return tests;
    }

    @TestFactory
    List<DynamicTest> sqliteTakesTheHonestExtracts() {
        Path file = SqliteFiles.make(
                folder.resolve("honest.db"),
                GateCorpus.read(GateCorpus.ROOT.resolve("honest/schema-sqlite.sql")).split(";\\s*"));
        return described("sqlite", "SQLITE", Databases.open(SqliteFiles.spec("legacy", file)));
    }

    private static List<DynamicTest> described(String dialect, String label, Database database) {
        return GateCorpus.cases("honest").stream()
                .filter(honest -> FILES.contains(honest.file()) && honest.verdicts().stream().anyMatch(verdict -> verdict.startsWith(dialect)))
                .filter(honest -> !(label.equals("OLDEST") && NEWER.contains(honest.name())))
                .map(honest -> DynamicTest.dynamicTest(label + ": " + honest.name(), () -> takes(database, honest)))
                .toList();
    }

    private static void takes(Database database, Case honest) {
        assertDoesNotThrow(() -> database.describe(honest.text(), List.of()));
    }
}
