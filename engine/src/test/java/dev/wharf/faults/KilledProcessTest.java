package dev.wharf.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.audit.RunStatus;
import dev.wharf.catalog.Dialect;
import dev.wharf.run.RollbackOutcome;
import dev.wharf.run.RunEvent;
import dev.wharf.run.Runs;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Engines in processes of their own that are killed with SIGKILL, at calls that a seed chooses; {@link FaultPointsTest} tries all. */
class KilledProcessTest {

    private static final long SEED = 20261121;
    private static final int KILLS = 5;

    /** Calls of each of these methods are many in a run; the seed takes one of the first so many. */
    private static final List<String> METHODS = List.of("begin", "write", "append", "commit", "openTarget", "next", "savepoint");

    private static final int CALLS = 12;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void whatAKilledEngineLeftIsGoneOnWith(Dialect dialect) throws Exception {
        Scenario scenario = new Scenario(dialect, dialect, "upsert", folder);
        Outcome right = new FaultRun(scenario).uninterrupted();
        scenario.target().restore();
        List<String> before = scenario.target().users();
        Random random = new Random(SEED);
        for (int kill = 0; kill < KILLS; kill++) {
            scenario.target().restore();
            String method = METHODS.get(random.nextInt(METHODS.size()));
            String at = method + " " + (1 + random.nextInt(method.equals("next") || method.equals("write") ? 5 : CALLS));
            killAt(scenario, at);
            Runs other = scenario.runs(Injector.none(), RunEvent.Listener.NONE);
            if (scenario.target().query("SELECT run_id FROM @migration_runs").isEmpty()) {
                other.apply(Scenario.PLAN, 1, Scenario.RUN);
            } else {
                assertEquals(RunStatus.INTERRUPTED, other.status(Scenario.RUN).getFirst().shown(), at);
                other.resume(Scenario.RUN);
            }
            assertEquals("", right.difference(Outcome.of(scenario.target())), at);
            RollbackOutcome rollback = other.rollback(Scenario.RUN);
            assertEquals(RunStatus.ROLLED_BACK, rollback.status(), at);
            assertEquals(before, scenario.target().users(), at);
        }
    }

    private void killAt(Scenario scenario, String at) throws Exception {
        try (EngineProcess engine = EngineProcess.start(folder, scenario)) {
            engine.say("apply the-run " + at);
            String said = String.valueOf(engine.hear());
            assertTrue(said.startsWith("held at"), () -> at + ": " + said);
            engine.signal("KILL");
            engine.awaitEnd();
        }
    }
}
