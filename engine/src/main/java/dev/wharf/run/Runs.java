package dev.wharf.run;

import dev.wharf.audit.AuditSchema;
import dev.wharf.audit.BatchStore;
import dev.wharf.audit.ControlStore;
import dev.wharf.audit.EventStore;
import dev.wharf.audit.RejectStore;
import dev.wharf.audit.RunId;
import dev.wharf.audit.RunStatus;
import dev.wharf.audit.RunStore;
import dev.wharf.audit.Sql;
import dev.wharf.database.ConnectionSpec;
import dev.wharf.database.Database;
import dev.wharf.database.Databases;
import dev.wharf.database.TargetSession;
import dev.wharf.sandbox.Sandbox;
import dev.wharf.transform.CheckedPlan;
import dev.wharf.transform.CheckedStep;
import dev.wharf.workspace.Workspace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a person or a program does with runs. Every method is one command; an instance may serve many, one at a time. */
public final class Runs {

    /** The version that is written into the records of runs. */
    public static final String WHARF_VERSION = "0.1.0";

    private static final int DEFAULT_WORKERS = 2;

    private final Workspace workspace;
    private final Sandbox sandbox;
    private final Readiness readiness;
    private final RunEvent.Listener listener;
    private final Function<ConnectionSpec, Database> databases;
    private final StopRequest stop = new StopRequest();
    private Pace pace = Pace.FREE;
    private boolean snapshotEachStep;

    public Runs(Workspace workspace, Sandbox sandbox, Readiness readiness, RunEvent.Listener listener) {
        this(workspace, sandbox, readiness, listener, Databases::open);
    }

    /** @param databases what stands behind a connection of the workspace */
    Runs(
            Workspace workspace,
            Sandbox sandbox,
            Readiness readiness,
            RunEvent.Listener listener,
            Function<ConnectionSpec, Database> databases) {
        this.workspace = workspace;
        this.sandbox = sandbox;
        this.readiness = readiness;
        this.listener = listener;
        this.databases = databases;
    }

    /** Lets runs read at most so many rows a second, to spare source and target. */
    public Runs atMost(long rowsPerSecond) {
        pace = new Pace(rowsPerSecond);
        return this;
    }

    /**
     * Has each step read the source under a snapshot of its own, so that none is held as long as the run takes. A row that
     * comes between two steps is then seen by the later one only.
     */
    public Runs withSnapshotEachStep() {
        snapshotEachStep = true;
        return this;
    }

    /** Asks the run under way to finish its batches and pause. */
    public void pause() {
        stop.ask();
    }

    /**
     * Runs an approved plan.
     *
     * @param workers null for the default
     * @param id null for a new one
     */
    public RunOutcome apply(String plan, @Nullable Integer workers, @Nullable RunId id) {
        RunId run = id == null ? RunId.next(plan, Instant.now()) : id;
        return withDatabases(plan, (source, target) -> {
            RunGuards.refuseTaken(id, target);
            sandbox.expectStart(run.value(), workspace.sandbox());
            CheckedPlan checked = readiness.approved(plan, source, target);
            AuditSchema.ensure(target);
            return leased(target, plan, lease -> {
                RunGuards.refuseUnfinished(plan, target);
                RunGuards.refuseTaken(id, target);
                listener.on(new RunEvent.Started(run, plan, false));
                int threads = workers == null ? DEFAULT_WORKERS : workers;
                NewRun.record(checked, run, source, target, target::openTarget, threads, workspace.batchRows());
                return new RunCoordinator(context(checked, run, 1, source, target, target::openTarget, threads, lease))
                        .run();
            });
        });
    }

    /** The whole run in one transaction that is rolled back. */
    public RunOutcome rehearse(String plan) {
        return withDatabases(plan, (source, target) -> {
            CheckedPlan checked = readiness.checked(plan, source, target);
            RunId run = RunId.next(plan, Instant.now());
            listener.on(new RunEvent.Started(run, plan, true));
            try (TargetSession real = target.openTarget()) {
                real.begin();
                try {
                    AuditSchema.createWithin(new Sql(real.connection(), target.dialect()), target.name());
                    Supplier<TargetSession> one = () -> new RehearsalSession(real);
                    NewRun.record(checked, run, source, target, one, 1, workspace.batchRows());
                    return new RunCoordinator(context(checked, run, 1, source, target, one, 1, null)).run();
                } finally {
                    sayRejects(run, new Sql(real.connection(), target.dialect()));
                    real.rollback();
                }
            }
        });
    }

