package dev.wharf.sandbox;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Limits of a container.
 *
 * @param memoryBytes for everything in it
 * @param batchTimeout the most that one batch may take
 * @param rowTimeout the most CPU time that one row may take
 * @param runtime the container runtime as the daemon knows it, such as {@code runsc}; null for the daemon's own
 */
public record SandboxSettings(
        long memoryBytes, double cpus, int pids, Duration batchTimeout, Duration rowTimeout, @Nullable String runtime) {

    /** With the daemon's own runtime. */
    public SandboxSettings(long memoryBytes, double cpus, int pids, Duration batchTimeout, Duration rowTimeout) {
        this(memoryBytes, cpus, pids, batchTimeout, rowTimeout, null);
    }

    public static final SandboxSettings DEFAULT =
            new SandboxSettings(512L << 20, 1.0, 64, Duration.ofMinutes(5), Duration.ofSeconds(10));
}
