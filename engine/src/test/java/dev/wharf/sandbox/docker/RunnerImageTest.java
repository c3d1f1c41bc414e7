package dev.wharf.sandbox.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.dockerjava.api.DockerClient;
import dev.wharf.sandbox.SandboxSettings;
import dev.wharf.wire.Protocol.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.startupcheck.IndefiniteWaitOneShotStartupCheckStrategy;
import org.testcontainers.containers.startupcheck.StartupCheckStrategy;
import org.testcontainers.utility.DockerImageName;

/** The runner image itself as a container, behind the wall's limits. */
class RunnerImageTest {

    private static final int ENGINE_GONE = 12;

    private static SandboxImage image;

    @BeforeAll
    static void load() {
        image = SandboxImage.readAll(DockerSandbox.imagesFolder()).get(Role.RUNNER);
        try (DockerDaemon daemon = DockerDaemon.connect(DockerAddress.fromEnvironment(System.getenv()))) {
            new ImageStore(daemon).idOf(image);
        }
    }

    @Test
    void it_has_java_base_and_no_other_module() {
        try (GenericContainer<?> container = container("-XX:AOTMode=off", "--list-modules")) {
            container.withStartupCheckStrategy(new IndefiniteWaitOneShotStartupCheckStrategy()).start();
            List<String> modules = container.getLogs().lines().map(String::strip).toList();
            assertEquals(1, modules.size(), modules.toString());
            assertTrue(modules.getFirst().startsWith("java.base@25"), modules.toString());
        }
    }

    /** The JVM would end with 1 if the cache did not fit; the runner ends with 12 because no engine talks to it. */
    @Test
    void its_aot_cache_fits_it() throws Exception {
        List<String> aot = new ArrayList<>(List.of("-Xmx320m", "-XX:AOTMode=on"));
        aot.addAll(image.command());
        try (GenericContainer<?> container = container(aot.toArray(String[]::new))) {
            container.start();
            assertEquals(ENGINE_GONE, exitCode(container));
        }
    }

    private static GenericContainer<?> container(String... command) {
        return new GenericContainer<>(DockerImageName.parse(image.tag()))
                .withImagePullPolicy(name -> false)
                .withCommand(command)
                .withLabel(Labels.ROLE, "runner")
                .withLabel(Labels.ENGINE, EngineId.current().toString())
                .withStartupCheckStrategy(new Started())
                .withCreateContainerCmdModifier(create -> create.withName("wharf-image-" + SandboxFixture.newRun())
                        .withUser(Hardening.USER)
                        .withHostConfig(Hardening.hostConfig(SandboxSettings.DEFAULT)
                                .withAutoRemove(false)
                                .withLogConfig(null)));
    }

    private static int exitCode(GenericContainer<?> container) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (System.nanoTime() < deadline) {
            var state = container.getCurrentContainerInfo().getState();
            if (Boolean.FALSE.equals(state.getRunning()) && state.getFinishedAt() != null) {
                return state.getExitCodeLong().intValue();
            }
            Thread.sleep(50);
        }
        throw new AssertionError("it did not end");
    }

    /** Content as soon as the container was started, whether or not it still runs. */
    private static final class Started extends StartupCheckStrategy {
        @Override
        public StartupStatus checkStartupState(DockerClient client, String id) {
            return StartupStatus.SUCCESSFUL;
        }
    }
}
