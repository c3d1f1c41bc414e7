package dev.wharf.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.database.ConnectionSpec;
import dev.wharf.database.Database;
import dev.wharf.database.Databases;
import dev.wharf.database.SourceRole;
import dev.wharf.failure.WharfException;
import dev.wharf.gate.Finding;
import dev.wharf.testing.PostgresServer;
import dev.wharf.testing.PostgresTestDatabase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The check says of a role what opening the source would say. */
class RoleCheckTest {

    private final PostgresTestDatabase database = PostgresServer.newest().freshDatabase();
    private final Notes notes = new Notes();

    @Test
    void refusesASuperuserAsEveryOtherCommandDoes() {
        ConnectionSpec spec = superuser(false);
        WharfException refused =
                assertThrows(WharfException.class, () -> SourceRole.require(Databases.open(spec), spec));

        check(spec);

        Finding finding = notes.findings().getFirst();
        assertEquals("superuser-source", finding.rule());
        assertEquals(List.of(refused.code(), refused.text(), refused.next()),
                List.of(finding.rule(), finding.message(), finding.next()));
    }

    @Test
    void aSurveyWarnsOfASuperuserThatNoPlanMayReadAs() {
        for (boolean allowed : List.of(false, true)) {
            ConnectionSpec spec = superuser(allowed);
            try (Database source = Databases.open(spec)) {
                String warning = SourceRole.surveyWarning(source.role(), spec).orElse("");
                assertEquals(!allowed, warning.startsWith("warning: Connection legacy: the role postgres is a superuser"), warning);
                assertEquals(!allowed, warning.contains("as the source of a plan it is refused"), warning);
            }
        }
    }

    @Test
    void warnsOfASuperuserThatTheConnectionAllows() {
        check(superuser(true));

        assertTrue(notes.clean());
        assertEquals("Connection legacy: the role postgres is a superuser. A role that has only SELECT is safer.",
                notes.warnings().getFirst().message());
    }

    @Test
    void warnsOfARoleThatMayWriteAndNotOfOneThatMayRead() {
        database.execute("CREATE TABLE t (a int)");
        check(database.source("legacy"));
        assertEquals(List.of(), notes.warnings());

        check(database.target("legacy"));
        assertEquals(List.of("source-may-write"), notes.warnings().stream().map(Finding::rule).toList());
        assertTrue(notes.clean());
    }

    private ConnectionSpec superuser(boolean allowed) {
        return new ConnectionSpec("legacy", database.url(), "postgres", null, allowed, Path.of("."));
    }

    private void check(ConnectionSpec spec) {
        try (Database source = Databases.open(spec);
                Database target = Databases.open(database.target("app"))) {
            new RoleCheck(notes).check(source, spec, target);
        }
    }
}
