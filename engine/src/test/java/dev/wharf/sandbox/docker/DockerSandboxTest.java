package dev.wharf.sandbox.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.HostConfig;
import dev.wharf.failure.WharfException;
import dev.wharf.sandbox.Compilation;
import dev.wharf.sandbox.DoctorCheck;
import dev.wharf.sandbox.SandboxFailure;
import dev.wharf.sandbox.SandboxSettings;
import dev.wharf.sandbox.SourceFile;
import dev.wharf.sandbox.TransformSession;
import dev.wharf.sandbox.TransformedChunk;
import dev.wharf.wire.Protocol.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DockerSandboxTest {

    private static final String INSERT = "target.insert(\"t\").copy(\"id\", \"id\").set(\"note\", \"n\" + source.bigint(\"id\"));";

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
    void rows_go_through_a_started_container() throws Exception {
        try (TransformSession session = fixture.start(INSERT)) {
            TransformedChunk chunk = session.transform(SandboxFixture.ids(1, 2, 3)).get();
            assertEquals(3, chunk.records().size());
            assertInstanceOf(TransformedChunk.Record.Row.class, chunk.records().getLast());
            System.out.println("start to READY: " + session.startTime().toMillis() + " ms");
        }
    }

    @Test
    void every_limit_of_the_wall_stands_in_the_started_container() {
        String run = SandboxFixture.newRun();
        SandboxSettings settings =
                new SandboxSettings(400L << 20, 0.5, 48, Duration.ofMinutes(1), Duration.ofSeconds(5));
        try (TransformSession session = fixture.sandbox.start(fixture.spec(run, INSERT, settings))) {
            Container listed = fixture.containersOf(run).getFirst();
            assertTrue(listed.getNames()[0].startsWith("/wharf-runner-"), Arrays.toString(listed.getNames()));
            InspectContainerResponse found = fixture.inspect(listed.getId());
            assertEquals("runner", found.getConfig().getLabels().get("dev.wharf.role"));
            assertEquals(EngineId.current().toString(), found.getConfig().getLabels().get("dev.wharf.engine"));
            assertEquals("1000:1000", found.getConfig().getUser());
            assertEquals(List.of(), found.getMounts());
            HostConfig host = found.getHostConfig();
            assertEquals(400L << 20, host.getMemory());
            assertEquals(400L << 20, host.getMemorySwap());
            assertEquals(500_000_000L, host.getNanoCPUs());
            assertEquals(48L, host.getPidsLimit());
            assertEquals("none", host.getNetworkMode());
            assertEquals("none", host.getIpcMode());
            assertEquals("[ALL]", Arrays.toString(host.getCapDrop()));
            assertTrue(host.getReadonlyRootfs());
            assertFalse(host.getPrivileged());
            assertTrue(host.getSecurityOpts().contains("no-new-privileges"));
            assertTrue(host.getSecurityOpts().stream().anyMatch(option -> option.startsWith("seccomp={")));
            assertEquals(List.of(), Hardening.breaches(found, settings, found.getImageId()));
        }
    }

    @Test
    void a_closed_session_leaves_no_container() throws Exception {
        String run = SandboxFixture.newRun();
        try (TransformSession session = fixture.sandbox.start(fixture.spec(run, INSERT, SandboxSettings.DEFAULT))) {
            assertEquals(1, fixture.containersOf(run).size());
        }
        fixture.awaitNone(run, Duration.ofSeconds(10));
    }

    @Test
    void an_interrupted_thread_leaves_no_compiler_behind() {
        Set<String> before = fixture.compilers();
        DockerSandbox own = new DockerSandbox(DockerSandbox.imagesFolder(), SandboxSettings.DEFAULT);
        own.compile(List.of(TrialMigration.SOURCE));
        assertEquals(before.size() + 1, fixture.compilers().size());

        Thread.currentThread().interrupt();
        own.close();

        assertTrue(Thread.interrupted(), "the interrupt is still told");
        assertEquals(before, fixture.compilers());
    }

    @Test
    void a_class_that_takes_the_heap_ends_its_container_and_says_so() throws Exception {
        String bomb = "List<byte[]> kept = new ArrayList<>(); while (true) { kept.add(new byte[8 << 20]); }";
        try (TransformSession session = fixture.start(bomb)) {
            ExecutionException e = assertThrows(
                    ExecutionException.class, () -> session.transform(SandboxFixture.ids(1)).get());
            SandboxFailure failure = assertInstanceOf(SandboxFailure.class, e.getCause());
            assertEquals(SandboxFailure.Cause.DIED, failure.reason());
            assertTrue(failure.getMessage().contains("memory"), failure.getMessage());
        }
    }

    /** Nothing that the JVM counts is exhausted here, the sum of it is: the kernel has to say so. */
    @Test
    void a_container_killed_for_its_memory_is_named_as_such() throws Exception {
        SandboxSettings tiny = new SandboxSettings(40L << 20, 1, 64, Duration.ofMinutes(1), Duration.ofSeconds(30));
        String stacks = """
                byte[] heap = new byte[10 << 20];
                Arrays.fill(heap, (byte) 1);
                for (int i = 0; i < 45; i++) {
                    new Thread(() -> {
                        try { deep(0); } catch (StackOverflowError e) { }
                        try { Thread.sleep(60_000); } catch (InterruptedException e) { }
                    }).start();
                }
                Thread.sleep(20_000);
                target.skip("survived with " + heap.length);
                """;
        try (TransformSession session =
                fixture.sandbox.start(fixture.spec(SandboxFixture.newRun(), stacks, tiny))) {
            ExecutionException e = assertThrows(
                    ExecutionException.class, () -> session.transform(SandboxFixture.ids(1)).get());
            String message = e.getCause().getMessage();
            assertTrue(message.contains("it used more memory than its 40 MB"), message);
        }
    }

    @Test
    void a_container_killed_from_outside_fails_what_is_under_way() throws Exception {
        String run = SandboxFixture.newRun();
        String sleepy = "Thread.sleep(60_000);";
        try (TransformSession session = fixture.sandbox.start(fixture.spec(run, sleepy, SandboxSettings.DEFAULT))) {
            var answer = session.transform(SandboxFixture.ids(1));
            String id = fixture.containersOf(run).getFirst().getId();
            fixture.daemon.call(client -> client.killContainerCmd(id).exec());
            ExecutionException e = assertThrows(ExecutionException.class, answer::get);
            assertTrue(e.getCause().getMessage().contains("it was killed, exit code 137"), e.getCause().getMessage());
        }
    }

    @Test
    void what_does_not_compile_comes_back_with_its_place() {
        Compilation compiled = fixture.sandbox.compile(List.of(new SourceFile("T.java", "public class T { int x = \"\"; }")));
        Compilation.Problem problem = compiled.problems().getFirst();
        assertEquals("T.java", problem.file());
        assertEquals(1, problem.line());
    }

    @Test
    void a_warm_compiler_that_died_is_replaced() {
        SourceFile source = SandboxFixture.source(INSERT);
        assertTrue(fixture.sandbox.compile(List.of(source)).ok());
        List<Container> before = compilers();
        assertEquals(1, before.size());
        fixture.daemon.call(client -> client.killContainerCmd(before.getFirst().getId()).exec());
        assertTrue(fixture.sandbox.compile(List.of(source)).ok());
        assertTrue(compilers().stream().noneMatch(c -> c.getId().equals(before.getFirst().getId())
                && "running".equals(c.getState())));
    }

    @Test
    void a_compiler_that_is_expected_is_started_ahead_and_then_used() throws Exception {
        try (DockerSandbox sandbox = new DockerSandbox(DockerSandbox.imagesFolder(), SandboxSettings.DEFAULT)) {
            Set<String> others = ids(compilers());
            sandbox.expectCompile();
            Set<String> ahead = compilersBeside(others);
            for (int i = 0; i < 600 && ahead.isEmpty(); i++) {
                Thread.sleep(50);
                ahead = compilersBeside(others);
            }
            assertTrue(sandbox.compile(List.of(SandboxFixture.source(INSERT))).ok());
            sandbox.expectCompile();
            assertEquals(1, ahead.size());
            assertEquals(ahead, compilersBeside(others));
        }
    }

    @Test
    void a_sandbox_that_is_closed_while_a_compiler_comes_up_leaves_none() throws Exception {
        Set<String> others = ids(compilers());
        for (int i = 0; i < 4; i++) {
            try (DockerSandbox sandbox = new DockerSandbox(DockerSandbox.imagesFolder(), SandboxSettings.DEFAULT)) {
                sandbox.expectCompile();
                Thread.sleep(60L * i);
            }
        }
        assertEquals(Set.of(), compilersBeside(others));
    }

    @Test
    void a_daemon_that_is_not_there_is_told_of_by_the_compilation() {
        DockerAddress nobody = DockerAddress.fromEnvironment(Map.of("DOCKER_HOST", "unix:///nowhere/docker.sock"));
        try (DockerSandbox sandbox = new DockerSandbox(DockerSandbox.imagesFolder(), SandboxSettings.DEFAULT, nobody)) {
            sandbox.expectCompile();
            WharfException e = assertThrows(
                    WharfException.class, () -> sandbox.compile(List.of(SandboxFixture.source(INSERT))));
            assertEquals("docker-unreachable", e.code());
        }
    }

    @Test
    void an_image_that_was_pruned_meanwhile_is_loaded_again() throws Exception {
        String run = SandboxFixture.newRun();
        var images = SandboxImage.readAll(DockerSandbox.imagesFolder());
        try (Launcher launcher = new Launcher(fixture.daemon, images, Instant.EPOCH, Duration.ZERO)) {
            launcher.launch(Role.RUNNER, run, SandboxSettings.DEFAULT).kill();
            fixture.awaitNone(run, Duration.ofSeconds(10));
            String tag = images.get(Role.RUNNER).tag();
            fixture.daemon.call(client -> client.removeImageCmd(tag).withForce(true).exec());
            launcher.launch(Role.RUNNER, run, SandboxSettings.DEFAULT).kill();
        }
        fixture.awaitNone(run, Duration.ofSeconds(10));
    }

    @Test
    void the_doctor_finds_everything_here() {
        List<DoctorCheck> checks = fixture.sandbox.doctor();
        assertTrue(checks.stream().allMatch(DoctorCheck::ok), checks.toString());
        assertEquals("start", checks.getLast().name());
    }

    private static Set<String> ids(List<Container> containers) {
        return containers.stream().map(Container::getId).collect(Collectors.toSet());
    }

    private static Set<String> compilersBeside(Set<String> others) {
        Set<String> ids = ids(compilers());
        ids.removeAll(others);
        return ids;
    }

    private static List<Container> compilers() {
        return fixture.daemon.call(client -> client.listContainersCmd()
                .withLabelFilter(List.of(Labels.ROLE + "=compiler", Labels.ENGINE + "=" + EngineId.current()))
                .exec());
    }
}
