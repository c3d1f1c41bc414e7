package dev.wharf.sandbox;

import dev.wharf.sandbox.TransformedChunk.Harm;
import dev.wharf.sandbox.TransformedChunk.Record;
import dev.wharf.wire.RowChunk;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A session that gives a row up to no JVM in which an earlier row did harm. A stack that overflows within a class of Java's
 * own, while that is made, leaves the class broken until the JVM ends. So once a row overflowed the stack, its container
 * takes no further rows, and those that it had answered behind that row are run again in a fresh one. Thread-safe.
 */
public final class RenewingSession implements TransformSession {

    /** So many rows that fail as the first in a JVM show that the class fails by itself; then no JVM is left for it any more. */
    private static final int MOST_BREAKING = 10;

    private static final Executor APART = task -> Thread.ofVirtual().name("wharf-renewal").start(task);

    private final Supplier<TransformSession> start;
    private final Duration startTime;
    private final ReentrantLock sending = new ReentrantLock(true);
    /** Containers that take no further rows and still answer some. */
    private final List<Jvm> retired = new ArrayList<>();

    private Jvm current;
    private boolean closed;
    /** Rows that failed in this way even as the first in a fresh JVM. */
    private final AtomicInteger breaking = new AtomicInteger();

    private RenewingSession(Supplier<TransformSession> start) {
        this.start = start;
        this.current = new Jvm(start.get());
        this.startTime = current.session.startTime();
    }

    /** @param start of a container, which is ready for rows when it returns */
    public static TransformSession of(Supplier<TransformSession> start) {
        return new RenewingSession(start);
    }

    /** A container, how many chunks are under way in it, and whether a row did harm there. */
    private static final class Jvm {

        private final TransformSession session;
        private int underWay;
        private volatile boolean harmed;
        private CompletableFuture<Boolean> last = CompletableFuture.completedFuture(false);

        private Jvm(TransformSession session) {
            this.session = session;
        }

        /** Takes whether the chunk that was sent next does harm; tells whether one before it did. Chunks run in the order sent. */
        private CompletableFuture<Boolean> judged(CompletableFuture<Boolean> harms) {
            CompletableFuture<Boolean> before = last.thenApply(any -> harmed);
            last = before.thenCombine(harms, (behind, harm) -> {
                harmed |= harm;
                return harmed;
            });
            return before;
        }
    }

    @Override
    public CompletableFuture<TransformedChunk> transform(RowChunk rows, BatchTime batch) {
        Jvm jvm;
        CompletableFuture<TransformedChunk> made;
        CompletableFuture<Boolean> behindHarm;
        sending.lock();
        try {
            jvm = enter();
            made = jvm.session.transform(rows, batch);
            behindHarm = jvm.judged(made.handle((chunk, failure) -> failure == null && firstHarm(chunk, rows.rows()) < rows.rows()));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        } finally {
            sending.unlock();
        }
        return made.whenComplete((chunk, failure) -> leave(jvm))
                .thenCompose(chunk -> behindHarm.thenCompose(behind -> settled(rows, batch, chunk, behind)));
    }

    private synchronized Jvm enter() {
        if (current.harmed && !closed) {
            retired.add(current);
            current = new Jvm(start.get());
            retired.stream().filter(jvm -> jvm.underWay == 0).toList().forEach(this::end);
        }
        current.underWay++;
        return current;
    }

    private synchronized void leave(Jvm jvm) {
        jvm.underWay--;
        if (jvm.underWay == 0 && retired.contains(jvm)) {
            end(jvm);
        }
    }

    private void end(Jvm jvm) {
        retired.remove(jvm);
        APART.execute(jvm.session::close);
    }

    private CompletableFuture<TransformedChunk> settled(RowChunk rows, BatchTime batch, TransformedChunk made, boolean behind) {
        int first = firstHarm(made, rows.rows());
        if (!behind && first == rows.rows()) {
            return CompletableFuture.completedFuture(made);
        }
        Merge merge = new Merge(rows.rows());
        List<Integer> again = merge.takeUntil(made, IntStream.range(0, rows.rows()).boxed().toList(), behind ? 0 : first);
        return again.isEmpty()
                ? CompletableFuture.completedFuture(made)
                : CompletableFuture.supplyAsync(() -> again(rows, batch, merge, again), APART);
    }

