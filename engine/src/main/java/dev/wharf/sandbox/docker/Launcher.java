package dev.wharf.sandbox.docker;

import com.github.dockerjava.api.command.CreateContainerResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.sandbox.SandboxSettings;
import dev.wharf.sandbox.Surroundings;
import dev.wharf.wire.Protocol.Role;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes containers: armed for removal, created from the recorded image, attached to, started, looked at. Thread-safe. */
final class Launcher implements AutoCloseable {

    private final DockerDaemon daemon;
    private final Map<Role, SandboxImage> images;
    private final ImageStore store;
    private final ImageLeases leases;
    private final Deaths deaths;
    private final Housekeeping housekeeping;
    private final Map<Role, String> imageIds = new EnumMap<>(Role.class);

    /**
     * @param connected the daemon's time, before which nothing of this engine was started
     * @param inOrder how long the end of the process waits for containers that are in use
     */
    Launcher(DockerDaemon daemon, Map<Role, SandboxImage> images, Instant connected, Duration inOrder) {
        this.daemon = daemon;
        this.images = images;
        this.store = new ImageStore(daemon);
        this.leases = new ImageLeases(daemon);
        this.deaths = new Deaths(daemon, connected);
        this.housekeeping = new Housekeeping(daemon, inOrder);
    }

    /** A container that has started; its JVM comes up while the caller sends it the first frames. */
    SandboxContainer launch(Role role, @Nullable String run, SandboxSettings settings) {
        return launch(role, run, settings, Surroundings.USUAL);
    }

    SandboxContainer launch(Role role, @Nullable String run, SandboxSettings settings, Surroundings surroundings) {
        List<String> command = new ArrayList<>(Hardening.heapOptions(settings));
        command.addAll(surroundings.jvmOptions());
        command.addAll(images.get(role).command());
        try {
            return launch(role, run, settings, imageId(role), command);
        } catch (NotFoundException e) {
            housekeeping.requireOpen();
            // somebody pruned the daemon's images since the first container: the archive is still here
            forgetImageId(role);
        }
        try {
            return launch(role, run, settings, imageId(role), command);
        } catch (NotFoundException e) {
            throw new WharfException(
                    Kind.ENVIRONMENT,
                    "docker-refused",
                    "the image or the container vanished from the Docker daemon while it was started",
                    "see who removes images or containers there, and try again",
                    e);
        }
    }

    private SandboxContainer launch(
            Role role, @Nullable String run, SandboxSettings settings, String imageId, List<String> command) {
        String name = "wharf-" + SandboxImage.nameOf(role) + "-" + UUID.randomUUID().toString().substring(0, 13);
        String id = housekeeping.make(name, () -> create(role, run, settings, imageId, name, command));
        SandboxContainer container = null;
        try {
            Deaths.Death death = deaths.await(id);
            Attachment attachment = Attachment.open(daemon.address(), id);
            container = new SandboxContainer(name, id, imageId, settings, attachment, death, housekeeping);
            daemon.call(client -> client.startContainerCmd(id).exec());
            container.verify(daemon, images.get(role).entrypoint(), command);
            return container;
        } catch (IOException e) {
            throw DockerDaemon.unreachable(daemon.address(), e);
        } catch (RuntimeException e) {
            if (container != null) {
                container.kill();
            }
            throw e;
        } finally {
            if (container == null) {
                housekeeping.removeLater(name);
            }
        }
    }

    /** The image's id in this daemon, loaded and compared with the record once for each engine. */
    synchronized String imageId(Role role) {
        String known = imageIds.get(role);
        if (known == null) {
            known = store.idOf(images.get(role));
            leases.hold(known, SandboxImage.nameOf(role), EngineId.current());
            imageIds.put(role, known);
        }
        return known;
    }

    private synchronized void forgetImageId(Role role) {
        imageIds.remove(role);
    }

    @Override
    public void close() {
        housekeeping.close();
        releaseImages();
        deaths.close();
    }

    private synchronized void releaseImages() {
        for (Role role : imageIds.keySet()) {
            try {
                leases.release(SandboxImage.nameOf(role), EngineId.current());
            } catch (WharfException e) {
                // a lease of an engine that is gone is removed by the next one
            }
        }
        imageIds.clear();
    }

    private String create(
            Role role, @Nullable String run, SandboxSettings settings, String imageId, String name, List<String> command) {
        CreateContainerResponse created = daemon.call(client -> client.createContainerCmd(imageId)
                .withName(name)
                .withHostConfig(Hardening.hostConfig(settings))
                .withUser(Hardening.USER)
                .withHostName(Hardening.HOSTNAME)
                .withLabels(Labels.of(role, run))
                .withCmd(command)
                .withTty(false)
                .withAttachStdin(true)
                .withAttachStdout(true)
                .withAttachStderr(true)
                .withStdinOpen(true)
                .withStdInOnce(true)
                .exec());
        return created.getId();
    }
}
