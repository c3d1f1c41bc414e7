package dev.wharf.run;

import dev.wharf.audit.EventStore;
import dev.wharf.audit.RunStore;
import dev.wharf.database.ConnectionLost;
import dev.wharf.database.SourceSnapshot;
import dev.wharf.failure.WharfException;
import dev.wharf.plan.Reference;
import dev.wharf.plan.Step;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The snapshot of a start; a new one where the old one was lost or let go of. Each is recorded. For one thread. */
final class Snapshots implements AutoCloseable {

    private final RunContext context;
    private @Nullable SourceSnapshot current;
    private boolean said;

    Snapshots(RunContext context) {
        this.context = context;
    }

    SourceSnapshot current() {
        return of("");
    }

    /** @param step that is the first to be read under it, if a new one is opened */
    SourceSnapshot of(String step) {
        SourceSnapshot snapshot = current;
        if (snapshot == null) {
            snapshot = context.source().openSnapshot();
            try {
                record(snapshot, step);
            } catch (RuntimeException | Error e) {
                close(snapshot);
                throw e;
            }
            current = snapshot;
            sayWhoWaits(snapshot);
        }
        return snapshot;
    }

    /**
     * Says which references a row can break that comes between two snapshots: its parent's step is done, so that no resume
     * mends it.
     */
    void sayWhatMayEndForGood() {
        if (!context.snapshotEachStep()) {
            return;
        }
        List<Step> steps = context.plan().plan().steps();
        for (Step step : steps) {
            for (Reference reference : step.references()) {
                if (reference.missing() == Reference.Missing.FAIL
                        && steps.stream().anyMatch(s -> s.entity().equals(reference.entity()))) {
                    context.listener().on(new RunEvent.Notice("Step " + step.name() + " refers to " + reference.entity() + " by "
                            + String.join(", ", reference.from()) + " with `missing: fail`, and each step has a snapshot of its own: a row"
                            + " that comes between two steps would end the run, and no resume could go on. Without --snapshot-each-step, or"
                            + " with another `missing`, that cannot be."));
                }
            }
        }
    }

    private void sayWhoWaits(SourceSnapshot snapshot) {
        if (!said && snapshot.holdsWritersBack()) {
            said = true;
            context.listener().on(new RunEvent.Notice("Other programs cannot write to " + context.source().name()
                    + " while it is read: its SQLite file is not in WAL mode."
                    + (hasOneStep() || context.snapshotEachStep() || context.rehearsal()
                            ? ""
                            : " --snapshot-each-step lets them in between two steps.")));
        }
    }

    private void record(SourceSnapshot opened, String step) {
        context.fenced(session -> {
            new RunStore(context.sql(session)).snapshot(context.run(), opened.id(), opened.takenAt());
            new EventStore(context.sql(session))
                    .record(context.run(), "snapshot", "source read under snapshot " + opened.id() + reach(step));
            return null;
        });
    }

    private boolean hasOneStep() {
        return context.plan().steps().size() == 1;
    }

    private String reach(String step) {
        return step.isEmpty() ? "" : context.snapshotEachStep() ? ", step " + step : ", step " + step + " and those behind it";
    }

    /** Drops the snapshot where it was lost; one that only the target's troubles interrupted serves on. */
    void dropIfLost() {
        SourceSnapshot snapshot = current;
        if (snapshot == null) {
            return;
        }
        try {
            snapshot.query("SELECT 1", 1);
        } catch (ConnectionLost | WharfException e) {
            drop();
        }
    }

    /** Lets go of the snapshot at hand; who asks next opens another. */
    void drop() {
        SourceSnapshot lost = current;
        current = null;
        if (lost != null) {
            close(lost);
        }
    }

    private void close(SourceSnapshot snapshot) {
        try {
            snapshot.close();
        } catch (RuntimeException e) {
            context.listener().on(new RunEvent.Notice("A lost snapshot could not be closed: " + e.getMessage()));
        }
    }

    @Override
    public void close() {
        drop();
    }
}
