package dev.wharf.sandbox.docker;

import com.github.dockerjava.api.model.Info;
import com.github.dockerjava.api.model.Version;
import com.github.dockerjava.api.model.VersionComponent;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.sandbox.DoctorCheck;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a daemon says of itself, held against what the sandbox promises. The doctor shows all of it; a launch is refused
 * where one promise cannot be kept.
 */
final class DaemonChecks {

    private static final Pattern RELEASE = Pattern.compile("^v?(\\d+)\\.(\\d+)(?:\\.(\\d+))?");

    /** Docker 19.03; every field that a launch gives and looks at is known since. */
    private static final int[] LEAST_API = {1, 40, 0};

    /** CVE-2019-5736, mended with 1.0.0-rc7: before it a container could overwrite the program that starts it. */
    private static final Pattern RUNC_UNSAFE = Pattern.compile("^v?(0\\.|1\\.0\\.0[-~]rc[.]?[0-6](\\D|$)).*");

    /** CVE-2024-21626. */
    private static final int[] RUNC_LEAKY_BEFORE = {1, 1, 12};

    /** CVE-2025-31133, CVE-2025-52565 and CVE-2025-52881, by line of releases. */
    private static final int[][] RUNC_SAFE = {{1, 2, 8}, {1, 3, 3}, {1, 4, 0}};

    /** The candidates of 1.4.0 that came before those repairs. */
    private static final Pattern RUNC_EARLY = Pattern.compile("^v?1\\.4\\.0[-~]rc[.]?[12](\\D|$).*");

    private final @Nullable String runtime;
    private final List<DoctorCheck> checks = new ArrayList<>();

    private DaemonChecks(@Nullable String runtime) {
        this.runtime = runtime;
    }

    /** @param runtime the runtime that the workspace asks for, null for the daemon's own */
    static List<DoctorCheck> of(Version version, Info info, @Nullable String runtime) {
        DaemonChecks checks = new DaemonChecks(runtime);
        checks.api(version);
        checks.platform(info);
        checks.runtime(info);
        checks.runc(version);
        checks.limits(info);
        checks.security(info);
        checks.tried(version, info);
        return List.copyOf(checks.checks);
    }

    /**
     * The daemon's time at which it said so.
     *
     * @throws WharfException ENVIRONMENT, {@code sandbox-unsafe}, naming every promise that this daemon cannot keep
     */
    static Instant require(DockerDaemon daemon, @Nullable String runtime) {
        Version version = daemon.call(client -> client.versionCmd().exec());
        Info info = daemon.call(client -> client.infoCmd().exec());
        require(of(version, info, runtime));
        return Instant.parse(info.getSystemTime());
    }

    static void require(List<DoctorCheck> checks) {
        List<DoctorCheck> broken = checks.stream().filter(check -> !check.ok()).toList();
        if (!broken.isEmpty()) {
            throw new WharfException(
                    Kind.ENVIRONMENT,
                    "sandbox-unsafe",
                    "this Docker cannot keep what the sandbox promises, so nothing is started in it: "
                            + String.join("; ", broken.stream().map(c -> c.name() + ": " + c.found()).toList()),
                    String.join("; ", broken.stream().map(DoctorCheck::next).distinct().toList()));
        }
    }

    private void api(Version version) {
        String text = Objects.requireNonNullElse(version.getApiVersion(), "unknown");
        check("api", !isBefore(text, LEAST_API), "version " + text + ", which is spoken as it is",
                "install Docker 20.10 or newer: version 1.40 of its API is the least");
    }

    private void platform(Info info) {
        boolean linux = "linux".equalsIgnoreCase(info.getOsType());
        check("platform", linux, info.getOsType() + " " + info.getArchitecture() + ", kernel " + info.getKernelVersion(),
                "switch Docker to Linux containers");
    }

    private void runtime(Info info) {
        Set<String> known = new TreeSet<>();
        if (info.getRawValues().get("Runtimes") instanceof Map<?, ?> runtimes) {
            runtimes.keySet().forEach(name -> known.add(String.valueOf(name)));
        }
        String standard = String.valueOf(info.getRawValues().get("DefaultRuntime"));
        if (runtime == null) {
            good("runtime", standard + ", the daemon's own");
            return;
        }
        check("runtime", known.contains(runtime),
                known.contains(runtime)
                        ? runtime + ", as sandbox.runtime says"
                        : "sandbox.runtime is " + runtime + ", and the daemon knows " + String.join(", ", known),
                "install it and enter it in the daemon's configuration (for gVisor: runsc install, then restart Docker), or"
                        + " leave sandbox.runtime out of wharf.yaml");
    }

