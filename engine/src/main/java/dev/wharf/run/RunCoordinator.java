package dev.wharf.run;

import dev.wharf.audit.BatchStore;
import dev.wharf.audit.ControlStore;
import dev.wharf.audit.Counts;
import dev.wharf.audit.EventStore;
import dev.wharf.audit.MappingStore;
import dev.wharf.audit.RunId;
import dev.wharf.audit.RunStatus;
import dev.wharf.audit.RunStore;
import dev.wharf.audit.Sql;
import dev.wharf.catalog.Table;
import dev.wharf.database.ConnectionLost;
import dev.wharf.database.DataRefusal;
import dev.wharf.database.TargetSession;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.sandbox.SandboxFailure;
import dev.wharf.transform.CheckedStep;
import dev.wharf.transform.StepProgram;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Owns the state of one start of a run: its steps in order, the closing passes, the sequences, and the status that it leaves
 * behind. The run and its steps are recorded already when it begins.
 */
final class RunCoordinator {

    private final RunContext context;
    private final long started = System.nanoTime();
    private Duration containers = Duration.ZERO;

    RunCoordinator(RunContext context) {
        this.context = context;
    }

    RunOutcome run() {
        try (KeptSession _ = context.between()) {
            return carriedOut();
        }
    }

    private RunOutcome carriedOut() {
        try {
            RunStatus status = steps();
            end(status, timing(), null);
            return outcome(status);
        } catch (SandboxFailure | ConnectionLost e) {
            throw failed(new WharfException(
                    Kind.ENVIRONMENT,
                    "infrastructure",
                    String.valueOf(e.getMessage()),
                    "See that Docker and both databases answer.",
                    e));
        } catch (DataRefusal e) {
            throw failed(new WharfException(
                    Kind.DATA,
                    "target-refused",
                    "The target refused rows: " + e.getMessage(),
                    "Mend what it names.",
                    e));
        } catch (WharfException e) {
            throw failed(e);
        } catch (RuntimeException | Error e) {
            fail("defect", "a defect of Wharf: " + e.getClass().getSimpleName(), e);
            throw e;
        }
    }

    private RunStatus steps() {
        List<StepProgram> programs = new ArrayList<>();
        List<StepProgram> toFill = new ArrayList<>();
        boolean rejects = false;
        try (Snapshots snapshots = new Snapshots(context)) {
            snapshots.sayWhatMayEndForGood();
            for (CheckedStep step : context.plan().steps()) {
                if (context.stop().asked()) {
                    return RunStatus.PAUSED;
                }
                StepProgram program = Retry.lasting(context, () -> bind(step));
                programs.add(program);
                ControlStore.StepRow row = row(step.step().name());
                RunStatus status = finished(row) && !reopened(row) ? row.status() : move(program, row, snapshots);
                if (status == RunStatus.PAUSED) {
                    return status;
                }
                rejects |= status == RunStatus.COMPLETED_WITH_REJECTS;
                if (!program.laterReferences().isEmpty()) {
                    toFill.add(program);
                }
                fillWhatCanBe(toFill, programs.size(), snapshots);
                if (context.snapshotEachStep()) {
                    snapshots.drop();
                }
            }
        }
        if (context.stop().asked()) {
            return RunStatus.PAUSED;
        }
        advanceSequences(programs);
        return rejects ? RunStatus.COMPLETED_WITH_REJECTS : RunStatus.COMPLETED;
    }

    private StepProgram bind(CheckedStep step) {
        context.lease().keep();
        return StepProgram.bind(context.plan(), step, context.target(), this::tableOf);
    }

