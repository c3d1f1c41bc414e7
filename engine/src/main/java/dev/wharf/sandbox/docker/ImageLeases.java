package dev.wharf.sandbox.docker;

import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Image;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in the daemon which engine uses which image, and removes images of former builds that nobody uses. A lease is a
 * further tag of the image that names the engine's process: the daemon is the only place that all checkouts share.
 */
final class ImageLeases {

    /** The label that the build gives to every image. */
    static final String LABEL = "dev.wharf.image";

    private static final Logger LOG = LoggerFactory.getLogger(ImageLeases.class);
    private static final String REPOSITORY = "wharf-used";
    private static final int TAG_CHARS = 128;

    /** Of an engine on another machine nothing can be known; after so long nobody believes that it still runs. */
    private static final Duration FOREIGN_LEASE = Duration.ofDays(30);

    private final DockerDaemon daemon;

    ImageLeases(DockerDaemon daemon) {
        this.daemon = daemon;
    }

    /** @throws NotFoundException where the image was removed meanwhile */
    void hold(String imageId, String role, EngineId engine) {
        String tag = tag(role, engine);
        if (tag.length() <= TAG_CHARS) {
            daemon.call(client -> client.tagImageCmd(imageId, REPOSITORY, tag).exec());
        }
    }

    void release(String role, EngineId engine) {
        remove(REPOSITORY + ":" + tag(role, engine));
    }

    /**
     * Removes images that no living engine holds, no container was made of, and nobody has tagged for a while.
     *
     * @param label which images are looked at, as a filter of the daemon has it
     * @param keep tags of images that stay whatever is known of them
     * @return how many images it removed
     */
    int removeSuperseded(String label, Set<String> keep, Duration grace) {
        List<Image> images = daemon.call(client ->
                client.listImagesCmd().withLabelFilter(label).exec());
        int removed = 0;
        for (Image image : images) {
            if (removeIfSuperseded(image, keep, grace)) {
                removed++;
            }
        }
        return removed;
    }

    private boolean removeIfSuperseded(Image image, Set<String> keep, Duration grace) {
        List<String> names = new ArrayList<>();
        boolean held = false;
        for (String tag : image.getRepoTags() == null ? new String[0] : image.getRepoTags()) {
            if (!tag.startsWith(REPOSITORY + ":")) {
                names.add(tag);
            } else if (isLive(tag.substring(REPOSITORY.length() + 1))) {
                held = true;
            } else {
                remove(tag);
            }
        }
        if (held || names.stream().anyMatch(keep::contains) || taggedAfter(image, Instant.now().minus(grace))) {
            return false;
        }
        names.removeIf(name -> name.startsWith("<none>"));
        boolean gone = true;
        for (String name : names.isEmpty() ? List.of(image.getId()) : names) {
            gone &= remove(name);
        }
        return gone;
    }

    private static boolean isLive(String tag) {
        Optional<EngineId> engine = engine(tag);
        if (engine.isEmpty()) {
            return true;
        }
        return engine.get().isOfThisHost()
                ? engine.get().lives()
                : Instant.ofEpochMilli(engine.get().startMillis()).plus(FOREIGN_LEASE).isAfter(Instant.now());
    }

    /** A daemon that does not tell is taken to have no recent tag. */
    private boolean taggedAfter(Image image, Instant moment) {
        try {
            InspectImageResponse found = daemon.call(client -> client.inspectImageCmd(image.getId()).exec());
            Object metadata = found.getRawValues().get("Metadata");
            return metadata instanceof Map<?, ?> map
                    && map.get("LastTagTime") instanceof String text
                    && Instant.parse(text).isAfter(moment);
        } catch (NotFoundException e) {
            // Somebody else removes it just now.
            return true;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    /** Without force: the daemon keeps what a container was made of. */
    private boolean remove(String name) {
        try {
            daemon.call(client -> client.removeImageCmd(name).exec());
            return true;
        } catch (NotFoundException e) {
            return true;
        } catch (ConflictException e) {
            LOG.debug("the image {} stays: {}", name, e.getMessage());
            return false;
        }
    }

    static String tag(String role, EngineId engine) {
        return role + "_" + engine.toString().replace('/', '_');
    }

    private static Optional<EngineId> engine(String tag) {
        int role = tag.indexOf('_');
        return role < 0 ? Optional.empty() : EngineId.parse(tag.substring(role + 1).replace('_', '/'));
    }
}
