package dev.wharf.sandbox.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.github.dockerjava.api.model.Container;
import dev.wharf.sandbox.SandboxSettings;
import dev.wharf.sandbox.TransformSession;
import dev.wharf.sandbox.TransformSpec;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Containers that come up before they are asked for. */
class RunnerAheadTest {

    private static final String INSERT = "target.insert(\"t\").copy(\"id\", \"id\").set(\"note\", \"n\");";
    private static final Duration SOON = Duration.ofSeconds(30);

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
    void the_next_start_of_the_run_takes_it() throws Exception {
        TransformSpec spec = fixture.spec(SandboxFixture.newRun(), INSERT, SandboxSettings.DEFAULT);
        fixture.sandbox.expectStart(spec.run(), spec.settings());
        String ahead = awaitOne(spec.run());
        fixture.sandbox.expectStart(spec.run(), spec.settings());

        try (TransformSession session = fixture.sandbox.start(spec)) {
            assertEquals(1, session.transform(SandboxFixture.ids(1)).get().records().size());
            assertEquals(List.of(ahead), idsOf(spec.run()));
        }
        fixture.awaitNone(spec.run(), SOON);
    }

    @Test
    void another_run_and_other_limits_do_not() throws Exception {
        String run = SandboxFixture.newRun();
        SandboxSettings less = new SandboxSettings(300L << 20, 1, 64, Duration.ofMinutes(1), Duration.ofSeconds(5));
        fixture.sandbox.expectStart(run, SandboxSettings.DEFAULT);
        String ahead = awaitOne(run);

        TransformSpec other = fixture.spec(SandboxFixture.newRun(), INSERT, SandboxSettings.DEFAULT);
        try (TransformSession session = fixture.sandbox.start(other)) {
            assertEquals(1, session.transform(SandboxFixture.ids(1)).get().records().size());
            assertEquals(List.of(ahead), idsOf(run));
        }
        fixture.sandbox.expectStart(run, less);
        try (TransformSession session = fixture.sandbox.start(fixture.spec(run, INSERT, less))) {
            assertEquals(300L << 20, fixture.inspect(idsOf(run).getFirst()).getHostConfig().getMemory());
        }
        fixture.awaitNone(run, SOON);
    }

    @Test
    void one_that_died_is_replaced() throws Exception {
        TransformSpec spec = fixture.spec(SandboxFixture.newRun(), INSERT, SandboxSettings.DEFAULT);
        fixture.sandbox.expectStart(spec.run(), spec.settings());
        String ahead = awaitOne(spec.run());
        fixture.daemon.call(client -> client.killContainerCmd(ahead).exec());

        try (TransformSession session = fixture.sandbox.start(spec)) {
            assertEquals(1, session.transform(SandboxFixture.ids(1)).get().records().size());
            assertNotEquals(List.of(ahead), idsOf(spec.run()));
        }
        fixture.awaitNone(spec.run(), SOON);
    }

    @Test
    void a_sandbox_that_is_closed_leaves_none() {
        String run = SandboxFixture.newRun();
        for (int i = 0; i < 4; i++) {
            try (DockerSandbox sandbox = new DockerSandbox(DockerSandbox.imagesFolder(), SandboxSettings.DEFAULT)) {
                sandbox.expectStart(run, SandboxSettings.DEFAULT);
                pause(60L * i);
            }
        }
        assertEquals(List.of(), idsOf(run));
    }

    private static String awaitOne(String run) {
        for (int i = 0; i < 600; i++) {
            List<Container> found = fixture.containersOf(run);
            if (found.size() == 1 && "running".equals(found.getFirst().getState())) {
                return found.getFirst().getId();
            }
            pause(50);
        }
        throw new AssertionError("none came up");
    }

    private static List<String> idsOf(String run) {
        return fixture.containersOf(run).stream().map(Container::getId).toList();
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
