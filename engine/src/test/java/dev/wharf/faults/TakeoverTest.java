package dev.wharf.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.audit.RunStatus;
import dev.wharf.catalog.Dialect;
import dev.wharf.failure.WharfException;
import dev.wharf.run.RunEvent;
import dev.wharf.run.Runs;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A holder that is stopped, taken over, and wakes: it writes nothing more. Real processes. */
class TakeoverTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"write, 1", "write, 4", "commit, 9", "openTarget, 9"})
    void aHolderWhoseSessionsEndedWhileItWasStoppedWritesNothingMore(String method, int number) throws Exception {
        Scenario scenario = new Scenario(Dialect.POSTGRESQL, Dialect.POSTGRESQL, "upsert", folder);
        takeOver(scenario, method, number, () -> ((PlaceOnServer) scenario.target()).cutEverySession());
    }

    @ParameterizedTest
    @CsvSource({"write, 1", "write, 4", "commit, 9", "openTarget, 9"})
    void aHolderThatLostOnlyItsLockIsEndedByWhoeverTakesOver(String method, int number) throws Exception {
        Scenario scenario = new Scenario(Dialect.POSTGRESQL, Dialect.POSTGRESQL, "upsert", folder);
        takeOver(scenario, method, number, () -> ((PlaceOnServer) scenario.target()).cutLease());
    }

    @ParameterizedTest
    @CsvSource({"openSnapshot, 1", "openTarget, 9", "transform, 2"})
    void aHolderWhoseLockFileSomebodyRemovedWritesNothingMore(String method, int number) throws Exception {
        Scenario scenario = new Scenario(Dialect.SQLITE, Dialect.SQLITE, "upsert", folder);
        takeOver(scenario, method, number, () -> Files.delete(folder.resolve("target.db-wharf-lock")));
    }

    @Test
    void aHolderThatIsKilledLeavesNothingToWaitFor() throws Exception {
        Scenario scenario = new Scenario(Dialect.SQLITE, Dialect.SQLITE, "upsert", folder);
        takeOver(scenario, "write", 3, null);
    }

    private interface Loss {
        void happens() throws Exception;
    }

    /** @param loss what takes the lock from the stopped holder; null where the holder is killed */
    private void takeOver(Scenario scenario, String method, int number, Loss loss) throws Exception {
        Outcome right = new FaultRun(scenario).uninterrupted();
        scenario.target().restore();
        try (EngineProcess holder = EngineProcess.start(folder, scenario)) {
            holder.say("apply the-run " + method + " " + number);
            assertTrue(String.valueOf(holder.hear()).startsWith("held at"));
            holder.signal("STOP");
            Runs other = scenario.runs(Injector.none(), RunEvent.Listener.NONE);
            assertEquals(RunStatus.RUNNING, other.status(Scenario.RUN).getFirst().shown());
            WharfException living = assertThrows(WharfException.class, () -> other.resume(Scenario.RUN));
            assertEquals(3, living.kind().exitCode(), living::text);
            if (loss == null) {
                holder.signal("KILL");
                holder.awaitEnd();
            } else {
                loss.happens();
            }

            assertEquals(
                    RunStatus.COMPLETED_WITH_REJECTS, other.resume(Scenario.RUN).status());

            Outcome after = Outcome.of(scenario.target());
            assertEquals("", right.difference(after));
            if (loss != null) {
                holder.signal("CONT");
                holder.say("go");
                String said = String.valueOf(holder.hear());
                assertTrue(said.startsWith("failed 3"), said);
                assertEquals("", after.difference(Outcome.of(scenario.target())));
            }
        }
    }
}
