package dev.wharf.sandbox.docker;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.dockerjava.api.model.Info;
import com.github.dockerjava.api.model.Version;
import com.github.dockerjava.api.model.VersionComponent;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.sandbox.DoctorCheck;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is made of daemons that cannot be tried here, from the answers that they give. */
class DaemonChecksTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "docker-20.10-cgroup1            |        | ",
                "docker-23-cgroup2               |        | ",
                "docker-27-cgroup2               |        | ",
                "docker-28-cgroup2               |        | ",
                "docker-28-rootless              |        | ",
                "docker-28-userns                |        | ",
                "docker-28-gvisor                | runsc  | ",
                "docker-28-gvisor                |        | ",
                "docker-desktop                  |        | ",
                "podman-5                        |        | ",
                "docker-28-rootless-not-delegated|        | memory limit, swap limit, cpu limit, pids limit",
                "docker-28-cgroup2               | runsc  | runtime",
                "docker-no-seccomp               |        | seccomp",
                "docker-no-swap-accounting       |        | swap limit",
                "docker-no-pids                  |        | pids limit",
                "docker-18.09                    |        | api, runc",
                "docker-windows                  |        | platform, memory limit, swap limit, cpu limit, pids limit, seccomp"
            })
    void a_launch_is_refused_where_a_promise_cannot_be_kept(String daemon, @Nullable String runtime, @Nullable String broken) {
        List<DoctorCheck> checks = checks(daemon, runtime);
        List<DoctorCheck> bad = checks.stream().filter(check -> !check.ok()).toList();
        assertEquals(broken == null ? "" : broken, String.join(", ", bad.stream().map(DoctorCheck::name).toList()));
        if (bad.isEmpty()) {
            assertDoesNotThrow(() -> DaemonChecks.require(checks));
            return;
        }
        WharfException e = assertThrows(WharfException.class, () -> DaemonChecks.require(checks));
        assertEquals(Kind.ENVIRONMENT, e.kind());
        assertEquals("sandbox-unsafe", e.code());
        for (DoctorCheck check : bad) {
            assertTrue(e.text().contains(check.name() + ": " + check.found()), e.text());
            assertFalse(check.next().isBlank(), check.name());
            assertTrue(e.next().contains(check.next()), e.next());
        }
    }

    @Test
    void a_daemon_that_nobody_tried_is_called_so() {
        assertTrue(found("docker-20.10-cgroup1", null, "tried").endsWith(": tried"));
        for (String daemon : List.of("docker-23-cgroup2", "docker-28-rootless", "docker-28-userns", "docker-desktop", "podman-5")) {
            assertTrue(found(daemon, null, "tried").contains("known, but not tried"), daemon);
        }
        assertTrue(found("docker-28-gvisor", "runsc", "tried").contains("known, but not tried"));
    }

    @Test
    void users_and_runtimes_are_named() {
        assertEquals("the daemon runs without root", found("docker-28-rootless", null, "users"));
        assertEquals("container users are remapped", found("docker-28-userns", null, "users"));
        assertEquals("the daemon runs as root; containers as 1000:1000", found("docker-20.10-cgroup1", null, "users"));
        assertEquals("runsc, as sandbox.runtime says", found("docker-28-gvisor", "runsc", "runtime"));
        assertEquals(
                "sandbox.runtime is runsc, and the daemon knows io.containerd.runc.v2, runc",
                found("docker-28-cgroup2", "runsc", "runtime"));
    }

    @ParameterizedTest
    @CsvSource({
        "1.0.0-rc5, false, CVE-2019-5736", "0.1.1, false, CVE-2019-5736", "1.0.0-rc6, false, CVE-2019-5736", "1.0.0-rc95, true, CVE-2024-21626", "1.0.0~rc93+ds1, true, CVE-2024-21626",
        "1.0.0, true, CVE-2024-21626", "1.1.5+ds1, true, CVE-2024-21626", "1.1.11, true, CVE-2024-21626",
        "1.1.12, true, CVE-2025-31133", "1.2.7, true, CVE-2025-31133", "1.3.2, true, CVE-2025-31133",
        "1.4.0-rc.2, true, CVE-2025-31133", "v1.1.0-rc.1, true, CVE-2024-21626", "unknown, true, CVE-2024-21626",
        "1.2.8, true, 1.2.8", "1.3.3, true, 1.3.3", "1.4.0, true, 1.4.0", "1.5.0, true, 1.5.0", "2.0.0, true, 2.0.0"
    })
    void old_versions_of_runc_are_named_with_their_fault(String version, boolean ok, String says) {
        Recorded recorded = read("docker-28-cgroup2");
        VersionComponent runc = recorded.version().getComponents().stream()
                .filter(component -> "runc".equals(component.getName()))
                .findFirst()
                .orElseThrow();
        DoctorCheck check = named(DaemonChecks.of(withRunc(recorded, runc, version), recorded.info(), null), "runc");
        assertEquals(ok, check.ok(), check.found());
        assertTrue(check.found().contains(says), check.found());
        assertEquals(says.startsWith("CVE"), !check.next().isEmpty());
    }

    @Test
    void every_recorded_answer_is_used() {
        try (Stream<Path> files = java.nio.file.Files.list(Path.of("src/test/resources/docker"))) {
            List<String> names = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .toList();
            assertEquals(15, names.size(), names.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Recorded(Version version, Info info) {}

    private static Version withRunc(Recorded recorded, VersionComponent runc, String version) {
        runc.withVersion(version);
        return recorded.version();
    }

    private static String found(String daemon, @Nullable String runtime, String name) {
        return named(checks(daemon, runtime), name).found();
    }

    private static DoctorCheck named(List<DoctorCheck> checks, String name) {
        return checks.stream().filter(check -> check.name().equals(name)).findFirst().orElseThrow();
    }

    private static List<DoctorCheck> checks(String daemon, @Nullable String runtime) {
        Recorded recorded = read(daemon);
        return DaemonChecks.of(recorded.version(), recorded.info(), runtime);
    }

    /** By the mapper that the client itself reads a daemon's answers with. */
    private static Recorded read(String daemon) {
        var mapper = DefaultDockerClientConfig.createDefaultConfigBuilder().build().getObjectMapper();
        try {
            var both = mapper.readTree(Path.of("src/test/resources/docker", daemon + ".json").toFile());
            return new Recorded(
                    mapper.treeToValue(both.get("version"), Version.class),
                    mapper.treeToValue(both.get("info"), Info.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
