package dev.wharf.run;

import dev.wharf.audit.BatchStore;
import dev.wharf.audit.Counts;
import dev.wharf.database.RowCursor;
import dev.wharf.database.SourceReader;
import dev.wharf.database.TargetSession;
import dev.wharf.sandbox.BatchTime;
import dev.wharf.sandbox.SandboxFailure;
import dev.wharf.sandbox.TransformedChunk;
import dev.wharf.transform.BatchRows;
import dev.wharf.transform.KnownRows;
import dev.wharf.transform.PreparedChunk;
import dev.wharf.transform.RowTransformer;
import dev.wharf.transform.SourceItem;
import dev.wharf.wire.RowChunk;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One worker: its reader takes ranges, prepares them and sends them to the container; its writer commits what comes back. */
final class StepWorker {

    /** Another thread's fault ended this one. */
    static final class Abandoned extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Abandoned() {
            super("another worker failed", null, false, false);
        }
    }

    /** A chunk under way, with the rows of it that are to be tried alone. */
    private record Flight(
            PreparedChunk chunk, CompletableFuture<TransformedChunk> answer, List<PreparedChunk> alone) {}

    private record Work(BatchStore.Batch batch, List<Flight> flights, RangeRows source) {}

    private static final int WINDOW = 1;

    private final StepPipeline pipeline;
    private final Queue<BatchStore.Batch> open;
    private final int number;
    private final BlockingQueue<Optional<Work>> window = new ArrayBlockingQueue<>(WINDOW);
    private final BatchRows written = new BatchRows();
    private @Nullable RowTransformer transformer;

    StepWorker(StepPipeline pipeline, Queue<BatchStore.Batch> open, int number) {
        this.pipeline = pipeline;
        this.open = open;
        this.number = number;
    }

    /** The reader's thread. */
    void read() {
        try (TargetSession lookups = pipeline.context().sessions().get();
                SourceReader reader = pipeline.snapshot().openReader();
                RangeRows source = pipeline.rows(reader)) {
            KnownRows known = known(lookups);
            KeptNumbers numbers = numbers(lookups, known);
            RowTransformer rows = transformer(lookups, numbers, known);
            synchronized (this) {
                transformer = rows;
            }
            CompletableFuture<?> answered = CompletableFuture.completedFuture(null);
            for (BatchStore.Batch batch = next(); batch != null; batch = next()) {
                Work work = readBatch(batch, source, rows, numbers, lookups);
                answered = answered(answered, work);
                hand(Optional.of(work));
            }
            pipeline.containers().sent(answered);
            hand(Optional.empty());
        }
    }

    private static CompletableFuture<?> answered(CompletableFuture<?> before, Work work) {
        List<CompletableFuture<?>> all = new ArrayList<>(List.of(before));
        work.flights().forEach(flight -> all.add(flight.answer()));
        return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
    }

    /** The writer's thread. */
    void write() {
        try (TargetSession session = pipeline.context().sessions().get()) {
            BatchWriter writer = writer(session);
            for (Optional<Work> work = take(); work.isPresent(); work = take()) {
                commit(work.get(), readersTransformer(), writer);
            }
        }
    }

    /** Both in one thread, for a rehearsal's single session. */
    void runAlone() {
        try (TargetSession session = pipeline.context().sessions().get();
                SourceReader reader = pipeline.snapshot().openReader();
                RangeRows source = pipeline.rows(reader)) {
            KnownRows known = known(session);
            KeptNumbers numbers = numbers(session, known);
            RowTransformer rows = transformer(session, numbers, known);
            BatchWriter writer = writer(session);
            for (BatchStore.Batch batch = next(); batch != null; batch = next()) {
                commit(readBatch(batch, source, rows, numbers, session), rows, writer);
            }
        }
    }

    private BatchStore.@Nullable Batch next() {
        return pipeline.stopping() ? null : open.poll();
    }

    private Work readBatch(
            BatchStore.Batch batch, RangeRows source, RowTransformer rows, KeptNumbers numbers, TargetSession lookups) {
        numbers.startRange(batch);
        List<Flight> flights = new ArrayList<>();
        BatchTime time = new BatchTime();
        RangeBytes bytes = new RangeBytes(
                pipeline.program().step().name(), batch.number(), pipeline.context().run().value(), RangeBytes.MOST);
        if (batch.pass().equals(BatchStore.RETRY)) {
            rows.startRange(new RetriedRows(pipeline.context(), pipeline.program().step().name(), lookups).keys(batch));
        } else {
            rows.startRange();
        }
        try (RowCursor cursor = source.of(batch)) {
            for (RowChunk chunk = cursor.next(); chunk != null; chunk = cursor.next()) {
                if (pipeline.failed()) {
                    throw new Abandoned();
                }
                bytes.add(chunk.rows(), chunk.size());
                flights.add(send(rows.prepare(chunk), time));
                pipeline.context().pace().after(chunk.rows(), pipeline::stopping);
            }
        }
        pipeline.requireWhole(
                batch, flights.stream().mapToLong(f -> f.chunk().source().rows()).sum());
        return new Work(batch, flights, source);
    }

    private Flight send(PreparedChunk prepared, BatchTime time) {
        List<PreparedChunk> alone = new ArrayList<>();
        PreparedChunk together = prepared;
        for (int row = 0; row < prepared.crossing().rows(); row++) {
            if (pipeline.step().suspects().has(prepared.items().get(prepared.crossingRows()[row]).key())) {
                alone.add(prepared.alone(row));
            }
        }
        if (!alone.isEmpty()) {
            together = prepared.without(
                    alone.stream().map(one -> one.crossingRows()[0]).toList());
        }
        CompletableFuture<TransformedChunk> answer = together.crossing().rows() == 0
                ? CompletableFuture.completedFuture(new TransformedChunk(List.of(), new byte[0]))
                : pipeline.containers().transform(together, time);
        return new Flight(together, answer, alone);
    }

    private void commit(Work work, RowTransformer rows, BatchWriter writer) {
        BatchRows batch = written;
        batch.clear();
        for (Flight flight : work.flights()) {
            batch.items().addAll(flight.chunk().items());
            rows.complete(flight.chunk(), answer(flight), batch);
            for (PreparedChunk one : flight.alone()) {
                tryAlone(one, rows, batch);
            }
        }
        Counts counts = writer.write(work.batch(), batch);
        pipeline.step().countKnown(batch.items().stream().filter(SourceItem::movedBefore).count());
        pipeline.step().committed(work.batch(), counts, pipeline.total());
        for (Flight flight : work.flights()) {
            work.source().reuse(flight.chunk().source());
            rows.reuse(flight.chunk());
            pipeline.containers().reuse(flight.answer().join());
        }
    }

    private TransformedChunk answer(Flight flight) {
        try {
            return Containers.join(flight.answer());
        } catch (SandboxFailure failure) {
            if (failure.reason() == SandboxFailure.Cause.ROW_TIMEOUT && failure.sourceRow() >= 0) {
                int source = flight.chunk().crossingRows()[failure.sourceRow()];
                pipeline.step().suspects().add(flight.chunk().items().get(source).key());
            }
            throw failure;
        }
    }

    private void tryAlone(PreparedChunk one, RowTransformer rows, BatchRows batch) {
        try {
            rows.complete(one, pipeline.containers().alone(one), batch);
        } catch (SandboxFailure failure) {
            if (failure.reason() != SandboxFailure.Cause.ROW_TIMEOUT) {
                throw failure;
            }
            var item = one.items().get(one.crossingRows()[0]);
            item.reject("it took more than the "
                    + pipeline.context().limits().rowTimeout().toSeconds() + " s of CPU time that sandbox.row-timeout allows");
            pipeline.step().suspects().convict(pipeline.program().step().name(), item.key());
        }
    }

    private void hand(Optional<Work> work) {
        try {
            while (!window.offer(work, 200, TimeUnit.MILLISECONDS)) {
                if (pipeline.failed()) {
                    throw new Abandoned();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Abandoned();
        }
    }

    private Optional<Work> take() {
        try {
            Optional<Work> work = window.poll(200, TimeUnit.MILLISECONDS);
            while (work == null) {
                if (pipeline.failed()) {
                    throw new Abandoned();
                }
                work = window.poll(200, TimeUnit.MILLISECONDS);
            }
            return work;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Abandoned();
        }
    }

    /** The reader hands its transformer over before its first work, so it is there when work is. */
    private synchronized RowTransformer readersTransformer() {
        return java.util.Objects.requireNonNull(transformer);
    }

    private BatchWriter writer(TargetSession session) {
        RunContext context = pipeline.context();
        return new BatchWriter(context, pipeline.program(), context.holder() + "/" + number, session);
    }

    private RowTransformer transformer(TargetSession session, KeptNumbers numbers, KnownRows known) {
        RunContext context = pipeline.context();
        var program = pipeline.program();
        return new RowTransformer(
                program,
                new MappedReferences(context, session),
                known,
                numbers,
                pipeline.columnSets());
    }

    private KnownRows known(TargetSession session) {
        return EarlierRuns.of(pipeline.context(), pipeline.program(), session);
    }

    /** Where earlier runs moved rows, few of a range may be new: then they get their numbers as they come. */
    private KeptNumbers numbers(TargetSession session, KnownRows known) {
        return new KeptNumbers(pipeline.context(), pipeline.program(), session, known == KnownRows.NONE);
    }
}
