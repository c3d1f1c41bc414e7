package dev.wharf.testing;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails the run when a container of this process is there after the last test. Every test class gets it by itself (see
 * META-INF/services and junit-platform.properties). Containers of other processes are theirs: several checkouts may be
 * tested on one daemon.
 */
public final class ContainerLeaks implements BeforeAllCallback {

    private static final String ROLE = "dev.wharf.role";
    private static final String ENGINE = "dev.wharf.engine";
    private static final long PATIENCE_MILLIS = 10_000;

    @Override
    public void beforeAll(ExtensionContext context) {
        // the root's store is closed after the last class, and what a closing throws fails the run
        context.getRoot()
                .getStore(ExtensionContext.Namespace.create(ContainerLeaks.class))
                .computeIfAbsent(AfterEverything.class);
    }

    /** Looks once everything has run. */
    static final class AfterEverything implements AutoCloseable {
        @Override
        public void close() throws Exception {
            var config = DefaultDockerClientConfig.createDefaultConfigBuilder().build();
            var http = new ZerodepDockerHttpClient.Builder()
                    .dockerHost(config.getDockerHost())
                    .build();
            try (DockerClient client = DockerClientImpl.getInstance(config, http)) {
                if (answers(client)) {
                    expectNone(client);
                }
            }
        }

        private static boolean answers(DockerClient client) {
            try {
                client.pingCmd().exec();
                return true;
            } catch (RuntimeException e) {
                return false;
            }
        }

        private static void expectNone(DockerClient client) throws InterruptedException {
            long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
            List<String> left = ofThisProcess(client);
            while (!left.isEmpty() && System.currentTimeMillis() < deadline) {
                Thread.sleep(100);
                left = ofThisProcess(client);
            }
            if (!left.isEmpty()) {
                throw new AssertionError("containers were left behind: " + left);
            }
        }

        private static List<String> ofThisProcess(DockerClient client) {
            String pid = "/" + ProcessHandle.current().pid() + "/";
            return client.listContainersCmd().withShowAll(true).withLabelFilter(List.of(ROLE)).exec().stream()
                    .filter(container -> container.getLabels().getOrDefault(ENGINE, "").contains(pid))
                    .map(AfterEverything::describe)
                    .toList();
        }

        private static String describe(Container container) {
            return Arrays.toString(container.getNames()) + " " + container.getStatus();
        }
    }
}
