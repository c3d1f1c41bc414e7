package dev.wharf.sandbox.docker;

import dev.wharf.sandbox.SandboxSettings;
import dev.wharf.sandbox.Surroundings;
import dev.wharf.sandbox.TransformSpec;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A runner's container that comes up before it is asked for. It holds no class yet, so any step of its run may take it. Thread-safe. */
final class RunnerAhead {

    private static final Logger LOG = LoggerFactory.getLogger(RunnerAhead.class);

    /** A container that hears nothing ends itself after 30 s. */
    private static final Duration USABLE = Duration.ofSeconds(20);

    private @Nullable Waiting waiting;
    private boolean closed;

    private record Waiting(
            String run, SandboxSettings settings, long sinceNanos, CompletableFuture<SandboxContainer> container) {

        boolean usable() {
            return System.nanoTime() - sinceNanos < USABLE.toNanos() && !container.isCompletedExceptionally();
        }

        void discard() {
            container.thenAccept(SandboxContainer::kill);
        }
    }

    /** Starts one, unless one of the same kind is waiting. */
    synchronized void expect(String run, SandboxSettings settings, Supplier<SandboxContainer> launch) {
        Waiting former = waiting;
        if (closed || former != null && former.usable() && former.run().equals(run) && former.settings().equals(settings)) {
            return;
        }
        if (former != null) {
            former.discard();
        }
        waiting = new Waiting(run, settings, System.nanoTime(), CompletableFuture.supplyAsync(
                launch, task -> Thread.ofVirtual().name("wharf-runner-ahead").start(task)));
    }

    /** The one that waits, if it is what this spec asks for and came up. */
    @Nullable SandboxContainer take(TransformSpec spec) {
        Waiting found;
        synchronized (this) {
            found = waiting;
            if (found == null
                    || !found.run().equals(spec.run())
                    || !found.settings().equals(spec.settings())
                    || spec.surroundings() != Surroundings.USUAL) {
                return null;
            }
            waiting = null;
        }
        if (!found.usable()) {
            found.discard();
            return null;
        }
        try {
            return found.container().join();
        } catch (CompletionException e) {
            LOG.debug("no runner was started ahead: {}", e.getMessage());
            return null;
        }
    }

    /** Lets go of the one that waits, and starts none any more. */
    synchronized void close() {
        closed = true;
        if (waiting != null) {
            waiting.discard();
            waiting = null;
        }
    }
}
