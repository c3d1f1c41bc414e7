package dev.wharf.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import dev.wharf.audit.RunId;
import dev.wharf.audit.RunStatus;
import dev.wharf.examples.Product;
import dev.wharf.sandbox.SandboxSettings;
import dev.wharf.sandbox.docker.DockerSandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real containers that somebody kills while a run goes on. */
class ContainerDeathTest {

    private static final int ROWS = 200;

    @TempDir
    Path folder;

    @Test
    void aKilledContainerIsReplacedAndItsBatchRepeated() throws Exception {
        DockerSandbox sandbox = new DockerSandbox(DockerSandbox.imagesFolder(), SandboxSettings.DEFAULT);
        try (Bench bench = new Bench(folder, Product.SQLITE, Product.SQLITE, sandbox)) {
            bench.source("CREATE TABLE things (id INTEGER PRIMARY KEY)")
                    .source("INSERT INTO things VALUES "
                            + IntStream.rangeClosed(1, ROWS).mapToObj(i -> "(" + i + ")").collect(Collectors.joining(", ")))
                    .target("CREATE TABLE things (id INTEGER PRIMARY KEY, name TEXT)")
                    .plan(Bench.THINGS)
                    .file("things.sql", "SELECT id FROM things")
                    .java("Things", "target.insert(\"things\").copy(\"id\", \"id\").set(\"name\", \"n\" + source.integer(\"id\"));");
            AtomicInteger batches = new AtomicInteger();
            AtomicInteger killed = new AtomicInteger();

            RunOutcome outcome = bench.runs(event -> {
                        if (event instanceof RunEvent.Progress && List.of(3, 20).contains(batches.incrementAndGet())) {
                            killed.addAndGet(kill("r1"));
                        }
                    })
                    .apply(Bench.PLAN, 1, new RunId("r1"));

            assertTrue(killed.get() >= 1, "nothing was killed");
            assertEquals(RunStatus.COMPLETED, outcome.status());
            assertEquals(
                    List.of(ROWS + "|" + ROWS),
                    bench.rows("SELECT count(*), (SELECT count(*) FROM migration_mappings) FROM things"));
        }
    }

    /** Kills the run's containers with SIGKILL; gives how many there were. */
    private static int kill(String run) {
        var config = DefaultDockerClientConfig.createDefaultConfigBuilder().build();
        var http = new ZerodepDockerHttpClient.Builder().dockerHost(config.getDockerHost()).build();
        int killed = 0;
        try (DockerClient client = DockerClientImpl.getInstance(config, http)) {
            for (Container container :
                    client.listContainersCmd().withLabelFilter(List.of("dev.wharf.run=" + run)).exec()) {
                try {
                    client.killContainerCmd(container.getId()).exec();
                    killed++;
                } catch (DockerException e) {
                    // It ended by itself meanwhile.
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return killed;
    }
}
