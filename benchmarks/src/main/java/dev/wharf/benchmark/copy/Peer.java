package dev.wharf.benchmark.copy;

import java.nio.file.Path;
import java.util.List;

/** Another mover, installed into a folder of the benchmark's own from the registries that its makers publish to. */
interface Peer {

    String name();

    boolean takes(Route route);

    /**
     * Installs it where it is not there yet.
     *
     * @throws Missing where it cannot be had here
     */
    Contender contender(Route route, Place place);

    /** Why a mover cannot be measured here. */
    final class Missing extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Missing(String why) {
            super(why);
        }
    }

    static List<Peer> all(Path folder) {
        return List.of(
                new SlingPeer(folder.resolve("sling")),
                new PgloaderPeer(folder.resolve("pgloader")),
                PythonPeer.dlt(folder.resolve("dlt")),
                PythonPeer.ingestr(folder.resolve("ingestr")),
                new SpringBatchPeer(folder.resolve("spring-batch")));
    }
}
