package dev.wharf.sandbox.protocol;

import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.sandbox.BatchTime;
import dev.wharf.sandbox.SandboxFailure;
import dev.wharf.sandbox.SandboxFailure.Cause;
import dev.wharf.sandbox.TransformSession;
import dev.wharf.sandbox.TransformSpec;
import dev.wharf.sandbox.TransformedChunk;
import dev.wharf.wire.CodeMessage;
import dev.wharf.wire.FailMessage;
import dev.wharf.wire.Frame;
import dev.wharf.wire.FrameType;
import dev.wharf.wire.Limits;
import dev.wharf.wire.PayloadReader;
import dev.wharf.wire.Protocol;
import dev.wharf.wire.RowChunk;
import dev.wharf.wire.SpareArrays;
import dev.wharf.wire.WireException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A runner container over any channel. Chunks are cut into frames, at most {@link Limits#WINDOW_FRAMES} of them are under
 * way, and every byte of the answers is checked. A chunk's arrays may be used again as soon as {@link #transform} returns.
 * Futures are completed by the thread that reads, so what depends on them must not wait. Thread-safe.
 */
public final class ProtocolSession implements TransformSession {

    private static final long FAREWELL_MILLIS = 2_000;

    private final TransformSpec spec;
    private final Link link;
    private final RowsParser parser;
    private final CompletableFuture<Duration> ready = new CompletableFuture<>();
    private final CompletableFuture<Boolean> done = new CompletableFuture<>();
    private final ReentrantLock sending = new ReentrantLock(true);
    private final Window window = new Window();
    private final SpareArrays arrays = new SpareArrays();
    private final long askedNanos;
    private volatile boolean classRefused;

    private ProtocolSession(Channel channel, TransformSpec spec, long askedNanos, Timing timing) {
        this.spec = spec;
        this.askedNanos = askedNanos;
        this.parser = new RowsParser(spec);
        this.link = new Link(channel, Protocol.Role.RUNNER, timing, new Handler(), arrays::take);
    }

    /**
     * Sends the class and waits until the container is ready for rows; whatever goes wrong, the channel is killed.
     *
     * @param askedNanos {@link System#nanoTime} of when the container was asked for
     * @throws SandboxFailure where the container dies, falls silent or breaks the protocol
     * @throws WharfException of kind REFUSED with code {@code class-refused} where the class cannot be loaded
     */
    public static ProtocolSession open(Channel channel, TransformSpec spec, long askedNanos) {
        return open(channel, spec, askedNanos, Timing.STANDARD);
    }

    static ProtocolSession open(Channel channel, TransformSpec spec, long askedNanos, Timing timing) {
        ProtocolSession session = new ProtocolSession(channel, spec, askedNanos, timing);
        session.link.start("runner-" + spec.step());
        session.link.send(FrameType.CODE, code(spec).toPayload());
        try {
            session.ready.get(timing.readyMillis(), TimeUnit.MILLISECONDS);
            return session;
        } catch (TimeoutException e) {
            session.link.fail(Cause.DIED, -1, "the container was not ready within " + timing.readyMillis() + " ms");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            session.link.fail(Cause.DIED, -1, "the thread that waited for the container was interrupted");
        } catch (ExecutionException e) {
            // The link's failure says why.
        }
        throw session.startFailure();
    }

    @Override
    public CompletableFuture<TransformedChunk> transform(RowChunk chunk, BatchTime batch) {
        PendingChunk pendingChunk = new PendingChunk(chunk.rows(), batch);
        List<BatchFrames.Piece> pieces = BatchFrames.cut(chunk);
        if (pieces.isEmpty()) {
            pendingChunk.complete();
            return pendingChunk.future;
        }
        sending.lock();
        try {
            for (int i = 0; i < pieces.size(); i++) {
                BatchFrames.Piece piece = pieces.get(i);
                boolean last = i == pieces.size() - 1;
                if (!window.admit(
                        pendingChunk, piece, last, number -> link.send(BatchFrames.frame(number, piece, chunk)))) {
                    // A chunk that is partly sent is failed with the others, and may be the one that it happened in.
                    if (i == 0) {
                        pendingChunk.future.completeExceptionally(ended());
                    }
                    break;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            link.fail(Cause.DIED, -1, "the thread that sent rows was interrupted");
            pendingChunk.future.completeExceptionally(ended());
        } finally {
            sending.unlock();
        }
        return pendingChunk.future;
    }

    @Override
    public void reuse(TransformedChunk chunk) {
        arrays.giveBack(chunk.bytes());
    }

    @Override
    public Duration startTime() {
        return ready.join();
    }

    /** Ends the container, in a friendly way where nothing is under way. Chunks under way fail. */
    @Override
    public void close() {
        if (link.failure() == null && farewell()) {
            try {
                done.get(FAREWELL_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | TimeoutException e) {
                // Every row was answered before; a container that cannot say goodbye is killed.
            }
        }
        link.fail(Cause.DIED, -1, "the session was closed");
        link.stop();
    }

    private boolean farewell() {
        if (!window.closeIfEmpty()) {
            return false;
        }
        link.send(FrameType.END, new byte[0]);
        return true;
    }

    private SandboxFailure ended() {
        SandboxFailure failure = link.failure();
        return failure == null
                ? new SandboxFailure(Cause.DIED, -1, "the session was closed")
                : withoutRow(failure);
    }

    private static SandboxFailure withoutRow(SandboxFailure failure) {
        return new SandboxFailure(failure.reason(), -1, String.valueOf(failure.getMessage()));
    }

    private RuntimeException startFailure() {
        SandboxFailure failure = ended();
        if (classRefused) {
            return new WharfException(
                    Kind.REFUSED,
                    "class-refused",
                    failure.getMessage(),
                    "Correct the class " + spec.mainClass() + " of step " + spec.step() + " and check the plan again.");
        }
        return failure;
    }

    private static CodeMessage code(TransformSpec spec) {
        return new CodeMessage(
                spec.mainClass(),
                spec.classes(),
                spec.columns().stream()
                        .map(column -> new CodeMessage.Column(column.name(), column.type(), column.crosses()))
                        .toList(),
                spec.tables().stream()
                        .map(table -> new CodeMessage.Table(table.name(), table.columns()))
                        .toList(),
                spec.settings().rowTimeout().toMillis());
    }

    /** What the link hears. */
    private final class Handler implements Link.Handler {

        @Override
        public void frame(Frame frame) {
            switch (frame.type()) {
                case READY -> ready(frame);
                case ROWS -> rows(frame);
                case DONE -> done(frame);
                default -> throw new WireException("a container sends no " + frame.type());
            }
        }

        private void ready(Frame frame) {
            frame.reader().end();
            if (!ready.complete(Duration.ofNanos(System.nanoTime() - askedNanos))) {
                throw new WireException("READY came twice");
            }
        }

        private void rows(Frame frame) {
            PayloadReader in = frame.reader();
            int number = in.i32();
            PendingChunk.Batch head = window.head();
            if (head == null || head.number() != number || !ready.isDone()) {
                throw new WireException("rows of a batch that is not due");
            }
            int base = head.chunk().append(frame.payload(), frame.length());
            boolean answered = parser.parse(head, in, frame.payload(), base);
            if (base > 0) {
                arrays.giveBack(frame.payload());
            }
            if (answered) {
                window.answered(head);
                if (head.last()) {
                    head.chunk().complete();
                }
            }
        }

        private void done(Frame frame) {
            PayloadReader in = frame.reader();
            int saidBatches = in.i32();
            long saidRows = in.i64();
            in.end();
            if (!window.amountsTo(saidBatches, saidRows)) {
                throw new WireException("DONE after " + saidBatches + " batches and " + saidRows
                        + " rows, which is not what was sent");
            }
            link.finish();
            done.complete(true);
        }

        @Override
        public SandboxFailure lastWords(FailMessage words) {
            PendingChunk.Batch head = window.head();
            boolean due = head != null
                    && head.number() == words.batch()
                    && words.row() >= 0
                    && words.row() < head.rows();
            int row = due && head != null ? head.firstRow() + words.row() : -1;
            return switch (words.code()) {
                case ROW_TIMEOUT -> {
                    if (!due) {
                        throw new WireException("a row overran its time that is not due");
                    }
                    yield new SandboxFailure(
                            Cause.ROW_TIMEOUT,
                            row,
                            "a row took more than " + spec.settings().rowTimeout().toMillis()
                                    + " ms of CPU time in the class");
                }
                case OUT_OF_MEMORY -> new SandboxFailure(Cause.DIED, row, "the container ran out of memory");
                case CLASS_REFUSED -> {
                    if (ready.isDone()) {
                        throw new WireException("the class is refused although it was ready");
                    }
                    classRefused = true;
                    yield new SandboxFailure(Cause.DIED, -1, words.message());
                }
                case COMPILER_OVERRUN, DEFECT ->
                    new SandboxFailure(Cause.PROTOCOL, -1, "the container gave up: " + words.message());
            };
        }

        @Override
        public void tick(long nanoTime) {
            if (window.headNanos(nanoTime) > spec.settings().batchTimeout().toNanos()) {
                link.fail(
                        Cause.BATCH_TIMEOUT,
                        -1,
                        "a batch took longer than sandbox.timeout, which is "
                                + spec.settings().batchTimeout().toMillis() + " ms");
            }
        }

        /** The oldest chunk is the one that it happened in; the others only share the container. */
        @Override
        public void failed(SandboxFailure failure) {
            Window.Leftovers leftovers = window.abandon();
            ready.completeExceptionally(failure);
            done.completeExceptionally(failure);
            SandboxFailure others = withoutRow(failure);
            for (PendingChunk chunk : leftovers.chunks()) {
                chunk.future.completeExceptionally(chunk == leftovers.first() ? failure : others);
            }
        }
    }
}
