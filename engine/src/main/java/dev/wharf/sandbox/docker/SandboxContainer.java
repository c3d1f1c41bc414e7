package dev.wharf.sandbox.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.sandbox.SandboxSettings;
import dev.wharf.sandbox.protocol.Channel;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** One started container and its streams. {@link #kill} ends it at once and removes it behind the caller's back. */
final class SandboxContainer implements Channel {

    private static final Duration DEATH_PATIENCE = Duration.ofSeconds(3);

    /** The JVM's own exit code of -XX:+ExitOnOutOfMemoryError. */
    private static final int HEAP_EXHAUSTED = 3;

    private final String name;
    private final String id;
    private final String imageId;
    private final SandboxSettings settings;
    private final Attachment attachment;
    private final Deaths.Death death;
    private final Housekeeping housekeeping;

    SandboxContainer(
            String name,
            String id,
            String imageId,
            SandboxSettings settings,
            Attachment attachment,
            Deaths.Death death,
            Housekeeping housekeeping) {
        this.name = name;
        this.id = id;
        this.imageId = imageId;
        this.settings = settings;
        this.attachment = attachment;
        this.death = death;
        this.housekeeping = housekeeping;
    }

    String name() {
        return name;
    }

    @Override
    public InputStream fromContainer() {
        return attachment.stdout();
    }

    @Override
    public OutputStream toContainer() {
        return attachment.stdin();
    }

    @Override
    public void kill() {
        attachment.close();
        housekeeping.removeLater(name);
    }

    @Override
    public String diagnosis() {
        death.await(DEATH_PATIENCE);
        List<String> parts = new ArrayList<>();
        OptionalInt exit = death.exitCode();
        if (death.outOfMemory()) {
            parts.add("it used more memory than its " + megabytes() + " MB and was killed for it (sandbox.memory)");
        } else if (exit.isPresent() && exit.getAsInt() == HEAP_EXHAUSTED) {
            parts.add("its heap was exhausted, exit code 3, of " + megabytes() + " MB for everything (sandbox.memory)");
        } else if (exit.isPresent() && exit.getAsInt() == Deaths.KILLED) {
            parts.add("it was killed, exit code " + Deaths.KILLED);
        } else if (exit.isPresent()) {
            parts.add("exit code " + exit.getAsInt());
        }
        String tail = attachment.stderrTail();
        if (!tail.isEmpty()) {
            parts.add("it last said: " + tail);
        }
        return String.join("; ", parts);
    }

    /**
     * Looks whether the started container has just what it was given, and kills it where it has not.
     *
     * @throws WharfException ENVIRONMENT, {@code sandbox-breached}, naming every difference
     */
    void verify(DockerDaemon daemon, List<String> entrypoint, List<String> command) {
        InspectContainerResponse found;
        try {
            found = daemon.call(client -> client.inspectContainerCmd(id).exec());
        } catch (NotFoundException e) {
            // it has ended already, which its streams will say
            return;
        }
        List<String> breaches = new ArrayList<>(Hardening.breaches(found, settings, imageId));
        breaches.addAll(Hardening.otherProgram(found, entrypoint, command));
        if (!breaches.isEmpty()) {
            kill();
            throw new WharfException(
                    Kind.ENVIRONMENT,
                    "sandbox-breached",
                    "Docker started the container otherwise than it was told, so nothing runs in it: "
                            + String.join("; ", breaches),
                    "run wharf sandbox doctor; what the daemon changes by its own configuration has to be allowed there");
        }
    }

    private long megabytes() {
        return settings.memoryBytes() >> 20;
    }
}
