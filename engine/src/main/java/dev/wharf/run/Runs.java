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
import dev.wharf.database.RunLease;
import dev.wharf.database.TargetSession;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.sandbox.Sandbox;
import dev.wharf.transform.CheckedPlan;
import dev.wharf.transform.CheckedStep;
import dev.wharf.workspace.Workspace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a person or a program does with runs. Every method is one command; an instance may serve many, one at a time. */
public final class Runs {

    /** The version that is written into the records of runs. */
    public static final String WHARF_VERSION = "0.1.0";

    private static final int DEFAULT_WORKERS = 2;
    private static final String ROLLBACK = "rollback";

    private final Workspace workspace;
    private final Sandbox sandbox;
    private final Readiness readiness;
    private final RunEvent.Listener listener;
    private final Function<ConnectionSpec, Database> databases;
    private final StopRequest stop = new StopRequest();

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
        return withDatabases(plan, (source, target) -> {
            CheckedPlan checked = readiness.approved(plan, source, target);
            AuditSchema.ensure(target);
            return leased(target, plan, () -> {
                refuseUnfinished(plan, target);
                RunId run = id == null ? RunId.next(plan, Instant.now()) : id;
                listener.on(new RunEvent.Started(run, plan, false));
                int threads = workers == null ? DEFAULT_WORKERS : workers;
                record(checked, run, source, target, target::openTarget, threads);
                return new RunCoordinator(context(checked, run, 1, source, target, target::openTarget, threads, false))
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
                    AuditSchema.createWithin(new Sql(real.connection(), target.dialect()));
                    Supplier<TargetSession> one = () -> new RehearsalSession(real);
                    record(checked, run, source, target, one, 1);
                    return new RunCoordinator(context(checked, run, 1, source, target, one, 1, true)).run();
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
                    .forEach((reason, rows) -> listener.on(new RunEvent.Notice(rows + " rejected: " + reason)));
        } catch (RuntimeException e) {
            listener.on(new RunEvent.Notice("The reasons of its rejects cannot be told: " + e.getMessage()));
        }
    }

    /** Goes on with what is not committed yet. */
    public RunOutcome resume(RunId id) {
        return withRun(id, (entry, target) -> {
            RunStatus status = entry.run().status();
            if (status == RunStatus.COMPLETED || status == RunStatus.COMPLETED_WITH_REJECTS) {
                return standing(entry.run(), target, status);
            }
            requireUnfinished(entry.run(), "resumed");
            try (Database source = databases.apply(workspace.connection(entry.run().source()))) {
                CheckedPlan checked = readiness.approved(entry.run().plan(), source, target);
                if (!checked.hash().value().equals(entry.run().planHash())) {
                    throw new WharfException(
                            Kind.REFUSED,
                            "plan-changed",
                            "Plan " + entry.run().plan() + " is not the one that run " + id + " began with.",
                            "Undo the change, or `wharf close " + id + "` and apply the new plan.");
                }
                return leased(target, entry.run().plan(), () -> {
                    RunStore.Run run = underLease(target, id, "resumed");
                    long epoch = takeOver(target, id, "resumed");
                    listener.on(new RunEvent.Started(id, run.plan(), false));
                    return new RunCoordinator(context(
                                    checked, id, epoch, source, target, target::openTarget, run.workers(), false))
                            .run();
                });
            }
        });
    }

    /** Ends an unfinished run and keeps its rows. */
    public RunOutcome close(RunId id) {
        return withRun(id, (entry, target) -> {
            requireUnfinished(entry.run(), "closed");
            return leased(target, entry.run().plan(), () -> {
                RunStore.Run run = underLease(target, id, "closed");
                long epoch = takeOver(target, id, "closed");
                inTransaction(target, sql -> {
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

    /** Takes back exactly what a run wrote. */
    public RollbackOutcome rollback(RunId id) {
        return withRun(id, (entry, target) -> leased(target, entry.run().plan(), () -> {
            requireSameDatabase(entry.run(), target);
            long epoch = inTransaction(target, sql -> {
                ControlStore control = new ControlStore(sql);
                control.of(id).forEach(step -> control.phase(id, step.step(), ROLLBACK));
                return takeOver(sql, id, ROLLBACK);
            });
            try (TargetSession session = target.openTarget()) {
                return new Rollback(entry.run(), epoch, target, session, listener).run();
            }
        }));
    }

    /** A transaction's number means something in the database alone that gave it; a copy has the rows, but other numbers. */
    private static void requireSameDatabase(RunStore.Run run, Database target) {
        for (String part : List.of("systemIdentifier", "databaseOid")) {
            String now = target.identity().parts().get(part);
            if (now != null && !(" " + run.targetIdentity() + " ").contains(" " + part + "=" + now + " ")) {
                throw new WharfException(
                        Kind.REFUSED,
                        "other-database",
                        "Run " + run.id() + " wrote into another database (" + run.targetIdentity() + "); this one is "
                                + target.identity().text() + ".",
                        "Roll it back where it wrote. In a restored copy nothing tells which rows were edited since.");
            }
        }
    }

    /** The run as it stands now that nobody else can move it. */
    private static RunStore.Run underLease(Database target, RunId id, String what) {
        return inTransaction(target, sql -> {
            RunStore.Run run = new RunStore(sql).find(id).orElseThrow();
            requireUnfinished(run, what);
            if (new ControlStore(sql).of(id).stream().anyMatch(step -> step.phase().equals(ROLLBACK))) {
                throw new WharfException(
                        Kind.REFUSED,
                        "rollback-unfinished",
                        "The rollback of run " + id + " did not come to its end; it cannot be " + what + ".",
                        "`wharf rollback " + id + "` goes on where it stopped.");
            }
            return run;
        });
    }

    /** Where runs stand; one run, or all where {@code id} is null. */
    public List<RunDirectory.Entry> status(@Nullable RunId id) {
        RunDirectory directory = new RunDirectory(workspace, listener, databases);
        return id == null ? directory.all() : List.of(directory.find(id));
    }

    private RunContext context(
            CheckedPlan checked,
            RunId run,
            long epoch,
            Database source,
            Database target,
            Supplier<TargetSession> sessions,
            int workers,
            boolean rehearsal) {
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
                listener,
                rehearsal);
    }

    private void record(
            CheckedPlan checked,
            RunId run,
            Database source,
            Database target,
            Supplier<TargetSession> sessions,
            int workers) {
        try (TargetSession session = sessions.get()) {
            RunContext.transaction(session, s -> {
                Sql sql = new Sql(session.connection(), target.dialect());
                RunStore runs = new RunStore(sql);
                if (runs.find(run).isPresent()) {
                    throw new WharfException(
                            Kind.USAGE,
                            "run-id",
                            "There is a run " + run + " already.",
                            "Give another --run-id, or `wharf resume " + run + "`.");
                }
                runs.insert(
                        run,
                        checked.plan().name(),
                        checked.hash().value(),
                        checked.plan().source(),
                        source.identity().text(),
                        checked.plan().target(),
                        target.identity().text(),
                        checked.plan().effectiveNamespace(),
                        Holder.name(),
                        workers,
                        WHARF_VERSION);
                ControlStore control = new ControlStore(sql);
                int number = 1;
                for (CheckedStep step : checked.steps()) {
                    Integer own = step.step().batchRows();
                    control.insert(
                            run,
                            number++,
                            checked.plan().name(),
                            checked.hash().value(),
                            step.step().name(),
                            StepHash.of(step),
                            step.step().entity(),
                            own == null ? workspace.batchRows() : own,
                            Holder.name(),
                            step.sql());
                }
                new EventStore(sql).record(run, "started", "plan " + checked.plan().name() + " " + checked.hash());
                return null;
            });
        }
    }

    private void refuseUnfinished(String plan, Database target) {
        inTransaction(target, sql -> {
            new RunStore(sql).unfinished(plan).ifPresent(run -> {
                throw new WharfException(
                        Kind.REFUSED,
                        "unfinished-run",
                        "Run " + run.id() + " of plan " + plan + " is unfinished (" + run.status().word() + ").",
                        new ControlStore(sql).of(run.id()).stream().anyMatch(step -> step.phase().equals(ROLLBACK))
                                ? "`wharf rollback " + run.id() + "` goes on where its rollback stopped."
                                : "`wharf resume " + run.id() + "`, or `wharf close` or `wharf rollback` it, before a new apply.");
            });
            return null;
        });
    }

    private static long takeOver(Database target, RunId id, String event) {
        return inTransaction(target, sql -> takeOver(sql, id, event));
    }

    private static long takeOver(Sql sql, RunId id, String event) {
        long epoch = new RunStore(sql).takeOver(id, Holder.name());
        new EventStore(sql).record(id, event, "by " + Holder.name() + " under epoch " + epoch);
        return epoch;
    }

    private static void requireUnfinished(RunStore.Run run, String what) {
        if (!run.status().unfinished()) {
            throw new WharfException(
                    Kind.REFUSED,
                    "run-ended",
                    "Run " + run.id() + " is " + run.status().word() + "; it cannot be " + what + ".",
                    "`wharf apply " + run.plan() + "` starts a new run.");
        }
    }

    private static RunOutcome standing(RunStore.Run run, Database target, RunStatus status) {
        return inTransaction(target, sql -> RunCoordinator.outcome(
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

    private static <T> T inTransaction(Database target, Function<Sql, T> work) {
        try (TargetSession session = target.openTarget()) {
            return RunContext.transaction(
                    session, s -> work.apply(new Sql(session.connection(), target.dialect())));
        }
    }

    private static <T> T leased(Database target, String plan, Supplier<T> work) {
        try (RunLease lease = RunLease.tryAcquire(target, plan)
                .orElseThrow(() -> new WharfException(
                        Kind.REFUSED,
                        "active-run",
                        "Another engine runs plan " + plan + " on " + target.name() + " at this moment.",
                        "Wait for it; `wharf status` shows where it stands."))) {
            return work.get();
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
