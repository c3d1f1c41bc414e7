package dev.wharf.sandbox.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import dev.wharf.sandbox.Compilation;
import dev.wharf.sandbox.SandboxSettings;
import dev.wharf.sandbox.SourceFile;
import dev.wharf.sandbox.TransformSession;
import dev.wharf.sandbox.TransformSpec;
import dev.wharf.sandbox.TransformedChunk;
import dev.wharf.wire.RowChunk;
import dev.wharf.wire.ValueType;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** A sandbox over the real daemon, with what tests of the wall need around it. */
final class SandboxFixture implements AutoCloseable {

    final DockerDaemon daemon = DockerDaemon.connect(DockerAddress.fromEnvironment(System.getenv()));
    final DockerSandbox sandbox = new DockerSandbox(DockerSandbox.imagesFolder(), SandboxSettings.DEFAULT);

    /** A class T whose migrate method has this body; it reads the bigint {@code id} and writes {@code t(id, note)}. */
    static SourceFile source(String body) {
        return new SourceFile("T.java", """
                import dev.wharf.migration.*;
                import java.util.*;

                public class T implements RowMigration {
                    static int deep(int level) { return deep(level + 1) + 1; }

                    @Override
                    public void migrate(SourceRow source, TargetRows target) {
                        try {
                            %s
                        } catch (Throwable e) {
                            Throwable root = e;
                            while (root.getCause() != null) {
                                root = root.getCause();
                            }
                            target.reject(root.getClass().getName() + ": " + root.getMessage());
                        }
                    }
                }
                """.formatted(body));
    }

    TransformSpec spec(String run, String body, SandboxSettings settings) {
        Compilation compiled = sandbox.compile(List.of(source(body)));
        if (!compiled.ok()) {
            throw new AssertionError(compiled.problems());
        }
        return new TransformSpec(
                run,
                "step",
                "T",
                compiled.classes(),
                List.of(new TransformSpec.SourceColumn("id", ValueType.INT8, true)),
                List.of(new TransformSpec.TargetTable("t", List.of("id", "note"))),
                settings);
    }

    TransformSession start(String body) {
        return sandbox.start(spec(newRun(), body, SandboxSettings.DEFAULT));
    }

    /** What one row with the id 7 becomes in a container of its own. */
    TransformedChunk.Record outcome(String body) throws Exception {
        try (TransformSession session = start(body)) {
            return session.transform(ids(7)).get().records().getFirst();
        }
    }

    /** The reason for which one row was rejected. */
    String rejection(String body) throws Exception {
        return switch (outcome(body)) {
            case TransformedChunk.Record.Reject reject -> reject.reason();
            case TransformedChunk.Record other -> throw new AssertionError("not rejected: " + other);
        };
    }

    static RowChunk ids(long... ids) {
        ByteBuffer bytes = ByteBuffer.allocate(ids.length * 14);
        int[] starts = new int[ids.length + 1];
        for (int i = 0; i < ids.length; i++) {
            bytes.putShort((short) 1).putInt(8).putLong(ids[i]);
            starts[i + 1] = bytes.position();
        }
        return new RowChunk(bytes.array(), starts, ids.length);
    }

    static String newRun() {
        return "test-" + UUID.randomUUID();
    }

    List<Container> containersOf(String run) {
        return daemon.call(client -> client.listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(List.of(Labels.RUN + "=" + run))
                .exec());
    }

    /** Names of this process's compilers. */
    Set<String> compilers() {
        return daemon.call(client -> client.listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(List.of(Labels.ENGINE + "=" + EngineId.current(), Labels.ROLE + "=compiler"))
                .exec()).stream().map(c -> c.getNames()[0]).collect(Collectors.toSet());
    }

    InspectContainerResponse inspect(String id) {
        return daemon.call(client -> client.inspectContainerCmd(id).exec());
    }

    boolean isThere(String id) {
        try {
            inspect(id);
            return true;
        } catch (NotFoundException e) {
            return false;
        }
    }

    /** Waits until no container has the label of the run; says how long it took. */
    Duration awaitNone(String run, Duration most) throws InterruptedException {
        Instant start = Instant.now();
        while (!containersOf(run).isEmpty()) {
            if (Duration.between(start, Instant.now()).compareTo(most) > 0) {
                throw new AssertionError("still there after " + most + ": " + containersOf(run));
            }
            Thread.sleep(50);
        }
        return Duration.between(start, Instant.now());
    }

    @Override
    public void close() {
        sandbox.close();
        daemon.close();
    }
}
