package dev.wharf.run;

import dev.wharf.database.Database;
import dev.wharf.database.RunLease;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The lease under which a plan runs on a target. Where it is the lock of a session, whatever ends that session takes it, a
 * server's restart too: then it is taken again. For one thread.
 */
final class HeldLease implements AutoCloseable {

    private static final int TRIES = 10;
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(300);

    private final Supplier<RunLease> acquire;
    private @Nullable RunLease lease;

    private HeldLease(Supplier<RunLease> acquire, @Nullable RunLease lease) {
        this.acquire = acquire;
        this.lease = lease;
    }

    /** @throws WharfException of kind REFUSED where a living engine holds it */
    static HeldLease of(Database target, String plan) {
        Supplier<RunLease> acquire = () -> RunLease.tryAcquire(target, plan)
                .orElseThrow(() -> new WharfException(
                        Kind.REFUSED,
                        "active-run",
                        "Another engine runs plan " + plan + " on " + target.name() + " at this moment.",
                        "Wait for it; `wharf status` shows where it stands."));
        return new HeldLease(acquire, acquire.get());
    }

    /** For a rehearsal, of which nobody else sees anything. */
    static HeldLease none() {
        return new HeldLease(
                () -> {
                    throw new IllegalStateException("nothing to hold");
                },
                null);
    }

    /**
     * Sees that it is still ours. If somebody had it in between, no harm is done: whoever takes a run over raises its epoch, which
     * every commit asks for.
     */
    void keep() {
        RunLease held = lease;
        if (held != null && !held.alive()) {
            held.close();
            lease = again();
        }
    }

    /** A command that is about to be refused, since the run is unfinished, holds it for a moment. */
    private RunLease again() {
        for (int i = 1; ; i++) {
            try {
                return acquire.get();
            } catch (WharfException e) {
                if (e.kind() != Kind.REFUSED || i == TRIES) {
                    throw e;
                }
            }
            try {
                Thread.sleep(BETWEEN_TRIES);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return acquire.get();
            }
        }
    }

    @Override
    public void close() {
        if (lease != null) {
            lease.close();
        }
    }
}
