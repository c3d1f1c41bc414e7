package dev.wharf.sandbox.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.Ulimit;
import dev.wharf.sandbox.SandboxSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The wall: what every container is given, and the look at a started one that nothing else was. Both roles get the same.
 * The removal when it ends is the daemon's, so that nothing is left even of an engine that was killed.
 */
final class Hardening {

    static final String USER = "1000:1000";
    static final String HOSTNAME = "sandbox";
    private static final String SECCOMP = read("/dev/wharf/image/seccomp.json");

    /** No core dump, no file that grows, no locked memory; a POSIX message queue would be made in /dev/mqueue without a call. */
    private static final List<Ulimit> ULIMITS = List.of(
            new Ulimit("nofile", 64, 64),
            new Ulimit("core", 0, 0),
            new Ulimit("fsize", 0, 0),
            new Ulimit("memlock", 0, 0),
            new Ulimit("msgqueue", 0, 0));

    /** Else the daemon copies the machine's own name servers into the container. */
    private static final String NO_DNS = "127.0.0.1";

    private Hardening() {}

    static HostConfig hostConfig(SandboxSettings settings) {
        HostConfig host = HostConfig.newHostConfig()
                .withAutoRemove(true)
                .withReadonlyRootfs(true)
                .withNetworkMode("none")
                .withIpcMode("none")
                .withDns(NO_DNS)
                .withDnsSearch(".")
                .withCapDrop(Capability.ALL)
                .withPrivileged(false)
                .withSecurityOpts(List.of("no-new-privileges", "seccomp=" + SECCOMP))
                .withPidsLimit((long) settings.pids())
                .withMemory(settings.memoryBytes())
                .withMemorySwap(settings.memoryBytes())
                .withNanoCPUs(nanoCpus(settings))
                .withUlimits(ULIMITS)
                .withLogConfig(new LogConfig(LogConfig.LoggingType.NONE));
        return settings.runtime() == null ? host : host.withRuntime(settings.runtime());
    }

    /** The heap's share of the memory: five eighths of a small container, all but 192 MB of a large one. */
    static List<String> heapOptions(SandboxSettings settings) {
        long heap = Math.max(settings.memoryBytes() / 8 * 5, settings.memoryBytes() - (192L << 20));
        // A JVM in so little memory would begin with 8 MB and collect after each few thousand rows.
        long young = heap / 10;
        return List.of(
                "-Xmx" + (heap >> 20) + "m",
                "-Xms" + (young * 3 / 2 >> 20) + "m",
                "-XX:NewSize=" + (young >> 20) + "m",
                "-XX:MaxDirectMemorySize=" + (settings.memoryBytes() >> 23) + "m");
    }

    /** What about a started container is other than it was asked for; empty where the wall stands. */
    static List<String> breaches(InspectContainerResponse container, SandboxSettings settings, String imageId) {
        List<String> breaches = new ArrayList<>();
        HostConfig host = container.getHostConfig();
        expect(breaches, "image", imageId, container.getImageId());
        expect(breaches, "user", USER, container.getConfig().getUser());
        expect(breaches, "hostname", HOSTNAME, container.getConfig().getHostName());
        expect(breaches, "read-only root", true, host.getReadonlyRootfs());
        expect(breaches, "privileged", false, host.getPrivileged());
        expect(breaches, "network", "none", host.getNetworkMode());
        expect(breaches, "ipc", "none", host.getIpcMode());
        expect(breaches, "memory", settings.memoryBytes(), host.getMemory());
        expect(breaches, "memory with swap", settings.memoryBytes(), host.getMemorySwap());
        expect(breaches, "cpus", nanoCpus(settings), host.getNanoCPUs());
        expect(breaches, "pids", (long) settings.pids(), host.getPidsLimit());
        expect(breaches, "dropped capabilities", "[ALL]", Arrays.toString(host.getCapDrop()));
        expect(breaches, "ulimits", ULIMITS, host.getUlimits() == null ? List.of() : Arrays.asList(host.getUlimits()));
        expect(breaches, "removal at its end", true, host.getAutoRemove());
        expect(breaches, "name servers", "[" + NO_DNS + "]", Arrays.toString(host.getDns()));
        if (settings.runtime() != null) {
            expect(breaches, "runtime", settings.runtime(), host.getRuntime());
        }
        expect(breaches, "log", LogConfig.LoggingType.NONE, host.getLogConfig().getType());
        List<String> security = host.getSecurityOpts() == null ? List.of() : host.getSecurityOpts();
        if (!security.contains("no-new-privileges")) {
            breaches.add("no-new-privileges is missing");
        }
        if (!security.contains("seccomp=" + SECCOMP)) {
            breaches.add("the seccomp profile is missing");
        }
        none(breaches, "added capability", host.getCapAdd());
        none(breaches, "device", host.getDevices());
        none(breaches, "device request", host.getDeviceRequests());
        none(breaches, "device rule", host.getDeviceCgroupRules());
        none(breaches, "bind mount", host.getBinds());
        none(breaches, "mount", host.getMounts());
        none(breaches, "mount", container.getMounts());
        none(breaches, "tmpfs", host.getTmpFs());
        none(breaches, "volume", host.getVolumesFrom());
        none(breaches, "environment variable", container.getConfig().getEnv());
        ownNamespace(breaches, "pid", host.getPidMode());
        ownNamespace(breaches, "uts", host.getUtSMode());
        ownNamespace(breaches, "user", host.getUsernsMode());
        breaches.addAll(HostConfigFields.breaches(host.getRawValues()));
        return breaches;
    }

    /** What a started container runs otherwise than it was asked to: the JVM's options are a part of the wall. */
    static List<String> otherProgram(InspectContainerResponse container, List<String> entrypoint, List<String> command) {
        List<String> breaches = new ArrayList<>();
        expect(breaches, "entrypoint", entrypoint, list(container.getConfig().getEntrypoint()));
        expect(breaches, "command", command, list(container.getConfig().getCmd()));
        return breaches;
    }

    private static List<String> list(String @Nullable [] words) {
        return words == null ? List.of() : Arrays.asList(words);
    }

    private static long nanoCpus(SandboxSettings settings) {
        return Math.round(settings.cpus() * 1e9);
    }

    private static void expect(List<String> breaches, String what, Object expected, @Nullable Object actual) {
        if (!Objects.equals(expected, actual)) {
            breaches.add(what + " is " + actual + ", not " + expected);
        }
    }

    private static void none(List<String> breaches, String what, @Nullable Object things) {
        boolean some = switch (things) {
            case null -> false;
            case Object[] array -> array.length > 0;
            case Collection<?> list -> !list.isEmpty();
            case Map<?, ?> map -> !map.isEmpty();
            default -> true;
        };
        if (some) {
            breaches.add("it has a " + what);
        }
    }

    private static void ownNamespace(List<String> breaches, String what, @Nullable String mode) {
        if (mode != null && !mode.isEmpty() && !mode.equals("private")) {
            breaches.add("its " + what + " namespace is " + mode);
        }
    }

    private static String read(String resource) {
        try (InputStream in = Objects.requireNonNull(Hardening.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
