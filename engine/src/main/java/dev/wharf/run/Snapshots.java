package dev.wharf.run;

import dev.wharf.audit.EventStore;
import dev.wharf.audit.RunStore;
import dev.wharf.database.SourceSnapshot;
import org.jspecify.annotations.Nullable;

/** The one snapshot of a start; a new one only where the old one was lost, and then recorded. For one thread. */
final class Snapshots implements AutoCloseable {

    private final RunContext context;
    private @Nullable SourceSnapshot current;

    Snapshots(RunContext context) {
        this.context = context;
    }

    SourceSnapshot current() {
        SourceSnapshot snapshot = current;
        if (snapshot == null) {
            snapshot = context.source().openSnapshot();
            current = snapshot;
            SourceSnapshot opened = snapshot;
            context.fenced(session -> {
                new RunStore(context.sql(session)).snapshot(context.run(), opened.id(), opened.takenAt());
                new EventStore(context.sql(session))
                        .record(context.run(), "snapshot", "source read under snapshot " + opened.id());
                return null;
            });
        }
        return snapshot;
    }

    /** Drops a snapshot that may be lost. */
    void drop() {
        SourceSnapshot lost = current;
        current = null;
        if (lost != null) {
            try {
                lost.close();
            } catch (RuntimeException e) {
                context.listener().on(new RunEvent.Notice("The lost snapshot could not be closed: " + e.getMessage()));
            }
        }
    }

    @Override
    public void close() {
        drop();
    }
}
