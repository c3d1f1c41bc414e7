package dev.wharf.run;

import dev.wharf.audit.BatchStore;
import dev.wharf.audit.ControlStore;
import dev.wharf.audit.Counts;
import dev.wharf.audit.MappingStore;
import dev.wharf.audit.PackedMappings;
import dev.wharf.audit.RunStatus;
import dev.wharf.database.KeyRange;
import dev.wharf.database.RowCursor;
import dev.wharf.database.SourceReader;
import dev.wharf.database.SourceSnapshot;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.sandbox.TransformSession;
import dev.wharf.transform.ColumnSetNumbers;
import dev.wharf.transform.StepProgram;
import dev.wharf.wire.RowChunk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One step of a run: records its ranges, has them moved by workers, and judges the end. It is written so that going on after
 * any fault is the same as starting: what is open is asked from the target, never remembered.
 */
final class StepRun {

    /** A batch is held in memory until it is committed, so wide rows make it smaller. */
    private static final long BATCH_BYTES = 16L << 20;

    /** Ranges that are moved within seconds. */
    private static final int SOON_DONE = 4;

    private final RunContext context;
    private final StepProgram program;
    private final ControlStore.StepRow row;
    private final long started = System.nanoTime();
    private final Suspects suspects = new Suspects();
    private final AtomicLong known = new AtomicLong();
    private final AtomicReference<Counts> counts;

    StepRun(RunContext context, StepProgram program, ControlStore.StepRow row) {
        this.context = context;
        this.program = program;
        this.row = row;
        this.counts = new AtomicReference<>(row.counts());
    }

    String name() {
        return row.step();
    }

    /** Rows of this start that earlier runs had moved. */
    long known() {
        return known.get();
    }

    void countKnown(long rows) {
        known.addAndGet(rows);
    }

    Suspects suspects() {
        return suspects;
    }

    Counts counts() {
        return counts.get();
    }

    /**
     * Moves what is open under this snapshot.
     *
     * @return the time that the container took to get ready
     */
    Duration moveOpenRanges(SourceSnapshot snapshot) {
        CompletableFuture<TransformSession> starting = CompletableFuture.supplyAsync(
                () -> context.sandbox().start(program.spec(context.run().value(), context.limits())), Thread::startVirtualThread);
        try {
            Ranges ranges = ranges(snapshot);
            long total = ranges.total();
            List<BatchStore.Batch> open = openBatches();
            context.listener().on(new RunEvent.StepStarted(row.step(), total, open.size()));
            if (open.isEmpty()) {
                return Duration.ZERO;
            }
            unpackMappings();
            TransformSession session = join(starting);
            expectNext(open);
            Containers containers = new Containers(context, program, session);
            try {
                boolean onePass = ranges.cutNow()
                        && open.size() > 1
                        && !context.source().rangesReachIndex(program.checked().extract());
                new StepPipeline(context, program, this, snapshot, containers, columnSets(), total, onePass, ranges.cutNow())
                        .run(open);
            } finally {
                containers.close();
            }
            return session.startTime();
        } finally {
            starting.whenComplete((session, fault) -> {
                if (session != null) {
                    session.close();
                }
            });
        }
    }

    /** A step that is done soon has the container of the next one come up meanwhile; one that lasts would outlast it. */
    private void expectNext(List<BatchStore.Batch> open) {
        boolean last = context.plan().steps().getLast().step().name().equals(row.step());
        if (!last && open.size() <= SOON_DONE) {
            context.sandbox().expectStart(context.run().value(), context.limits());
        }
    }

    private void unpackMappings() {
        List<PackedMappings.Which> all = new ArrayList<>(Unpacking.metBy(program, context.run()));
        if (!context.rehearsal()) {
            all.addAll(Unpacking.askedForBy(program, context.run()));
        }
        Unpacking.of(work -> context.fenced(session -> work.applyAsLong(context.sql(session))), all, context.listener());
    }

