package dev.wharf.sandbox.docker;

import com.github.dockerjava.api.model.Container;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Removes containers whose engine is gone. On this machine the process decides. Of another machine's engine nothing can be
 * known, but its running containers end by themselves when they no longer hear it, so only what does not run is removed,
 * and only after a living engine would have removed it.
 */
final class Reaper {

    private static final Duration FOREIGN_AGE = Duration.ofMinutes(2);

    private final DockerDaemon daemon;

    Reaper(DockerDaemon daemon) {
        this.daemon = daemon;
    }

    /** How many it removed. */
    int reap() {
        List<Container> all = daemon.call(client -> client.listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(List.of(Labels.ROLE))
                .exec());
        int removed = 0;
        for (Container container : all) {
            if (isOrphan(container) && Housekeeping.remove(daemon, container.getId())) {
                removed++;
            }
        }
        return removed;
    }

    private static boolean isOrphan(Container container) {
        Optional<EngineId> engine =
                EngineId.parse(container.getLabels().getOrDefault(Labels.ENGINE, "")).filter(EngineId::isOfThisHost);
        if (engine.isPresent()) {
            return !engine.get().lives();
        }
        Instant created = Instant.ofEpochSecond(container.getCreated());
        return !"running".equals(container.getState()) && created.plus(FOREIGN_AGE).isBefore(Instant.now());
    }
}
