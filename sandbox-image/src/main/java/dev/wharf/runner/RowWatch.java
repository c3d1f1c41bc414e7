package dev.wharf.runner;

import dev.wharf.wire.ContainerPort;
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
    /** The batch and the row, or {@link #IDLE}. */
    private volatile long place = IDLE;

    RowWatch(ContainerPort port, CpuClock clock, long rowMillis) {
        this.port = port;
        this.clock = clock;
        this.rowNanos = TimeUnit.MILLISECONDS.toNanos(rowMillis);
    }

    void start() {
        ContainerPort.daemon("row-watch", this::watch).start();
    }

    /** Says which row is next. */
    void at(int batch, int row) {
        PLACE.setRelease(this, (long) batch << 32 | row & 0xFFFF_FFFFL);
    }

    void idle() {
        PLACE.setRelease(this, IDLE);
    }

    private void watch() {
        long look = Math.clamp(TimeUnit.NANOSECONDS.toMillis(rowNanos) / 10, 1, LONGEST_LOOK_MILLIS);
        long seen = IDLE;
        long since = 0;
        while (true) {
            try {
                Thread.sleep(look);
            } catch (InterruptedException e) {
                return;
            }
            long now = place;
            if (now == IDLE || now != seen) {
                seen = now;
                since = now == IDLE ? 0 : clock.nanos();
                continue;
            }
            long used = clock.nanos() - since;
            if (since >= 0 && used >= rowNanos && place == seen) {
                port.fail(
                        ContainerPort.EXIT_OVERRUN,
                        FailCode.ROW_TIMEOUT,
                        (int) (seen >>> 32),
                        (int) seen,
                        "the row has used " + TimeUnit.NANOSECONDS.toMillis(used) + " ms of CPU time");
            }
        }
    }
}