    /** What a rehearsal rejected is gone with it, so the reasons are told while they are there. */
    private void sayRejects(RunId run, Sql sql) {
        try {
            new RejectStore(sql)
                    .reasons(run, 10)
                    .forEach((reason, rows) -> listener.on(new RunEvent.Notice(String.format(Locale.ROOT, "%,d rejected: %s", rows, reason))));
        } catch (RuntimeException e) {
            listener.on(new RunEvent.Notice("The reasons of its rejects cannot be told: " + e.getMessage()));
        }
    }

    /** Goes on with what is not committed yet. */
    public RunOutcome resume(RunId id) {
        return withRun(id, (entry, target) -> completed(entry.run())
                ? standing(entry.run(), target, entry.run().status())
                : goOn(entry.run(), target, Rejects.STAY));
    }

    /** Tries the rejects of a run again, one that is completed too, and goes on with what is not committed yet. */
    public RunOutcome retryRejects(RunId id) {
        return withRun(id, (entry, target) -> entry.run().status() == RunStatus.COMPLETED
                ? standing(entry.run(), target, RunStatus.COMPLETED)
                : goOn(entry.run(), target, Rejects.AGAIN));
    }

    private enum Rejects {
        STAY,
        AGAIN
    }

    private static boolean completed(RunStore.Run run) {
        return run.status() == RunStatus.COMPLETED || run.status() == RunStatus.COMPLETED_WITH_REJECTS;
    }

    private RunOutcome goOn(RunStore.Run found, Database target, Rejects rejects) {
        RunId id = found.id();
        requireResumable(found, rejects);
        try (Database source = databases.apply(workspace.connection(found.source()))) {
            sandbox.expectStart(id.value(), workspace.sandbox());
            CheckedPlan checked = readiness.approved(found.plan(), source, target);
            if (!checked.hash().value().equals(found.planHash())) {
                throw RunGuards.planChanged(found, checked.hash().value(), target);
            }
            AuditSchema.ensure(target);
            return leased(target, found.plan(), lease -> {
                RunStore.Run run = RunGuards.underLease(target, id, standing -> requireResumable(standing, rejects), "resumed");
                long epoch = RunGuards.takeOver(target, id, rejects == Rejects.AGAIN ? "rejects-retried" : "resumed");
                listener.on(new RunEvent.Started(id, run.plan(), false));
                RunContext context = context(checked, id, epoch, source, target, target::openTarget, run.workers(), lease);
                if (rejects == Rejects.AGAIN) {
                    reopenRejects(context);
                }
                return new RunCoordinator(context).run();
            });
        }
    }

    private static void requireResumable(RunStore.Run run, Rejects rejects) {
        if (rejects == Rejects.STAY || !completed(run)) {
            RunGuards.requireUnfinished(run, "resumed");
        }
    }

    private static void reopenRejects(RunContext context) {
        context.fenced(session -> {
            Sql sql = context.sql(session);
            BatchStore batches = new BatchStore(sql);
            for (ControlStore.StepRow step : new ControlStore(sql).of(context.run())) {
                boolean open = batches.of(context.run(), step.step(), BatchStore.RETRY).stream().anyMatch(b -> !b.done());
                if (!open) {
                    batches.reopen(
                            session,
                            context.run(),
                            step.step(),
                            context.epoch(),
                            new RejectStore(sql).byBatch(context.run(), step.step()));
                }
                batches.reopenUnfilled(context.run(), step.step());
            }
            return null;
        });
    }

