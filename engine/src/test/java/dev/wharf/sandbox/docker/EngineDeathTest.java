package dev.wharf.sandbox.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.sandbox.SandboxSettings;
import dev.wharf.sandbox.TransformSession;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** No container outlives its engine, however that ends. */
class EngineDeathTest {

    private static SandboxFixture fixture;

    @BeforeAll
    static void open() {
        fixture = new SandboxFixture();
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @Test
    void containers_of_a_killed_engine_end_by_themselves() throws Exception {
        String run = SandboxFixture.newRun();
        Process engine = engine(run);
        try {
            assertEquals(1, fixture.containersOf(run).size());
        } finally {
            engine.destroyForcibly().waitFor();
        }
        Duration took = fixture.awaitNone(run, Duration.ofSeconds(60));
        System.out.println("after SIGKILL the container was gone in " + took.toMillis() + " ms");
    }

    @Test
    void a_terminated_engine_removes_its_containers_before_it_ends() throws Exception {
        String run = SandboxFixture.newRun();
        Process engine = engine(run);
        engine.destroy();
        assertTrue(engine.waitFor(20, TimeUnit.SECONDS));
        assertEquals(List.of(), fixture.containersOf(run));
    }

    @Test
    void the_reaper_takes_what_a_dead_engine_left_and_nothing_else() throws Exception {
        Process gone = new ProcessBuilder("sleep", "60").start();
        EngineId dead = EngineId.of(gone.toHandle());
        gone.destroyForcibly().waitFor();
        String left = idle(dead.toString());
        String foreign = idle("another-host/1/1");
        String own = idle(EngineId.current().toString());
        try {
            fixture.sandbox.reap();
            // another reaper may have been first, and the daemon still be at it
            for (int tries = 0; tries < 100 && fixture.isThere(left); tries++) {
                Thread.sleep(100);
            }
            assertFalse(fixture.isThere(left), "the dead engine's");
            assertTrue(fixture.isThere(foreign), "another host's, just made");
            assertTrue(fixture.isThere(own), "the living engine's");
        } finally {
            List.of(left, foreign, own).forEach(id -> Housekeeping.remove(fixture.daemon, id));
        }
    }

    @Test
    void an_engine_that_uses_a_dead_ones_number_is_not_that_engine() {
        EngineId own = EngineId.current();
        assertTrue(own.lives());
        assertFalse(new EngineId(own.host(), own.pid(), own.startMillis() - 60_000).lives());
        assertEquals(own, EngineId.parse(own.toString()).orElseThrow());
    }

    private static String idle(String engine) {
        String imageId = new ImageStore(fixture.daemon)
                .idOf(SandboxImage.readAll(DockerSandbox.imagesFolder()).get(dev.wharf.wire.Protocol.Role.RUNNER));
        return fixture.daemon
                .call(client -> client.createContainerCmd(imageId)
                        .withName("wharf-idle-" + SandboxFixture.newRun())
                        .withLabels(Map.of(Labels.ROLE, "runner", Labels.ENGINE, engine))
                        .exec())
                .getId();
    }

    /** Starts an engine of its own process that holds one runner, and waits until that is ready. */
    private static Process engine(String run) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-D" + DockerSandbox.IMAGES_PROPERTY + "=" + DockerSandbox.imagesFolder(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Holder.class.getName(),
                        run)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        assertEquals("ready", out.readLine());
        return process;
    }

    /** The engine that is killed. */
    static final class Holder {
        public static void main(String[] arguments) throws Exception {
            SandboxFixture own = new SandboxFixture();
            TransformSession session =
                    own.sandbox.start(own.spec(arguments[0], "while (true) { }", SandboxSettings.DEFAULT));
            session.transform(SandboxFixture.ids(1));
            System.out.println("ready");
            Thread.sleep(Duration.ofMinutes(5));
        }
    }
}