    private RunStatus move(StepProgram program, ControlStore.StepRow row, Snapshots snapshots) {
        String name = row.step();
        fenced(session -> {
            new ControlStore(context.sql(session)).start(context.run(), name);
            return null;
        });
        StepRun step = new StepRun(context, program, row);
        moveUntilDone(step, snapshots);
        if (context.stop().asked()) {
            endStep(name, RunStatus.PAUSED, null);
            return RunStatus.PAUSED;
        }
        Retry.lasting(context, snapshots::dropIfLost, () -> {
            new VanishedRows(context, program).look(snapshots.current(), step.known());
            return name;
        });
        RunStatus status = step.finish();
        endStep(name, status, null);
        context.listener().on(new RunEvent.StepEnded(name, status, step.counts()));
        new EmptyReferences(context, program).say();
        return status;
    }

    /**
     * Tries again what the infrastructure interrupted. Once a pause was asked for it does not: a process that is told to end
     * takes its containers with it, and what was under way stays open for the resume.
     */
    private void moveUntilDone(StepRun step, Snapshots snapshots) {
        Retry retry = new Retry(context);
        while (true) {
            try {
                containers = containers.plus(step.moveOpenRanges(snapshots.of(step.name())));
                return;
            } catch (SandboxFailure failure) {
                if (context.stop().asked()) {
                    return;
                }
                retry.after(failure, step.counts().read());
            } catch (ConnectionLost | WharfException e) {
                if (context.stop().asked() && mayEndInAPause(e)) {
                    return;
                }
                retry.after(retry.meansLost(e), step.counts().read());
                snapshots.dropIfLost();
            }
        }
    }

    private static boolean mayEndInAPause(RuntimeException e) {
        return e instanceof ConnectionLost
                || e instanceof WharfException known
                        && (known.kind() == Kind.ENVIRONMENT || known.kind() == Kind.INTERRUPTED);
    }

    /** Closing passes whose rows are all there, now that so many steps are done; those that ran are taken off the list. */
    private void fillWhatCanBe(List<StepProgram> toFill, int done, Snapshots snapshots) {
        for (StepProgram program : List.copyOf(toFill)) {
            if (!context.stop().asked() && FillPass.possible(context, program, done)) {
                fill(program, snapshots);
                toFill.remove(program);
            }
        }
    }

    private void fill(StepProgram program, Snapshots snapshots) {
        Retry.lasting(context, snapshots::dropIfLost, () -> {
            try (TargetSession session = context.sessions().get()) {
                new FillPass(context, program, session).run(snapshots.current());
                return program;
            }
        });
    }

    /** The greatest keys that were written move the tables' own counters past them. */
    private void advanceSequences(List<StepProgram> programs) {
        Map<String, Table> tables = new LinkedHashMap<>();
        programs.forEach(program -> program.tables().forEach(t -> tables.put(t.name().toString(), t)));
        transaction(session -> {
            tables.values().forEach(session::advanceSequences);
            return null;
        });
    }

    private Optional<String> tableOf(String entity) {
        return context.transaction(session -> new MappingStore(context.sql(session))
                .tableOf(context.plan().plan().effectiveNamespace(), entity));
    }

    private ControlStore.StepRow row(String step) {
        return rows().stream().filter(r -> r.step().equals(step)).findFirst().orElseThrow();
    }

    private List<ControlStore.StepRow> rows() {
        return transaction(session -> new ControlStore(context.sql(session)).of(context.run()));
    }

    private static boolean finished(ControlStore.StepRow row) {
        return row.status() == RunStatus.COMPLETED || row.status() == RunStatus.COMPLETED_WITH_REJECTS;
    }

    /** Whether rejects of a step that is done are to be tried again. */
    private boolean reopened(ControlStore.StepRow row) {
        return transaction(session -> new BatchStore(context.sql(session))
                .of(context.run(), row.step(), BatchStore.RETRY).stream().anyMatch(batch -> !batch.done()));
    }

    private void endStep(String step, RunStatus status, @Nullable String error) {
        fenced(session -> endStep(session, step, status, error));
    }

    private RunStatus endStep(TargetSession session, String step, RunStatus status, @Nullable String error) {
        new ControlStore(context.sql(session)).end(context.run(), step, "execution", status, error);
        return status;
    }