    /** Ends an unfinished run and keeps its rows. Older audit tables have all that it needs. */
    public RunOutcome close(RunId id) {
        return withRun(id, (entry, target) -> {
            RunGuards.requireUnfinished(entry.run(), "closed");
            return leased(target, entry.run().plan(), lease -> {
                RunStore.Run run = RunGuards.underLease(target, id, standing -> RunGuards.requireUnfinished(standing, "closed"), "closed");
                long epoch = RunGuards.takeOver(target, id, "closed");
                RunGuards.inTransaction(target, sql -> {
                    ControlStore control = new ControlStore(sql);
                    control.of(id).stream()
                            .filter(step -> step.status().unfinished())
                            .forEach(step -> control.end(id, step.step(), step.phase(), RunStatus.CLOSED, step.errorMessage()));
                    new RunStore(sql).end(id, epoch, RunStatus.CLOSED, run.errorMessage());
                    return null;
                });
                return standing(run, target, RunStatus.CLOSED);
            });
        });
    }

    /** Takes back exactly what a run wrote. Older audit tables have all that it needs. */
    public RollbackOutcome rollback(RunId id) {
        return withRun(id, (entry, target) -> leased(target, entry.run().plan(), lease -> {
            RunGuards.requireSameDatabase(entry.run(), target);
            long epoch = RunGuards.inTransaction(target, sql -> {
                long taken = RunGuards.takeOver(sql, id, RunGuards.ROLLBACK);
                ControlStore control = new ControlStore(sql);
                control.of(id).forEach(step -> control.phase(id, step.step(), RunGuards.ROLLBACK));
                return taken;
            });
            try (TargetSession session = target.openTarget()) {
                return new Rollback(entry.run(), epoch, target, session, listener).run();
            }
        }));
    }

    /** Where runs stand; one run, or all where {@code id} is null. */
    public List<RunDirectory.Entry> status(@Nullable RunId id) {
        RunDirectory directory = new RunDirectory(workspace, listener, databases);
        return id == null ? directory.all() : List.of(directory.find(id));
    }

    /** @param lease null for a rehearsal */
    private RunContext context(
            CheckedPlan checked,
            RunId run,
            long epoch,
            Database source,
            Database target,
            Supplier<TargetSession> sessions,
            int workers,
            @Nullable HeldLease lease) {
        return new RunContext(
                checked,
                run,
                epoch,
                Holder.name(),
                source,
                target,
                sandbox,
                workspace.sandbox(),
                workers,
                sessions,
                stop,
                pace,
                snapshotEachStep,
                listener,
                lease == null ? HeldLease.none() : lease,
                new KeptSession(sessions),
                lease == null);
    }

    private static RunOutcome standing(RunStore.Run run, Database target, RunStatus status) {
        return RunGuards.inTransaction(target, sql -> RunCoordinator.outcome(
                run.id(),
                run.plan(),
                run.planHash(),
                new ControlStore(sql).of(run.id()),
                new BatchStore(sql).filled(run.id()),
                status,
                Duration.ZERO,
                Duration.ZERO,
                false));
    }

    private static <T> T leased(Database target, String plan, Function<HeldLease, T> work) {
        try (HeldLease lease = HeldLease.of(target, plan)) {
            return work.apply(lease);
        }
    }

    @FunctionalInterface
    private interface OnDatabases<T> {
        T with(Database source, Database target);
    }

    @FunctionalInterface
    private interface OnRun<T> {
        T with(RunDirectory.Entry entry, Database target);
    }

    private <T> T withDatabases(String plan, OnDatabases<T> work) {
        Readiness.Connections names = readiness.connections(plan);
        return CommandFailures.said("Plan " + plan, () -> {
            try (Database source = databases.apply(workspace.connection(names.source()));
                    Database target = databases.apply(workspace.connection(names.target()))) {
                return work.with(source, target);
            }
        });
    }

    private <T> T withRun(RunId id, OnRun<T> work) {
        RunDirectory.Entry entry = new RunDirectory(workspace, listener, databases).find(id);
        return CommandFailures.said("Run " + id, () -> {
            try (Database target = databases.apply(workspace.connection(entry.connection()))) {
                return work.with(entry, target);
            }
        });
    }
}