    private void runc(Version version) {
        VersionComponent runc = version.getComponents() == null
                ? null
                : version.getComponents().stream()
                        .filter(component -> "runc".equals(component.getName()))
                        .findFirst()
                        .orElse(null);
        if (runc == null) {
            good("runc", "the daemon names no runc (another runtime)");
            return;
        }
        String text = Objects.requireNonNullElse(runc.getVersion(), "unknown");
        String remedy = "bring runc up to date: 1.2.8, 1.3.3 or newer, or a distribution's package that has the same repairs";
        if (RUNC_UNSAFE.matcher(text).matches()) {
            check("runc", false, text + ", which a container can overwrite (CVE-2019-5736)", remedy);
        } else if (isBefore(text, RUNC_LEAKY_BEFORE)) {
            hint("runc", text + ", older than 1.1.12 (CVE-2024-21626), which distributions mend under older numbers: look at"
                    + " the package", remedy);
        } else if (!isSafe(text)) {
            hint("runc", text + ", older than 1.2.8 and 1.3.3 (CVE-2025-31133, CVE-2025-52565, CVE-2025-52881), which"
                    + " distributions mend under older numbers", remedy);
        } else {
            good("runc", text);
        }
    }

    private void limits(Info info) {
        good("cgroups", "version " + info.getCGroupVersion() + ", driver " + info.getCGroupDriver());
        String kernel = "enable the controller in the kernel (on rootless Docker: cgroup version 2, and delegate cpu, memory and"
                + " pids to the user by systemd)";
        check("memory limit", Boolean.TRUE.equals(info.getMemoryLimit()), supported(info.getMemoryLimit()), kernel);
        check("swap limit", Boolean.TRUE.equals(info.getSwapLimit()), supported(info.getSwapLimit()),
                "boot the kernel with swapaccount=1, or use cgroup version 2");
        check("cpu limit", Boolean.TRUE.equals(info.getCpuCfsQuota()), supported(info.getCpuCfsQuota()), kernel);
        Object pids = info.getRawValues().get("PidsLimit");
        check("pids limit", Boolean.TRUE.equals(pids), supported(Boolean.TRUE.equals(pids)), kernel);
    }

    private void security(Info info) {
        List<String> options = options(info);
        check("seccomp", options.stream().anyMatch(option -> option.contains("seccomp")),
                options.isEmpty() ? "none" : String.join(" ", options), "use a kernel and a Docker with seccomp");
        good("users", options.stream().anyMatch(option -> option.contains("rootless"))
                ? "the daemon runs without root"
                : options.stream().anyMatch(option -> option.contains("userns"))
                        ? "container users are remapped"
                        : "the daemon runs as root; containers as " + Hardening.USER);
    }

    /** Of what was never tried that is said; its promises are looked at all the same, and every container is inspected. */
    private void tried(Version version, Info info) {
        List<String> options = options(info);
        String found = "Docker " + version.getVersion() + ", cgroup version " + info.getCGroupVersion();
        boolean plain = options.stream().noneMatch(o -> o.contains("rootless") || o.contains("userns"))
                && runtime == null
                && "1".equals(info.getCGroupVersion())
                && String.valueOf(version.getVersion()).startsWith("20.10.");
        good("tried", plain ? found + ": tried" : found + ": known, but not tried; each container is looked at before use");
    }

    private static List<String> options(Info info) {
        return info.getSecurityOptions() == null ? List.of() : info.getSecurityOptions();
    }

    private void check(String name, boolean ok, String found, String next) {
        checks.add(new DoctorCheck(name, ok, found, ok ? "" : next));
    }

    private void good(String name, String found) {
        check(name, true, found, "");
    }

    private void hint(String name, String found, String next) {
        checks.add(new DoctorCheck(name, true, found, next));
    }

    private static String supported(@Nullable Boolean yes) {
        return Boolean.TRUE.equals(yes) ? "supported" : "not supported by this kernel or daemon";
    }

    private static boolean isSafe(String runc) {
        if (RUNC_EARLY.matcher(runc).matches()) {
            return false;
        }
        for (int[] safe : RUNC_SAFE) {
            int[] line = {safe[0], safe[1], 0};
            int[] next = {safe[0], safe[1] + 1, 0};
            if (!isBefore(runc, line) && isBefore(runc, next)) {
                return !isBefore(runc, safe);
            }
        }
        return !isBefore(runc, RUNC_SAFE[0]);
    }

    /** Also of a text that is no version; a release candidate comes before its release. */
    private static boolean isBefore(String version, int[] limit) {
        Matcher matcher = RELEASE.matcher(version);
        if (!matcher.find()) {
            return true;
        }
        for (int i = 0; i < limit.length; i++) {
            int part = matcher.group(i + 1) == null ? 0 : Integer.parseInt(matcher.group(i + 1));
            if (part != limit[i]) {
                return part < limit[i];
            }
        }
        return version.startsWith("-rc", matcher.end()) || version.startsWith("~rc", matcher.end());
    }
}
