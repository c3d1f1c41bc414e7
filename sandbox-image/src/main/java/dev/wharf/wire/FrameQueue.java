package dev.wharf.wire;

import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Frames that wait to be written, bounded in number and bytes; a frame longer than the bound waits alone. Thread-safe. */
public final class FrameQueue {

    /** A frame, header and all; the array may be longer. */
    public record Waiting(byte[] bytes, int length) {}

    private final int mostFrames;
    private final int mostBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Waiting> frames = new ArrayDeque<>();
    private long bytes;
    private boolean writing;
    private boolean closed;

    public FrameQueue(int mostFrames, int mostBytes) {
        this.mostFrames = mostFrames;
        this.mostBytes = mostBytes;
    }

    /**
     * Adds a frame; blocks while there are too many.
     *
     * @return false where the queue was closed and the frame was dropped
     */
    public boolean put(byte[] frame, int length) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed && !frames.isEmpty() && (frames.size() >= mostFrames || bytes + length > mostBytes)) {
                changed.await();
            }
            return add(frame, length);
        } finally {
            lock.unlock();
        }
    }

    /** Adds a frame behind the others whatever the bounds say: for pings and last words, which are few and short. */
    public boolean putAtOnce(byte[] frame) {
        lock.lock();
        try {
            return add(frame, frame.length);
        } finally {
            lock.unlock();
        }
    }

    /** The next frame; null once the queue is closed and empty. Whoever takes it calls {@link #written} afterwards. */
    public @Nullable Waiting take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (frames.isEmpty() && !closed) {
                changed.await();
            }
            Waiting next = frames.poll();
            if (next != null) {
                bytes -= next.length();
                writing = true;
                changed.signalAll();
            }
            return next;
        } finally {
            lock.unlock();
        }
    }

    /** Says that the frame taken last was written. */
    public void written() {
        lock.lock();
        try {
            writing = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Takes no further frame; those that wait are still given out. */
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until everything was written, or the time is over. */
    public void awaitWritten(long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while ((writing || !frames.isEmpty()) && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean add(byte[] frame, int length) {
        if (closed) {
            return false;
        }
        frames.add(new Waiting(frame, length));
        bytes += length;
        changed.signalAll();
        return true;
    }
}
