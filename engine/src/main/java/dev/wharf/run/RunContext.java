package dev.wharf.run;

import dev.wharf.audit.MappingStore;
import dev.wharf.audit.RunId;
import dev.wharf.audit.RunStore;
import dev.wharf.audit.Sql;
import dev.wharf.database.Database;
import dev.wharf.database.TargetSession;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.sandbox.Sandbox;
import dev.wharf.sandbox.SandboxSettings;
import dev.wharf.transform.CheckedPlan;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What everything in one start of a run shares.
 *
 * @param epoch under which its commits are fenced
 * @param sessions opens writing sessions; in a rehearsal they are all the same one
 * @param snapshotEachStep whether a step that begins lets go of the snapshot of the one before
 * @param lease keeps other engines from the plan
 * @param between for what is done between batches, by the coordinator's thread
 * @param rehearsal one transaction, one thread, nothing kept
 */
record RunContext(
        CheckedPlan plan,
        RunId run,
        long epoch,
        String holder,
        Database source,
        Database target,
        Sandbox sandbox,
        SandboxSettings limits,
        int workers,
        Supplier<TargetSession> sessions,
        StopRequest stop,
        Pace pace,
        boolean snapshotEachStep,
        RunEvent.Listener listener,
        HeldLease lease,
        KeptSession between,
        boolean rehearsal) {

    Sql sql(TargetSession session) {
        return new Sql(session.connection(), target.dialect());
    }

    /** Runs one transaction between batches. */
    <T> T transaction(Function<TargetSession, T> work) {
        return between.use(session -> transaction(session, work));
    }

    /** Runs one transaction between batches, if the run is still under this epoch. */
    <T> T fenced(Function<TargetSession, T> work) {
        return between.use(session -> fenced(session, work));
    }

    /** Runs one transaction, if the run is still under this epoch. */
    <T> T fenced(TargetSession session, Function<TargetSession, T> work) {
        return transaction(session, s -> {
            if (!new RunStore(sql(s)).holds(run, epoch)) {
                throw superseded();
            }
            return work.apply(s);
        });
    }

    /** The mappings of earlier runs, which were unpacked unless this is a rehearsal: that holds no locks on others' blocks. */
    MappingStore earlierMappings(TargetSession session) {
        MappingStore mappings = new MappingStore(sql(session));
        return rehearsal ? mappings : mappings.unpacked();
    }

    WharfException superseded() {
        return new WharfException(
                Kind.REFUSED,
                "superseded",
                "Run " + run + " was taken over by another engine; this one wrote nothing more.",
                "See `wharf status " + run + "`.");
    }

    /** Runs one transaction; what it throws rolls it back. */
    static <T> T transaction(TargetSession session, Function<TargetSession, T> work) {
        session.begin();
        try {
            T result = work.apply(session);
            session.commit();
            return result;
        } catch (RuntimeException | Error e) {
            rollBack(session, e);
            throw e;
        }
    }

    static void rollBack(TargetSession session, Throwable because) {
        try {
            session.rollback();
        } catch (RuntimeException again) {
            because.addSuppressed(again);
        }
    }
}
