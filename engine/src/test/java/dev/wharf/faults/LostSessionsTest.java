package dev.wharf.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.catalog.Dialect;
import dev.wharf.run.RunEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A session that is lost once is no reason for a run to end, whatever it is about at that moment. */
class LostSessionsTest {

    private static final String SNAPSHOTS = "SELECT count(*) FROM @migration_events WHERE event = 'snapshot'";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"SQLITE, TARGET_LOST, 11", "SQLITE, COMMIT_ANSWER_LOST, 3", "POSTGRESQL, TARGET_LOST, 29", "POSTGRESQL, SERVER_RESTARTS, 37"})
    void aRunThatIsRecordedGoesOnByItself(Dialect dialect, Kind kind, int step) throws Exception {
        FaultRun run = new FaultRun(new Scenario(dialect, dialect, "upsert", folder));
        List<String> ended = new ArrayList<>();
        int points = 0;
        for (int number = 1; ; number += step) {
            FaultRun.Point point = run.at(kind, FaultRun.Phase.APPLY, number);
            assertEquals(List.of(), point.problems());
            if (point.call() == null) {
                break;
            }
            points++;
            if (point.resumes() > 0) {
                ended.add(number + " " + point.call());
            }
        }
        assertTrue(points > 8, "points: " + points);
        // Before the coordinator has it, the command fails: what it was to record may be there or not.
        assertTrue(ended.size() <= 1, () -> "a person had to resume after " + ended);
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = {"LOCK_TIMEOUT", "DEADLOCK", "DISK_FULL", "SOURCE_LOST"})
    void onlyASourceThatIsLostIsReadUnderANewSnapshot(Kind kind) throws Exception {
        Scenario scenario = new Scenario(Dialect.POSTGRESQL, Dialect.POSTGRESQL, "upsert", folder);
        Injector injector = new Injector(atThe("write", kind.in(scenario, () -> {})::instead), 1);

        scenario.runs(injector, RunEvent.Listener.NONE).apply(Scenario.PLAN, 1, Scenario.RUN);

        assertTrue(injector.firedAt() != null);
        assertEquals(List.of(kind == Kind.SOURCE_LOST ? "2" : "1"), scenario.target().query(SNAPSHOTS));
    }

    @Test
    void aLockThatWasLostIsTakenAgain() throws Exception {
        Scenario scenario = new Scenario(Dialect.POSTGRESQL, Dialect.POSTGRESQL, "upsert", folder);
        PlaceOnServer target = (PlaceOnServer) scenario.target();
        List<String> held = new ArrayList<>();
        Injector injector = new Injector(
                atThe("openSnapshot", (self, call, real) -> {
                    target.cutLease();
                    return self.pass(call, real);
                }),
                1);
        RunEvent.Listener listener = event -> {
            if (event instanceof RunEvent.StepEnded step && step.step().equals("people")) {
                held.add(scenario.runs(Injector.none(), RunEvent.Listener.NONE)
                        .status(Scenario.RUN).getFirst().shown().word());
            }
        };

        scenario.runs(injector, listener).apply(Scenario.PLAN, 1, Scenario.RUN);

        assertEquals(List.of("running"), held, "nobody else may take it for dead");
    }

    /** Whatever ends a run, its end is recorded, also where the session that was to record it died before. */
    @ParameterizedTest
    @ValueSource(strings = {"write", "fill", "advanceSequences"})
    void aRunThatFailsWithItsSessionsDeadIsRecordedAsFailed(String method) throws Exception {
        Scenario scenario = new Scenario(Dialect.POSTGRESQL, Dialect.POSTGRESQL, "upsert", folder);
        Injector injector = new Injector(
                atThe(method, (_, _, _) -> {
                    scenario.target().cutEverySession();
                    throw new IllegalStateException("nobody expects this");
                }),
                1);

        assertThrows(
                IllegalStateException.class,
                () -> scenario.runs(injector, RunEvent.Listener.NONE).apply(Scenario.PLAN, 1, Scenario.RUN));

        assertEquals(List.of("failed"), scenario.target().query("SELECT status FROM @migration_runs"));
        assertEquals(
                List.of(), scenario.target().query("SELECT step FROM @migration_control WHERE status = 'running'"),
                "no step may look as if it went on");
        assertEquals(
                "failed",
                scenario.runs(Injector.none(), RunEvent.Listener.NONE).status(Scenario.RUN).getFirst().shown().word());
    }

    /** What happens instead of a call. */
    @FunctionalInterface
    private interface Instead {
        @Nullable Object happen(Injector injector, Call call, Injector.Real real) throws Throwable;
    }

    private static Fault atThe(String method, Instead instead) {
        return new Fault() {
            @Override
            public boolean fits(Call call) {
                return call.is(method);
            }

            @Override
            public @Nullable Object instead(Injector injector, Call call, Injector.Real real) throws Throwable {
                return instead.happen(injector, call, real);
            }
        };
    }
}
