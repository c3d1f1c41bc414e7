package dev.wharf.sandbox.docker;

import dev.wharf.wire.Protocol.Role;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The labels of Wharf's containers. */
final class Labels {

    /** runner or compiler. */
    static final String ROLE = "dev.wharf.role";

    /** The run's id, where the container belongs to a run. */
    static final String RUN = "dev.wharf.run";

    /** The engine process that started it, see {@link EngineId}. */
    static final String ENGINE = "dev.wharf.engine";

    private Labels() {}

    static Map<String, String> of(Role role, @Nullable String run) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(ROLE, SandboxImage.nameOf(role));
        labels.put(ENGINE, EngineId.current().toString());
        if (run != null) {
            labels.put(RUN, run);
        }
        return labels;
    }
}
