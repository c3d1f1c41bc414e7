package dev.wharf.run;

import dev.wharf.audit.BatchStore;
import dev.wharf.catalog.Dialect;
import dev.wharf.database.SourceReader;
import dev.wharf.database.SourceSnapshot;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.plan.NewKey;
import dev.wharf.transform.ColumnSetNumbers;
import dev.wharf.transform.StepProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The workers of a step. Each has a reader and a writer that overlap over a bounded window; the first fault of any stops all,
 * and what was not committed stays open.
 */
final class StepPipeline {

    private final RunContext context;
    private final StepProgram program;
    private final StepRun step;
    private final SourceSnapshot snapshot;
    private final Containers containers;
    private final ColumnSetNumbers columnSets;
    private final long total;
    private final boolean onePass;
    private final boolean counted;
    private volatile boolean failed;

    /**
     * @param onePass the extract is read once by one worker, and all its ranges are open
     * @param counted the rows of the ranges were counted under the very snapshot that is read
     */
    StepPipeline(
            RunContext context,
            StepProgram program,
            StepRun step,
            SourceSnapshot snapshot,
            Containers containers,
            ColumnSetNumbers columnSets,
            long total,
            boolean onePass,
            boolean counted) {
        this.context = context;
        this.program = program;
        this.step = step;
        this.snapshot = snapshot;
        this.containers = containers;
        this.columnSets = columnSets;
        this.total = total;
        this.onePass = onePass;
        this.counted = counted;
    }

    void run(List<BatchStore.Batch> open) {
        Queue<BatchStore.Batch> queue = new ConcurrentLinkedQueue<>(open);
        int workers = onePass || numbersInMemory()
                ? 1
                : Math.clamp(Math.min(context.workers(), snapshot.maxReaders()), 1, Math.max(1, open.size()));
        if (context.rehearsal()) {
            new StepWorker(this, queue, 1).runAlone();
            return;
        }
        try (ExecutorService threads = Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().name("wharf-", 0).daemon().factory())) {
            List<Future<?>> tasks = new ArrayList<>();
            containers.sending(workers);
            for (int number = 1; number <= workers; number++) {
                StepWorker worker = new StepWorker(this, queue, number);
                tasks.add(threads.submit(() -> guarded(worker::read)));
                tasks.add(threads.submit(() -> guarded(worker::write)));
            }
            firstFault(tasks);
        }
    }

    /** The rows of the ranges, by whichever way of reading costs less. */
    RangeRows rows(SourceReader reader) {
        return onePass
                ? RangeRows.inOnePass(reader, program.checked().extract(), program.read())
                : RangeRows.byQuery(reader, program.checked().extract(), program.read());
    }

    /** SQLite has no sequence to ask, so one worker counts. */
    private boolean numbersInMemory() {
        return context.target().dialect() == Dialect.SQLITE
                && program.step().newKeys().stream().anyMatch(key -> key.kind() == NewKey.Kind.SEQUENCE);
    }

    /** A range gives the rows that were counted in it, or something is wrong that must not pass for done. */
    void requireWhole(BatchStore.Batch batch, long rows) {
        if (!counted || !batch.pass().equals(BatchStore.DATA)) {
            return;
        }
        if (rows > batch.range().rows()) {
            throw new WharfException(
                    Kind.DATA,
                    "key-not-unique",
                    "The key " + String.join(", ", program.step().key()) + " of step " + program.step().name()
                            + " is not unique in the extract: range " + batch.number() + " gave " + rows + " rows for "
                            + batch.range().rows() + " keys.",
                    "Choose a unique key, or make the extract give each key once.");
        }
        if (rows < batch.range().rows()) {
            throw new WharfException(
                    Kind.DEFECT,
                    "range-incomplete",
                    "Range " + batch.number() + " of step " + program.step().name() + " gave " + rows + " rows; "
                            + batch.range().rows() + " were counted in it under the same snapshot.",
                    "Nothing of it was written. Report it with the extract's SQL and the key's types.");
        }
    }

    boolean stopping() {
        return failed || context.stop().asked();
    }

    boolean failed() {
        return failed;
    }

    RunContext context() {
        return context;
    }

    StepProgram program() {
        return program;
    }

    StepRun step() {
        return step;
    }

    SourceSnapshot snapshot() {
        return snapshot;
    }

    Containers containers() {
        return containers;
    }

    ColumnSetNumbers columnSets() {
        return columnSets;
    }

    long total() {
        return total;
    }

    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (Throwable e) {
            failed = true;
            throw e;
        }
    }

    private static void firstFault(List<Future<?>> tasks) {
        Throwable first = null;
        for (Future<?> task : tasks) {
            try {
                task.get();
            } catch (ExecutionException e) {
                first = preferred(first, e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                first = preferred(first, e);
            }
        }
        switch (first) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new CompletionException(first);
        }
    }

    /** A fault that another one caused says less than that one. */
    private static Throwable preferred(Throwable first, Throwable next) {
        if (first == null || first instanceof StepWorker.Abandoned) {
            return next;
        }
        if (!(next instanceof StepWorker.Abandoned)) {
            first.addSuppressed(next);
        }
        return first;
    }
}
