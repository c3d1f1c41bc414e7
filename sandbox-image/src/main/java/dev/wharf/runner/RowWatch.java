package dev.wharf.runner;

import dev.wharf.wire.ContainerPort;
import dev.wharf.wire.CpuClock;
import dev.wharf.wire.FailCode;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;

/**
 * Ends the process when one row has used its CPU time. The thread that transforms only writes down where it is; a second
 * one looks every so often, and counts from the first time it sees a row. So a row may have a tenth more than its time,
 * and never less.
 */
final class RowWatch {

    private static final long IDLE = -1;
    private static final long LOADING = -2;

    /** The CPU time that a class may take to be loaded and initialised: as a row, within these bounds. */
    private static final long LEAST_LOAD_MILLIS = 2_000;

    private static final long MOST_LOAD_MILLIS = 15_000;

    /** A class that waits while it is loaded uses no CPU time; the engine waits longer than that for READY. */
    private static final long LOAD_WAIT_NANOS = TimeUnit.SECONDS.toNanos(20);

    private static final long LONGEST_LOOK_MILLIS = 100;
    private static final VarHandle PLACE;

    static {
        try {
            PLACE = MethodHandles.lookup().findVarHandle(RowWatch.class, "place", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final ContainerPort port;
    private final CpuClock clock;
    private final long rowNanos;
    private final long loadNanos;
    /** The batch and the row, or {@link #IDLE}. */
    private volatile long place = IDLE;

    RowWatch(ContainerPort port, CpuClock clock, long rowMillis) {
        this.port = port;
        this.clock = clock;
        this.rowNanos = TimeUnit.MILLISECONDS.toNanos(rowMillis);
        this.loadNanos =
                TimeUnit.MILLISECONDS.toNanos(Math.clamp(rowMillis, LEAST_LOAD_MILLIS, MOST_LOAD_MILLIS));
    }

    void start() {
        ContainerPort.daemon("row-watch", this::watch).start();
    }

    /** Says which row is next. */
    void at(int batch, int row) {
        PLACE.setRelease(this, (long) batch << 32 | row & 0xFFFF_FFFFL);
    }

    /** Says that the class is being loaded. */
    void loading() {
        PLACE.setRelease(this, LOADING);
    }

    void idle() {
        PLACE.setRelease(this, IDLE);
    }

    private void watch() {
        long look = Math.clamp(TimeUnit.NANOSECONDS.toMillis(rowNanos) / 10, 1, LONGEST_LOOK_MILLIS);
        long began = System.nanoTime();
        long seen = IDLE;
        long since = 0;
        while (true) {
            try {
                Thread.sleep(look);
            } catch (InterruptedException e) {
                // Nobody but the class could have done that, and without the watch its rows would have no end.
                throw ContainerPort.halt(ContainerPort.EXIT_DEFECT);
            }
            long now = place;
            if (now == LOADING && System.nanoTime() - began > LOAD_WAIT_NANOS) {
                refuseLoading("waits");
            }
            if (now == IDLE || now != seen) {
                seen = now;
                since = now == IDLE ? 0 : clock.nanos();
                continue;
            }
            long used = clock.nanos() - since;
            if (since < 0 || place != seen) {
                continue;
            }
            if (seen == LOADING && used >= loadNanos) {
                refuseLoading("has used " + TimeUnit.NANOSECONDS.toMillis(used) + " ms of CPU time");
            }
            if (seen != LOADING && used >= rowNanos) {
                port.fail(
                        ContainerPort.EXIT_OVERRUN,
                        FailCode.ROW_TIMEOUT,
                        (int) (seen >>> 32),
                        (int) seen,
                        "the row has used " + TimeUnit.NANOSECONDS.toMillis(used) + " ms of CPU time");
            }
        }
    }

    private void refuseLoading(String why) {
        port.fail(
                ContainerPort.EXIT_OVERRUN,
                FailCode.CLASS_REFUSED,
                -1,
                -1,
                "the class cannot be loaded: its initialisation does not come to an end, it " + why);
    }
}
