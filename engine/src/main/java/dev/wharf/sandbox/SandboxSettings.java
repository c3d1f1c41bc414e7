package dev.wharf.sandbox;

import java.time.Duration;

/**
 * Limits of a container.
 *
 * @param memoryBytes for everything in it
 * @param batchTimeout the most that one batch may take
 * @param rowTimeout the most CPU time that one row may take
 */
public record SandboxSettings(long memoryBytes, double cpus, int pids, Duration batchTimeout, Duration rowTimeout) {

    public static final SandboxSettings DEFAULT =
            new SandboxSettings(512L << 20, 1.0, 64, Duration.ofMinutes(5), Duration.ofSeconds(10));
}
