package dev.wharf.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How much CPU time a thread or this process has used. The virtual machine's own clock for that is in java.management, which the image does
 * not have; Linux says it in {@code /proc/self/task/TID/schedstat}, in nanoseconds (Documentation/scheduler/sched-stats),
 * and in {@code stat}, in hundredths of a second (proc_pid_stat(5)). Where neither can be read there is no such time, and
 * the batch's deadline alone ends a row that never ends.
 */
public final class CpuClock {

    private static final long TICK_NANOS = 10_000_000;
    private static final int USER_TIME = 11;

    private final Path schedstat;
    private final Path stat;

    private CpuClock(Path schedstat, Path stat) {
        this.schedstat = schedstat;
        this.stat = stat;
    }

    /** The clock of all threads of this process, in hundredths of a second: a process has no other. */
    public static CpuClock ofThisProcess() {
        return new CpuClock(Path.of("/proc/self/none"), Path.of("/proc/self/stat"));
    }

    /** The clock of the thread that asks. */
    public static CpuClock ofThisThread() {
        Path task;
        try {
            task = Path.of("/proc/self/task")
                    .resolve(Path.of("/proc/thread-self").toRealPath().getFileName());
        } catch (IOException e) {
            task = Path.of("/proc/self/task/none");
        }
        return new CpuClock(task.resolve("schedstat"), task.resolve("stat"));
    }

    /** Nanoseconds since the thread or process began; -1 where they cannot be known. */
    public long nanos() {
        try {
            String text = Files.readString(schedstat);
            long nanos = Long.parseLong(text, 0, text.indexOf(' '), 10);
            if (nanos > 0) {
                return nanos;
            }
        } catch (IOException | RuntimeException e) {
            // A kernel without it; the other file is older.
        }
        try {
            String text = Files.readString(stat);
            // The second field, the thread's name in brackets, may hold blanks.
            String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
            return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1])) * TICK_NANOS;
        } catch (IOException | RuntimeException e) {
            return -1;
        }
    }
}
