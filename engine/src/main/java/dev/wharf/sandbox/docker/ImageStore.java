package dev.wharf.sandbox.docker;

import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Brings recorded images into the daemon, and takes none that is not the recorded one. */
final class ImageStore {

    private final DockerDaemon daemon;

    ImageStore(DockerDaemon daemon) {
        this.daemon = daemon;
    }

    /**
     * The image's id in this daemon's store, after loading it where it is missing.
     *
     * @throws WharfException ENVIRONMENT, {@code sandbox-image-mismatch}, where what is there is another image
     */
    String idOf(SandboxImage image) {
        InspectImageResponse found = inspect(image).orElseGet(() -> load(image));
        check(image, found);
        return found.getId();
    }

    Optional<InspectImageResponse> inspect(SandboxImage image) {
        try {
            return Optional.of(daemon.call(client -> client.inspectImageCmd(image.tag()).exec()));
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    private InspectImageResponse load(SandboxImage image) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(image.archive()), 1 << 16)) {
            daemon.call(client -> client.loadImageCmd(in).exec());
        } catch (IOException e) {
            throw new WharfException(
                    Kind.ENVIRONMENT,
                    "sandbox-images-unreadable",
                    "the sandbox image " + image.archive() + " cannot be read: " + e.getMessage(),
                    "run scripts/setup, which builds it anew",
                    e);
        }
        return inspect(image).orElseThrow(() -> mismatch(image, "no image of that tag after loading " + image.archive()));
    }

    /**
     * Docker's own store names an image by the digest of its config. The containerd store names it by its manifest, so there
     * the layers and what is started have to say that it is the one.
     */
    static void check(SandboxImage image, InspectImageResponse found) {
        if (image.configDigest().equals(found.getId())) {
            return;
        }
        List<String> layers = found.getRootFS() == null || found.getRootFS().getLayers() == null
                ? List.of()
                : found.getRootFS().getLayers();
        String[] entrypoint = found.getConfig() == null ? null : found.getConfig().getEntrypoint();
        if (!image.layers().equals(layers)) {
            throw mismatch(image, found.getId() + " with the layers " + layers);
        }
        if (entrypoint == null || !image.entrypoint().equals(Arrays.asList(entrypoint))) {
            throw mismatch(image, found.getId() + ", which starts " + Arrays.toString(entrypoint));
        }
    }

    private static WharfException mismatch(SandboxImage image, String found) {
        return new WharfException(
                Kind.ENVIRONMENT,
                "sandbox-image-mismatch",
                "the sandbox image " + image.tag() + " is not the one that was built: recorded is " + image.configDigest()
                        + ", the daemon has " + found,
                "remove it (docker image rm " + image.tag() + ") and run scripts/setup");
    }
}
