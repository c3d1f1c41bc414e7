package dev.wharf.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.audit.RunId;
import dev.wharf.catalog.Dialect;
import dev.wharf.run.RunEvent;
import dev.wharf.run.RunOutcome;
import dev.wharf.run.Runs;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Numbers of a sequence stay with the range that reserved them. */
class KeptNumbersTest {

    private static final String RESERVED = "SELECT pass, batch, part, numbers FROM @migration_numbers ORDER BY pass, batch, part";
    private static final String MOVED = "SELECT m.source_key, m.target_key FROM @migration_mappings m WHERE m.step = 'teams' ORDER BY 1";

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void whoeverGoesOnGivesTheRowsTheNumbersThatTheyHad(Dialect dialect) throws Exception {
        Scenario scenario = new Scenario(dialect, dialect, "insert", folder);
        dieBeforeTheFirstRow(scenario);
        List<String> reserved = scenario.target().query(RESERVED);
        assertFalse(reserved.isEmpty());
        // On a server the numbers that come next are others by now.
        if (dialect == Dialect.POSTGRESQL) {
            scenario.target().query("SELECT nextval('teams_id_seq') FROM generate_series(1, 1000)");
        }

        healthy(scenario).resume(Scenario.RUN);

        List<String> now = scenario.target().query(RESERVED);
        assertEquals(reserved, now.subList(0, reserved.size()));
        String first = reserved.getFirst().replaceAll(".*\\|(\\d+)\\.\\..*", "$1");
        assertEquals("1|" + first, scenario.target().query(MOVED).getFirst());
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void numbersThatSomebodyTookMeanwhileAreReplacedNotRefused(Dialect dialect) throws Exception {
        Scenario scenario = new Scenario(dialect, dialect, "insert", folder);
        dieBeforeTheFirstRow(scenario);
        scenario.target().execute("INSERT INTO teams (label, kind) VALUES ('In between', 'red')");

        RunOutcome resumed = healthy(scenario).resume(Scenario.RUN);

        assertEquals(2, resumed.steps().getFirst().counts().rejected(), "the ghosts and the green one");
        assertEquals(
                List.of("1"), scenario.target().query("SELECT count(*) FROM teams WHERE label = 'In between'"));
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void aRowThatChangedInTheSourceIsUpdatedUnderTheNumberThatItHas(Dialect dialect) throws Exception {
        Scenario scenario = new Scenario(dialect, dialect, "upsert", folder);
        healthy(scenario).apply(Scenario.PLAN, 1, Scenario.RUN);
        List<String> ids = scenario.target().query("SELECT id, kind FROM teams WHERE label = 'North'");
        scenario.source().execute("UPDATE team SET kind = 'blue' WHERE id = 1;\nINSERT INTO team VALUES (8, 'New', 'red')");

        healthy(scenario).apply(Scenario.PLAN, 1, new RunId("second"));

        assertEquals(1, ids.size());
        assertEquals(
                List.of(ids.getFirst().replace("red", "blue")),
                scenario.target().query("SELECT id, kind FROM teams WHERE label = 'North'"));
        assertEquals(
                List.of("1"),
                scenario.target().query("SELECT count(*) FROM teams WHERE label = 'New' AND id > 100"));
        List<String> reserved = scenario.target()
                .query("SELECT numbers FROM @migration_numbers WHERE run_id = 'second' ORDER BY batch");
        // The new row and the three that the first run left out: the others have theirs.
        assertEquals(2, reserved.size());
        assertTrue(reserved.getFirst().matches("\\d+") && reserved.getLast().matches("(\\d+)\\.\\.\\d+"), reserved::toString);
    }

    private static void dieBeforeTheFirstRow(Scenario scenario) throws Exception {
        Injector injector = new Injector(
                new Fault() {
                    @Override
                    public boolean fits(Call call) {
                        return call.is("write");
                    }

                    @Override
                    public Object instead(Injector injector, Call call, Injector.Real real) {
                        injector.die(scenario::takeImage);
                        return null;
                    }
                },
                1);
        try {
            scenario.runs(injector, RunEvent.Listener.NONE).apply(Scenario.PLAN, 1, Scenario.RUN);
        } catch (Throwable e) {
            // it died
        }
        assertTrue(injector.firedAt() != null);
        scenario.afterDeath(injector.leftOpen());
    }

    private static Runs healthy(Scenario scenario) {
        return scenario.runs(Injector.none(), RunEvent.Listener.NONE);
    }
}
