package dev.wharf.sandbox;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The time that a container has spent on the chunks of one batch, for {@link SandboxSettings#batchTimeout}. What a chunk
 * waits for others' chunks, and what the engine itself needs between two of them, does not count. Thread-safe.
 */
public final class BatchTime {

    private final AtomicLong nanos = new AtomicLong();

    /** Adds what one of the batch's chunks took. */
    public void add(long more) {
        nanos.addAndGet(more);
    }

    public long nanos() {
        return nanos.get();
    }
}
