package dev.wharf.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wharf.audit.RunStatus;
import dev.wharf.catalog.Dialect;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.run.RunEvent;
import dev.wharf.run.Runs;
import dev.wharf.sandbox.BatchTime;
import dev.wharf.sandbox.Sandbox;
import dev.wharf.sandbox.TransformSession;
import dev.wharf.sandbox.TransformSpec;
import dev.wharf.sandbox.TransformedChunk;
import dev.wharf.wire.RowChunk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is asked to end takes its containers with it while the run still finishes its batches. */
class PauseTest {

    @TempDir
    Path folder;

    @Test
    void aContainerThatDiesAfterAPauseWasAskedForLeavesAPausedRun() throws Exception {
        Scenario scenario = new Scenario(Dialect.SQLITE, Dialect.SQLITE, "insert", folder);
        Outcome right = new FaultRun(scenario).uninterrupted();
        scenario.target().restore();
        Runs[] runs = new Runs[1];
        Sandbox closing = new ClosingSandbox(() -> runs[0].pause());
        runs[0] = scenario.runs(Injector.none(), closing, RunEvent.Listener.NONE);

        assertEquals(
                RunStatus.PAUSED, runs[0].apply(Scenario.PLAN, 1, Scenario.RUN).status());

        scenario.runs(Injector.none(), RunEvent.Listener.NONE).resume(Scenario.RUN);
        assertEquals("", right.difference(Outcome.of(scenario.target())));
    }

    /** Its second container asks for the pause and dies; after that it gives none. */
    private static final class ClosingSandbox extends InProcessSandbox {

        private final Runnable pause;
        private int started;

        ClosingSandbox(Runnable pause) {
            this.pause = pause;
        }

        @Override
        public TransformSession start(TransformSpec spec) {
            started++;
            if (started > 2) {
                throw new WharfException(Kind.INTERRUPTED, "sandbox-closed", "the sandbox is closing", "try again");
            }
            TransformSession real = super.start(spec);
            return started < 2 ? real : new TransformSession() {
                @Override
                public CompletableFuture<TransformedChunk> transform(RowChunk rows, BatchTime batch) {
                    pause.run();
                    real.close();
                    return real.transform(rows, batch);
                }

                @Override
                public Duration startTime() {
                    return real.startTime();
                }

                @Override
                public void close() {
                    real.close();
                }
            };
        }
    }
}
