package dev.wharf.sandbox.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Names one engine process, so that a later one can tell whether it still lives: a number alone is used again by the
 * system, and says nothing on another machine or in another container.
 *
 * @param host the machine's start and the process namespace in which {@code pid} counts
 * @param startMillis when the process started, 0 where the system does not tell
 */
record EngineId(String host, long pid, long startMillis) {

    private static final long START_TOLERANCE_MILLIS = 5_000;
    private static final EngineId CURRENT = of(ProcessHandle.current());

    static EngineId current() {
        return CURRENT;
    }

    static EngineId of(ProcessHandle process) {
        return new EngineId(
                hostId(), process.pid(), process.info().startInstant().map(Instant::toEpochMilli).orElse(0L));
    }

    /** Empty where the text is none of ours. */
    static Optional<EngineId> parse(String text) {
        String[] parts = text.split("/", -1);
        try {
            return parts.length == 3
                    ? Optional.of(new EngineId(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2])))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Whether this process can judge the other's life at all. */
    boolean isOfThisHost() {
        return host.equals(CURRENT.host);
    }

    /**
     * Whether the process is there; only meaningful on its own host. The system computes a start from the clock, which may
     * have been set since, hence the tolerance; where it hides the start of other users' processes the number alone decides.
     */
    boolean lives() {
        return ProcessHandle.of(pid)
                .map(EngineId::of)
                .filter(found -> found.startMillis == 0
                        || startMillis == 0
                        || Math.abs(found.startMillis - startMillis) < START_TOLERANCE_MILLIS)
                .isPresent();
    }

    @Override
    public String toString() {
        return host + "/" + pid + "/" + startMillis;
    }

    private static String hostId() {
        return (read(Path.of("/proc/sys/kernel/random/boot_id")) + "-" + namespace()).replaceAll("[^A-Za-z0-9-]", "");
    }

    private static String namespace() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
        } catch (IOException | UnsupportedOperationException e) {
            return "";
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            return System.getProperty("os.name") + System.getProperty("user.name");
        }
    }
}
