package dev.wharf.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.catalog.Schema;
import dev.wharf.catalog.Table;
import dev.wharf.database.Database;
import dev.wharf.database.Extract;
import dev.wharf.database.SourceSnapshot;
import dev.wharf.database.WriteMode;
import dev.wharf.gate.ClassUse;
import dev.wharf.gate.Finding;
import dev.wharf.plan.Step;
import dev.wharf.plan.Write;
import dev.wharf.transform.CheckedStep;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is counted for a unique key of the target, and when nothing is. */
class UniqueCheckTest {

    private static final String PEOPLE = "SELECT id, name, email, kind, team FROM people";
    private static final Duration LONG = Duration.ofHours(1);

    @TempDir
    Path folder;

    private PeoplePlan plan;
    private List<Write> alsoWritten = List.of();

    @BeforeEach
    void twoPeopleHaveOneEmail() {
        plan = new PeoplePlan(folder).changeTarget("email TEXT,", "email TEXT UNIQUE,").write();
        plan.executeInSource("UPDATE people SET email = 'ada@example.org' WHERE id = 11");
    }

    @Test
    void tellsWhatAKeyMayReject() {
        assertEquals(
                List.of("1 value of email stands in several rows of people.sql, and persons takes each email once; 1 row may be rejected."),
                messages(PEOPLE, 4, LONG));
    }

    @Test
    void doesNotSortALargeSourceThroughAndSaysSo() {
        assertEquals(
                List.of("Whether a value of email stands in several rows of people.sql was not looked at, for people holds more than"
                        + " 5,000,000 rows; persons takes each email once."),
                messages(PEOPLE, UniqueCheck.MOST_ROWS + 1, LONG));
        assertEquals(1, messages(PEOPLE, UniqueCheck.MOST_ROWS, LONG).stream().filter(m -> m.endsWith("may be rejected.")).count());
    }

    @Test
    void givesUpWhatTakesTheSourceTooLongAndSaysSo() {
        String endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000000)"
                + " SELECT i AS id, i % 7 AS email FROM n";

        String told = messages(endless, 4, Duration.ofMillis(5)).getFirst();

        assertTrue(told.contains(" was not looked at, for the source would take more than "), told);
    }

    @Test
    void saysNothingWhereTwoTablesHaveTheColumn() {
        plan.executeInTarget("CREATE TABLE contacts (id TEXT NOT NULL PRIMARY KEY, email TEXT)");
        alsoWritten = List.of(new Write("contacts", List.of("id"), WriteMode.INSERT));

        assertEquals(List.of(), messages(PEOPLE, 4, LONG));
    }

    private List<String> messages(String sql, long rows, Duration atMost) {
        Notes notes = new Notes();
        try (Database source = plan.open("legacy");
                Database target = plan.open("app");
                SourceSnapshot snapshot = source.openSnapshot()) {
            Step people = writing(plan.planFolder().load().plan().steps().getLast());
            Extract extract = source.describe(sql, List.of("id"));
            ClassUse use = new ClassUse(
                    Set.of(), Map.of(), List.of(new ClassUse.Copy("email", "email")), Set.of(), Set.of("persons"), false, false);
            new UniqueCheck(notes, holding(source.survey(), rows), target.survey(), atMost)
                    .check(new CheckedStep(people, sql, "", extract, Map.of(), use), snapshot);
        }
        return notes.warnings().stream().map(Finding::message).toList();
    }

    private Step writing(Step step) {
        List<Write> writes = Stream.concat(step.writes().stream(), alsoWritten.stream()).toList();
        return new Step(step.name(), step.entity(), step.extract(), step.key(), step.transform(), step.newKeys(), step.references(),
                writes, step.mapping(), step.batchRows());
    }

    private static Schema holding(Schema schema, long rows) {
        return new Schema(schema.dialect(), schema.tables().stream().map(t -> new Table(t.name(), t.kind(), rows, t.columns(),
                t.primaryKey(), t.uniqueKeys(), t.foreignKeys(), t.checks(), t.triggers(), t.comment())).toList());
    }
}