    /** Called by workers after each commit. */
    void committed(BatchStore.Batch batch, Counts its, long total) {
        Counts now = counts.accumulateAndGet(its, Counts::plus);
        context.listener()
                .on(new RunEvent.Progress(
                        row.step(), now.read() + now.unchanged(), total, now, Duration.ofNanos(System.nanoTime() - started)));
        if (batch.pass().equals(BatchStore.DATA) && program.plan().rejects().exceeded(now.rejected(), total)) {
            throw new WharfException(
                    Kind.DATA,
                    "rejects-limit",
                    "Step " + row.step() + " rejected " + count(now.rejected()) + " of " + count(now.read() + now.unchanged())
                            + " rows read so far (" + count(total) + " in all); its limit is " + percent() + " and "
                            + program.plan().rejects().atLeast() + " rows.",
                    "See `wharf audit rejects " + context.run() + "`; then correct the source and `wharf resume "
                            + context.run() + " --retry-rejects`, or `wharf close` it and correct the plan.");
        }
    }

    /** Judges the step when no range is open any more. */
    RunStatus finish() {
        Counts now = counts.get();
        if (now.read() > 0 && now.rejected() == now.read() && now.unchanged() == 0) {
            throw new WharfException(
                    Kind.DATA,
                    "all-rejected",
                    "Step " + row.step() + " rejected all its " + count(now.read()) + " rows.",
                    "See `wharf audit rejects " + context.run() + "`; then `wharf close " + context.run()
                            + "` and correct the plan.");
        }
        return now.rejected() > 0 ? RunStatus.COMPLETED_WITH_REJECTS : RunStatus.COMPLETED;
    }

    private static String count(long rows) {
        return String.format(Locale.ROOT, "%,d", rows);
    }

    private String percent() {
        double share = program.plan().rejects().share() * 100;
        return (share == Math.rint(share) ? String.valueOf((long) share) : String.valueOf(share)) + "%";
    }

    /** The step's ranges; {@code cutNow} where their rows were counted under the snapshot at hand. */
    private record Ranges(long total, boolean cutNow) {}

    /** Asks how the step stands, for the answer to a commit may have been lost, and cuts its ranges if that was not done. */
    private Ranges ranges(SourceSnapshot snapshot) {
        ControlStore.StepRow now = context.transaction(session -> new ControlStore(context.sql(session))
                .of(context.run()).stream()
                        .filter(s -> s.step().equals(row.step()))
                        .findFirst()
                        .orElseThrow());
        counts.set(now.counts());
        if (now.totalRecords() != null) {
            return new Ranges(now.totalRecords(), false);
        }
        List<KeyRange> cut = snapshot.cut(program.checked().extract(), batchRows(snapshot));
        long total = cut.stream().mapToLong(KeyRange::rows).sum();
        context.fenced(session -> {
            new BatchStore(context.sql(session))
                    .insert(session, context.run(), row.step(), BatchStore.DATA, context.epoch(), cut);
            new ControlStore(context.sql(session)).total(context.run(), row.step(), total);
            return total;
        });
        return new Ranges(total, true);
    }

    /** The step's batch size, made smaller where a first look at its rows shows that they are wide. */
    private int batchRows(SourceSnapshot snapshot) {
        try (SourceReader reader = snapshot.openReader();
                RowCursor cursor = reader.read(program.checked().extract(), program.read(), KeyRange.EVERYTHING)) {
            RowChunk first = cursor.next();
            if (first == null) {
                return row.batchSize();
            }
            long bytesPerRow = Math.max(1, first.size() / first.rows());
            return (int) Math.clamp(BATCH_BYTES / bytesPerRow, 1, row.batchSize());
        }
    }

    /** Rejects that are tried again come first: solved, they no longer count against the limit. */
    private List<BatchStore.Batch> openBatches() {
        return context.transaction(session -> new BatchStore(context.sql(session))
                .ofRows(context.run(), row.step()).stream()
                        .filter(batch -> !batch.done())
                        .sorted(Comparator.comparing((BatchStore.Batch batch) -> batch.pass().equals(BatchStore.DATA)))
                        .toList());
    }

    private ColumnSetNumbers columnSets() {
        return context.transaction(session -> new ColumnSetNumbers(
                new MappingStore(context.sql(session)).columnSets(context.run(), row.step()).stream()
                        .map(set -> new ColumnSetNumbers.Named(set.targetTable(), set.columns()))
                        .toList()));
    }

    private static TransformSession join(CompletableFuture<TransformSession> starting) {
        try {
            return starting.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
