package dev.wharf.run;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Holds readers back, so that all workers of a run together read at most so many rows a second. Thread-safe. */
final class Pace {

    static final Pace FREE = new Pace(0);

    private static final long LONGEST_SLEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final long rowsPerSecond;
    private long freeAtNanos = System.nanoTime();

    /** @param rowsPerSecond 0 for no limit */
    Pace(long rowsPerSecond) {
        this.rowsPerSecond = rowsPerSecond;
    }

    /** Waits until rows that were just read fit into the limit, or until the run stops. */
    void after(int rows, BooleanSupplier stopping) {
        if (rowsPerSecond == 0) {
            return;
        }
        long until = reserve(rows);
        long left = until - System.nanoTime();
        while (left > 0 && !stopping.getAsBoolean() && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(Math.min(left, LONGEST_SLEEP_NANOS));
            left = until - System.nanoTime();
        }
    }

    /** What was not read in time is not caught up later. */
    private synchronized long reserve(int rows) {
        long now = System.nanoTime();
        if (freeAtNanos - now < 0) {
            freeAtNanos = now;
        }
        freeAtNanos += rows * 1_000_000_000L / rowsPerSecond;
        return freeAtNanos;
    }
}
