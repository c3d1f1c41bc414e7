package dev.wharf.sandbox.docker;

import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.model.Info;
import com.github.dockerjava.api.model.Version;
import dev.wharf.failure.WharfException;
import dev.wharf.sandbox.DoctorCheck;
import dev.wharf.sandbox.SandboxFailure;
import dev.wharf.wire.Protocol.Role;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Looks at everything that the sandbox needs, one after the other, and says what to do about what is missing. */
final class Doctor {

    private final DockerAddress address;
    private final Path images;
    private final @Nullable String runtime;
    private final Supplier<String> start;
    private final List<DoctorCheck> checks = new ArrayList<>();

    /**
     * @param runtime as sandbox.runtime names it
     * @param start starts a runner to READY and says how long it took
     */
    Doctor(DockerAddress address, Path images, @Nullable String runtime, Supplier<String> start) {
        this.address = address;
        this.images = images;
        this.runtime = runtime;
        this.start = start;
    }

    List<DoctorCheck> examine() {
        try (DockerDaemon daemon = DockerDaemon.connect(address)) {
            Version version = daemon.call(client -> client.versionCmd().exec());
            Info info = daemon.call(client -> client.infoCmd().exec());
            good("docker", "Docker " + version.getVersion() + " answers at " + address.uri());
            checks.addAll(DaemonChecks.of(version, info, runtime));
            boolean haveImages = images(daemon);
            if (haveImages && checks.stream().allMatch(DoctorCheck::ok)) {
                attempt("start", start);
            }
        } catch (WharfException e) {
            bad("docker", e.text(), e.next());
        }
        return List.copyOf(checks);
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
}