    /** Runs rows in fresh containers until each was run where no row did harm before it. */
    private TransformedChunk again(RowChunk rows, BatchTime batch, Merge merge, List<Integer> again) {
        List<Integer> open = again;
        while (!open.isEmpty()) {
            TransformedChunk made = alone(rows, open, batch);
            boolean first = firstHarm(made, open.size()) == 0 && isBroken(made.records().getFirst());
            open = merge.takeUntil(made, open, first ? 1 : firstHarm(made, open.size()));
            breaking.addAndGet(first ? 1 : 0);
        }
        return merge.whole();
    }

    private TransformedChunk alone(RowChunk rows, List<Integer> open, BatchTime batch) {
        try (TransformSession fresh = start.get()) {
            return fresh.transform(pick(rows, open), batch).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof SandboxFailure failure) {
                int row = failure.sourceRow() < 0 ? -1 : open.get(failure.sourceRow());
                throw new SandboxFailure(failure.reason(), row, String.valueOf(failure.getMessage()));
            }
            throw e;
        }
    }

    /** The first row that did harm, or felt it; the number of rows where none did. */
    private int firstHarm(TransformedChunk made, int rows) {
        for (Record entry : made.records()) {
            if (harms(entry)) {
                return entry.sourceRow();
            }
        }
        return rows;
    }

    private boolean harms(Record entry) {
        return harm(entry) == Harm.OVERFLOW || (isBroken(entry) && !breaksByItself());
    }

    private static Harm harm(Record entry) {
        return entry instanceof Record.Reject reject ? reject.harm() : Harm.NONE;
    }

    private static boolean isBroken(Record entry) {
        return harm(entry) == Harm.BROKEN;
    }

    private boolean breaksByItself() {
        return breaking.get() >= MOST_BREAKING;
    }

    private static RowChunk pick(RowChunk rows, List<Integer> which) {
        int[] starts = new int[which.size() + 1];
        for (int i = 0; i < which.size(); i++) {
            starts[i + 1] = starts[i] + rows.starts()[which.get(i) + 1] - rows.starts()[which.get(i)];
        }
        byte[] bytes = new byte[starts[which.size()]];
        for (int i = 0; i < which.size(); i++) {
            System.arraycopy(rows.bytes(), rows.starts()[which.get(i)], bytes, starts[i], starts[i + 1] - starts[i]);
        }
        return new RowChunk(bytes, starts, which.size());
    }

    /** The answers to one chunk's rows, put together from several containers'. */
    private final class Merge {

        private final List<@Nullable List<Record>> answers = new ArrayList<>();
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        private Merge(int rows) {
            for (int i = 0; i < rows; i++) {
                answers.add(null);
            }
        }

        /**
         * Takes the answers to the rows before a place, that row's own where it overflowed, and every other overflow, which
         * is the row's own fault wherever it runs.
         *
         * @param rows of the chunk that was asked for, in its order
         * @return those of them that are still without an answer
         */
        private List<Integer> takeUntil(TransformedChunk made, List<Integer> rows, int until) {
            int offset = bytes.size();
            bytes.writeBytes(made.bytes());
            for (Record entry : made.records()) {
                boolean own = harm(entry) == Harm.OVERFLOW || (isBroken(entry) && breaksByItself());
                if (entry.sourceRow() < until || own) {
                    int row = rows.get(entry.sourceRow());
                    List<Record> taken = answers.get(row);
                    if (taken == null) {
                        taken = new ArrayList<>(1);
                        answers.set(row, taken);
                    }
                    taken.add(moved(entry, row, offset));
                }
            }
            return rows.stream().filter(row -> answers.get(row) == null).toList();
        }

        private static Record moved(Record entry, int row, int offset) {
            return switch (entry) {
                case Record.Row made -> new Record.Row(row, made.shape(), made.start() + offset);
                case Record.Skip skip -> new Record.Skip(row, skip.reason());
                case Record.Reject reject -> new Record.Reject(row, reject.reason(), reject.harm());
            };
        }

        private TransformedChunk whole() {
            List<Record> records = new ArrayList<>();
            for (List<Record> answer : answers) {
                if (answer != null) {
                    records.addAll(answer);
                }
            }
            return new TransformedChunk(records, bytes.toByteArray());
        }
    }

    @Override
    public synchronized void reuse(TransformedChunk chunk) {
        current.session.reuse(chunk);
    }

    @Override
    public Duration startTime() {
        return startTime;
    }

    @Override
    public void close() {
        List<Jvm> all;
        synchronized (this) {
            closed = true;
            all = new ArrayList<>(retired);
            all.add(current);
        }
        all.forEach(jvm -> jvm.session.close());
    }
}
