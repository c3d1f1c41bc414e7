package dev.wharf.preview;

import dev.wharf.sandbox.Sandbox;
import dev.wharf.sandbox.SandboxSettings;
import dev.wharf.sandbox.TransformSession;
import dev.wharf.transform.StepProgram;
import java.util.LinkedHashMap;
import java.util.Map;

/** The containers of a preview, one a step, a few at a time: the one that was used longest ago makes room. For one thread. */
final class OpenContainers implements AutoCloseable {

    private static final int MOST = 3;

    private final Sandbox sandbox;
    private final SandboxSettings settings;
    private final LinkedHashMap<String, TransformSession> sessions = new LinkedHashMap<>(8, 0.75f, true);

    OpenContainers(Sandbox sandbox, SandboxSettings settings) {
        this.sandbox = sandbox;
        this.settings = settings;
    }

    TransformSession of(StepProgram program) {
        String step = program.step().name();
        TransformSession open = sessions.get(step);
        if (open != null) {
            return open;
        }
        if (sessions.size() == MOST) {
            Map.Entry<String, TransformSession> eldest = sessions.firstEntry();
            sessions.remove(eldest.getKey());
            eldest.getValue().close();
        }
        TransformSession started = sandbox.start(program.spec(null, settings));
        sessions.put(step, started);
        return started;
    }

    @Override
    public void close() {
        sessions.values().forEach(TransformSession::close);
        sessions.clear();
    }
}
