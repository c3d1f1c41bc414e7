package dev.wharf.sandbox.docker;

import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.model.Info;
import com.github.dockerjava.api.model.Version;
import com.github.dockerjava.api.model.VersionComponent;
import dev.wharf.failure.WharfException;
import dev.wharf.sandbox.DoctorCheck;
import dev.wharf.sandbox.SandboxFailure;
import dev.wharf.wire.Protocol.Role;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Looks at everything that the sandbox needs, one after the other, and says what to do about what is missing. */
final class Doctor {

    private static final Pattern RELEASE = Pattern.compile("^v?(\\d+)\\.(\\d+)\\.(\\d+)");

    /** CVE-2019-5736: before it a container could overwrite the program that starts it. */
    private static final int[] RUNC_UNSAFE_BEFORE = {1, 0, 0};

    /** CVE-2024-21626; distributions mend older numbers too. */
    private static final int[] RUNC_OLD_BEFORE = {1, 1, 12};

    private final DockerAddress address;
    private final Path images;
    private final Supplier<String> start;
    private final List<DoctorCheck> checks = new ArrayList<>();

    /** @param start starts a runner to READY and says how long it took */
    Doctor(DockerAddress address, Path images, Supplier<String> start) {
        this.address = address;
        this.images = images;
        this.start = start;
    }

    List<DoctorCheck> examine() {
        try (DockerDaemon daemon = DockerDaemon.connect(address)) {
            Version version = daemon.call(client -> client.versionCmd().exec());
            Info info = daemon.call(client -> client.infoCmd().exec());
            good("docker", "Docker " + version.getVersion() + " answers at " + address.uri());
            good("api", "version " + version.getApiVersion() + ", which is spoken as it is");
            platform(info);
            runc(version);
            limits(info);
            security(info);
            boolean haveImages = images(daemon);
            if (haveImages && checks.stream().allMatch(DoctorCheck::ok)) {
                attempt("start", start);
            }
        } catch (WharfException e) {
            bad("docker", e.text(), e.next());
        }
        return List.copyOf(checks);
    }

    private void platform(Info info) {
        boolean linux = "linux".equalsIgnoreCase(info.getOsType());
        check("platform", linux, info.getOsType() + " " + info.getArchitecture() + ", kernel " + info.getKernelVersion(),
                "switch Docker to Linux containers");
    }

    private void runc(Version version) {
        @Nullable VersionComponent runc = version.getComponents() == null
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
        if (isBefore(text, RUNC_UNSAFE_BEFORE)) {
            bad("runc", text + ", which a container can overwrite (CVE-2019-5736)", "install runc 1.1.12 or newer");
        } else if (isBefore(text, RUNC_OLD_BEFORE)) {
            checks.add(new DoctorCheck(
                    "runc",
                    true,
                    text + ", older than 1.1.12 (CVE-2024-21626, mended by some distributions under older numbers)",
                    "bring the system's packages up to date"));
        } else {
            good("runc", text);
        }
    }

    private void limits(Info info) {
        good("cgroups", "version " + info.getCGroupVersion() + ", driver " + info.getCGroupDriver());
        String kernel = "enable the controller in the kernel (on rootless Docker: delegate it to the user by systemd)";
        check("memory limit", Boolean.TRUE.equals(info.getMemoryLimit()), supported(info.getMemoryLimit()), kernel);
        check(
                "swap limit",
                Boolean.TRUE.equals(info.getSwapLimit()),
                supported(info.getSwapLimit()),
                "boot the kernel with swapaccount=1, or use cgroup version 2");
        check("cpu limit", Boolean.TRUE.equals(info.getCpuCfsQuota()), supported(info.getCpuCfsQuota()), kernel);
        Object pids = info.getRawValues().get("PidsLimit");
        check("pids limit", !Boolean.FALSE.equals(pids), supported(!Boolean.FALSE.equals(pids)), kernel);
    }

    private void security(Info info) {
        List<String> options = info.getSecurityOptions() == null ? List.of() : info.getSecurityOptions();
        check(
                "seccomp",
                options.stream().anyMatch(option -> option.contains("seccomp")),
                String.join(" ", options),
                "use a kernel and a Docker with seccomp");
        boolean rootless = options.stream().anyMatch(option -> option.contains("rootless"));
        boolean remapped = options.stream().anyMatch(option -> option.contains("userns"));
        good(
                "users",
                rootless
                        ? "the daemon runs without root"
                        : remapped ? "container users are remapped" : "the daemon runs as root; containers as 1000:1000");
    }

    private boolean images(DockerDaemon daemon) {
        Map<Role, SandboxImage> recorded;
        try {
            recorded = SandboxImage.readAll(images);
        } catch (WharfException e) {
            bad("images", e.text(), e.next());
            return false;
        }
        ImageStore store = new ImageStore(daemon);
        boolean ok = true;
        for (SandboxImage image : recorded.values()) {
            ok &= attempt("image " + SandboxImage.nameOf(image.role()), () -> {
                Optional<InspectImageResponse> before = store.inspect(image);
                return image.tag() + " " + store.idOf(image) + (before.isPresent() ? "" : ", loaded just now");
            });
        }
        return ok;
    }

    private boolean attempt(String name, Supplier<String> work) {
        try {
            good(name, work.get());
            return true;
        } catch (WharfException e) {
            bad(name, e.text(), e.next());
        } catch (SandboxFailure e) {
            bad(name, String.valueOf(e.getMessage()), "look at the daemon's log; a strange kernel or runtime may refuse a call");
        }
        return false;
    }

    private void check(String name, boolean ok, String found, String next) {
        checks.add(new DoctorCheck(name, ok, found, ok ? "" : next));
    }

    private void good(String name, String found) {
        check(name, true, found, "");
    }

    private void bad(String name, String found, String next) {
        check(name, false, found, next);
    }

    private static String supported(@Nullable Boolean yes) {
        return Boolean.TRUE.equals(yes) ? "supported" : "not supported by this kernel or daemon";
    }

    private static boolean isBefore(String version, int[] limit) {
        Matcher matcher = RELEASE.matcher(version);
        if (!matcher.find()) {
            return false;
        }
        for (int i = 0; i < limit.length; i++) {
            int part = Integer.parseInt(matcher.group(i + 1));
            if (part != limit[i]) {
                return part < limit[i];
            }
        }
        return version.contains("-rc") && limit[0] == 1 && limit[1] == 0;
    }
}
