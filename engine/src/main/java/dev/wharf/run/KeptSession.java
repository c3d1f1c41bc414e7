package dev.wharf.run;

import dev.wharf.database.TargetSession;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The session for what a run does between its batches: one after the other, so one session does, and opening one costs more than
 * most of that work. One that failed is never used again. For one thread.
 */
final class KeptSession implements AutoCloseable {

    private final Supplier<TargetSession> open;
    private @Nullable TargetSession kept;

    /** @param open gives a session of its own each time */
    KeptSession(Supplier<TargetSession> open) {
        this.open = open;
    }

    <T> T use(Function<TargetSession, T> work) {
        // taken out while it is in use: work within work gets another one
        TargetSession session = kept == null ? open.get() : kept;
        kept = null;
        T result;
        try {
            result = work.apply(session);
        } catch (RuntimeException | Error e) {
            close(session, e);
            throw e;
        }
        if (kept == null) {
            kept = session;
        } else {
            session.close();
        }
        return result;
    }

    private static void close(TargetSession session, Throwable because) {
        try {
            session.close();
        } catch (RuntimeException e) {
            because.addSuppressed(e);
        }
    }

    @Override
    public void close() {
        TargetSession session = kept;
        kept = null;
        if (session != null) {
            session.close();
        }
    }
}
