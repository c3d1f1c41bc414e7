package dev.wharf.sandbox.protocol;

import dev.wharf.wire.Limits;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What is sent and not yet answered: so many frames and bytes at most, so that the container's reader never has to wait
 * and both sides' memory is bounded. Thread-safe.
 */
final class Window {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<PendingChunk.Batch> unanswered = new ArrayDeque<>();
    private final Set<PendingChunk> chunks = new LinkedHashSet<>();
    private int bytes;
    private int batches;
    private long rows;
    private long headSinceNanos;
    private boolean closed;

    /** What was under way when it ended; the first chunk is the one that the container worked on. */
    record Leftovers(@Nullable PendingChunk first, List<PendingChunk> chunks) {}

    /**
     * Waits for room and takes a frame in.
     *
     * @param send is given the frame's number and must not wait; frames are sent in the order of their numbers
     * @return false where the window was closed
     */
    boolean admit(PendingChunk chunk, BatchFrames.Piece piece, boolean last, IntConsumer send) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed && !hasRoom(piece.bytes())) {
                changed.await();
            }
            if (closed) {
                return false;
            }
            if (unanswered.isEmpty()) {
                headSinceNanos = System.nanoTime();
            }
            int number = batches++;
            rows += piece.rows();
            chunks.add(chunk);
            unanswered.add(new PendingChunk.Batch(number, chunk, piece.firstRow(), piece.rows(), piece.bytes(), last));
            bytes += piece.bytes();
            send.accept(number);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** The oldest frame, the only one whose answer is due. */
    PendingChunk.@Nullable Batch head() {
        lock.lock();
        try {
            return unanswered.peek();
        } finally {
            lock.unlock();
        }
    }

    /** Says that the oldest frame is answered. */
    void answered(PendingChunk.Batch batch) {
        lock.lock();
        try {
            unanswered.remove();
            bytes -= batch.bytes();
            long now = System.nanoTime();
            batch.chunk().time.add(now - headSinceNanos);
            headSinceNanos = now;
            if (batch.last()) {
                chunks.remove(batch.chunk());
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Lets nothing more in, if nothing is under way. */
    boolean closeIfEmpty() {
        lock.lock();
        try {
            if (closed || !chunks.isEmpty()) {
                return false;
            }
            closed = true;
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Lets nothing more in and gives up what is under way. */
    Leftovers abandon() {
        lock.lock();
        try {
            closed = true;
            PendingChunk.Batch head = unanswered.peek();
            Leftovers leftovers = new Leftovers(head == null ? null : head.chunk(), List.copyOf(chunks));
            unanswered.clear();
            chunks.clear();
            changed.signalAll();
            return leftovers;
        } finally {
            lock.unlock();
        }
    }

    /** Whether everything was answered, and it was so much. */
    boolean amountsTo(int saidBatches, long saidRows) {
        lock.lock();
        try {
            return closed && unanswered.isEmpty() && saidBatches == batches && saidRows == rows;
        } finally {
            lock.unlock();
        }
    }

    /** How long the container has worked on the batch of the oldest frame; 0 where there is none. */
    long headNanos(long nanoTime) {
        lock.lock();
        try {
            PendingChunk.Batch head = unanswered.peek();
            return head == null ? 0 : head.chunk().time.nanos() + nanoTime - headSinceNanos;
        } finally {
            lock.unlock();
        }
    }

    private boolean hasRoom(int more) {
        return unanswered.isEmpty()
                || unanswered.size() < Limits.WINDOW_FRAMES && bytes + more <= Limits.WINDOW_BYTES;
    }
}