    private void end(RunStatus status, String event, @Nullable String error) {
        fenced(session -> recordEnd(session, status, event, error));
    }

    /**
     * Records the end, once: whoever asks again has lost the answer to the first commit. A step that was under way ends as the
     * run does.
     *
     * @param event what the events tell: an error's code, for its message may name a row's key
     */
    private RunStatus recordEnd(TargetSession session, RunStatus status, String event, @Nullable String error) {
        Sql sql = context.sql(session);
        RunStore runs = new RunStore(sql);
        if (runs.find(context.run()).orElseThrow().status() != status) {
            ControlStore control = new ControlStore(sql);
            control.of(context.run()).stream()
                    .filter(step -> step.status() == RunStatus.RUNNING)
                    .forEach(step -> control.end(context.run(), step.step(), step.phase(), status, error));
            runs.end(context.run(), context.epoch(), status, error);
            new EventStore(sql).record(context.run(), status.word(), event);
        }
        return status;
    }

    /** A transaction between batches, again and again where its session is lost. It may be done already when it is repeated. */
    private <T> T transaction(Function<TargetSession, T> work) {
        return Retry.lasting(context, () -> context.transaction(work));
    }

    private <T> T fenced(Function<TargetSession, T> work) {
        return Retry.lasting(context, () -> context.fenced(work));
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - started);
    }

    private String timing() {
        return String.format(
                Locale.ROOT,
                "took %.1f s, of which %.1f s until containers were ready",
                elapsed().toMillis() / 1000.0,
                containers.toMillis() / 1000.0);
    }

    private WharfException failed(WharfException e) {
        fail(e.code(), e.text(), e);
        if (e.code().equals("superseded")) {
            return e;
        }
        if (context.rehearsal()) {
            return new WharfException(
                    e.kind(), e.code(), e.text(), "Nothing was kept. Correct what it names, then rehearse again.", e);
        }
        String next = e.next().contains(context.run().value())
                ? e.next()
                : e.next() + " Then `wharf resume " + context.run() + "`, or `wharf close` or `wharf rollback` it.";
        return new WharfException(e.kind(), e.code(), "Run " + context.run() + ": " + e.text(), next, e);
    }

    private void fail(String code, String error, Throwable because) {
        Supplier<RunStatus> record = () -> context.fenced(session -> recordEnd(session, RunStatus.FAILED, code, error));
        try {
            try {
                record.get();
            } catch (ConnectionLost e) {
                // The session at hand may have died before, so it gets one more: a new one. What was not to be had for a minute
                // is not waited for once more; the run shows as interrupted then.
                record.get();
            }
        } catch (RuntimeException e) {
            because.addSuppressed(e);
        }
    }

    private RunOutcome outcome(RunStatus status) {
        return outcome(
                context.run(),
                context.plan().plan().name(),
                context.plan().hash().value(),
                rows(),
                transaction(session -> new BatchStore(context.sql(session)).filled(context.run())),
                status,
                elapsed(),
                containers,
                context.rehearsal());
    }

    static RunOutcome outcome(
            RunId run,
            String plan,
            String planHash,
            List<ControlStore.StepRow> rows,
            Map<String, Counts> filled,
            RunStatus status,
            Duration elapsed,
            Duration containers,
            boolean rehearsal) {
        Counts sum = rows.stream().map(ControlStore.StepRow::counts).reduce(Counts.NONE, Counts::plus);
        return new RunOutcome(
                run,
                plan,
                planHash,
                status,
                sum,
                elapsed,
                containers,
                rows.stream()
                        .map(r -> step(r, filled.getOrDefault(r.step(), Counts.NONE)))
                        .toList(),
                rehearsal);
    }

    private static RunOutcome.StepOutcome step(ControlStore.StepRow row, Counts filled) {
        return new RunOutcome.StepOutcome(row.step(), row.status(), row.counts(), filled.written(), filled.skipped());
    }
}
