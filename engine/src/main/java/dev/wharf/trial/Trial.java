package dev.wharf.trial;

import dev.wharf.database.ByteSink;
import dev.wharf.sandbox.Sandbox;
import dev.wharf.sandbox.Surroundings;
import dev.wharf.sandbox.Surroundings.Factor;
import dev.wharf.sandbox.TransformSession;
import dev.wharf.sandbox.TransformSpec;
import dev.wharf.sandbox.TransformedChunk;
import dev.wharf.wire.RowChunk;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Classes over rows in fresh JVMs: one as in a run, one in foreign surroundings, where the rows come backwards and then once
 * more forwards, a few at a time. Where these differ, further containers find out for what. Nothing that a container says is
 * believed but what it made of the rows, and that is compared here. Thread-safe.
 */
public final class Trial implements AutoCloseable {

    /** A number of rows in a chunk that no power of two and no usual batch is a multiple of. */
    private static final int FEW = 23;

    /** Containers at a time; each may take the memory that the settings give one. */
    private static final int CONTAINERS = 4;

    private final Sandbox sandbox;
    private final ExecutorService classes = Executors.newVirtualThreadPerTaskExecutor();
    private final ExecutorService containers = Executors.newFixedThreadPool(CONTAINERS, Thread.ofVirtual().factory());

    public Trial(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    /**
     * What came out.
     *
     * @param usual what the rows became as in a run
     * @param differences for each cause the first row that it changes; empty where no row depends on anything but itself
     */
    public record Result(TransformedChunk usual, Map<Cause, Difference> differences) {}

    /** Some of the rows, by their index, and what they became. */
    private record Part(int[] rows, TransformedChunk made) {}

    /**
     * Begins to run a class; several may be under way.
     *
     * @param spec of the class, in the usual surroundings
     * @return fails with {@link dev.wharf.sandbox.SandboxFailure} where a container dies, overruns its time or breaks the
     *     protocol, with {@link dev.wharf.failure.WharfException} of kind REFUSED where the class cannot be loaded
     */
    public CompletableFuture<Result> begin(TransformSpec spec, RowChunk rows) {
        return CompletableFuture.supplyAsync(() -> run(spec, rows), classes);
    }

    private Result run(TransformSpec spec, RowChunk rows) {
        CompletableFuture<TransformedChunk> usual = usual(spec, rows);
        // Waits for both, whichever fails; the usual one's failure comes first.
        Difference difference = difference(Cause.TOGETHER, spec, rows, usual).join();
        return new Result(usual.join(), difference == null ? Map.of() : causes(spec, rows, usual, difference));
    }

    private Map<Cause, Difference> causes(
            TransformSpec spec, RowChunk rows, CompletableFuture<TransformedChunk> usual, Difference together) {
        Difference anyway = difference(Cause.EVERY_START, spec, rows, usual).join();
        if (anyway != null) {
            // what differs anyway would seem to differ for every other cause too
            return Map.of(Cause.EVERY_START, anyway);
        }
        Map<Cause, CompletableFuture<@Nullable Difference>> tried = new EnumMap<>(Cause.class);
        for (Cause cause : EnumSet.range(Cause.ROW_ORDER, Cause.MACHINE)) {
            tried.put(cause, difference(cause, spec, rows, usual));
        }
        Map<Cause, Difference> causes = new EnumMap<>(Cause.class);
        tried.forEach((cause, future) -> {
            Difference difference = future.join();
            if (difference != null) {
                causes.put(cause, difference);
            }
        });
        return causes.isEmpty() ? Map.of(Cause.TOGETHER, together) : causes;
    }

    /** What the rows become as in a run. */
    CompletableFuture<TransformedChunk> usual(TransformSpec spec, RowChunk rows) {
        return later(() -> inOrder(spec, rows).made());
    }

    /** How the rows of another container differ from the usual ones for one cause. */
    CompletableFuture<@Nullable Difference> difference(
            Cause cause, TransformSpec spec, RowChunk rows, CompletableFuture<TransformedChunk> usual) {
        TransformSpec other = spec.in(surroundings(cause));
        boolean otherOrder = cause == Cause.ROW_ORDER || cause == Cause.TOGETHER;
        return later(() -> otherOrder ? inOtherOrder(other, rows) : List.of(inOrder(other, rows)))
                .thenCombine(usual, (parts, expected) -> {
                    Comparison comparison = new Comparison(spec, expected, rows.rows());
                    return parts.stream()
                            .map(part -> comparison.first(part.rows(), part.made()))
                            .filter(Objects::nonNull)
                            .min(Comparator.comparingInt(Difference::row))
                            .orElse(null);
                });
    }

    private static Surroundings surroundings(Cause cause) {
        Instant now = Instant.now();
        return switch (cause) {
            case EVERY_START, ROW_ORDER -> Surroundings.USUAL;
            case TOGETHER -> Surroundings.foreign(now);
            case LOCALE -> Surroundings.foreign(Factor.LOCALE, now);
            case ZONE -> Surroundings.foreign(Factor.ZONE, now);
            case CHARSET -> Surroundings.foreign(Factor.CHARSET, now);
            case LINE_END -> Surroundings.foreign(Factor.LINE_END, now);
            case IDENTITY -> Surroundings.foreign(Factor.IDENTITY, now);
            case MACHINE -> Surroundings.foreign(Factor.MACHINE, now);
        };
    }

    private Part inOrder(TransformSpec spec, RowChunk rows) {
        try (TransformSession session = sandbox.start(spec)) {
            return inOrder(session, rows);
        }
    }

    private static Part inOrder(TransformSession session, RowChunk rows) {
        return new Part(IntStream.range(0, rows.rows()).toArray(), session.transform(rows).join());
    }

    /** Backwards, so that each row has other ones before it, and in small chunks; then forwards after all of them. */
    private List<Part> inOtherOrder(TransformSpec spec, RowChunk rows) {
        try (TransformSession session = sandbox.start(spec)) {
            List<Part> parts = new ArrayList<>();
            for (int last = rows.rows() - 1; last >= 0; last -= FEW) {
                int from = last;
                int[] few = IntStream.range(0, Math.min(FEW, last + 1)).map(i -> from - i).toArray();
                parts.add(new Part(few, session.transform(pick(rows, few)).join()));
            }
            parts.add(inOrder(session, rows));
            return parts;
        }
    }

    private static RowChunk pick(RowChunk rows, int[] which) {
        ByteSink sink = new ByteSink(1024);
        int[] starts = new int[which.length + 1];
        for (int i = 0; i < which.length; i++) {
            int start = rows.starts()[which[i]];
            sink.put(rows.bytes(), start, rows.starts()[which[i] + 1] - start);
            starts[i + 1] = sink.size();
        }
        return new RowChunk(sink.bytes(), starts, which.length);
    }

    private <T> CompletableFuture<T> later(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, containers);
    }

    /** Waits for what is under way. */
    @Override
    public void close() {
        classes.close();
        containers.close();
    }
}
