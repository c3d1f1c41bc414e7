package dev.wharf.sandbox.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.HostConfig;
import dev.wharf.sandbox.SandboxSettings;
import dev.wharf.sandbox.TransformedChunk;
import dev.wharf.wire.Protocol.Role;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the container alone stops: the classes here reach it without any gate before it. */
class WallTest {

    private static SandboxFixture fixture;

    @BeforeAll
    static void open() {
        fixture = new SandboxFixture();
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "new java.net.Socket(\"127.0.0.1\", 80).close();",
                "new java.net.ServerSocket(0).close();",
                "new java.net.DatagramSocket().close();",
                "java.nio.channels.SocketChannel.open(java.net.StandardProtocolFamily.UNIX).close();"
            })
    void no_socket_of_any_kind_opens(String code) throws Exception {
        String reason = fixture.rejection(code + " target.skip(\"opened\");");
        assertTrue(reason.contains("Operation not permitted"), reason);
    }

    @Test
    void no_name_is_resolved() throws Exception {
        String reason = fixture.rejection("target.skip(java.net.InetAddress.getByName(\"example.com\").toString());");
        assertTrue(reason.contains("UnknownHostException"), reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POSIX_SPAWN", "FORK", "VFORK"})
    void no_process_starts_by_any_mechanism(String mechanism) throws Exception {
        String reason = fixture.rejection("""
                Properties pinned = System.getProperties();
                Properties own = new Properties();
                pinned.forEach(own::put);
                own.put("jdk.lang.Process.launchMechanism", "%s");
                System.setProperties(own);
                try {
                    new ProcessBuilder("/jre/bin/java", "-version").start();
                } finally {
                    System.setProperties(pinned);
                }
                target.skip("started");
                """.formatted(mechanism));
        assertTrue(reason.contains("java.io.IOException") || reason.contains("java.lang.Error"), reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/x", "/tmp/x", "/app/x", "/app/app.jar", "/dev/shm/x", "/etc/x", "/jre/x"})
    void nothing_can_be_written(String path) throws Exception {
        String reason = fixture.rejection("java.nio.file.Files.writeString(java.nio.file.Path.of(\"" + path
                + "\"), \"x\"); target.skip(\"written\");");
        assertTrue(
                reason.contains("Read-only file system") || reason.contains("NoSuchFile") || reason.contains("AccessDenied"),
                reason);
    }

    @Test
    void the_environment_says_nothing() throws Exception {
        String reason = fixture.rejection("target.reject(new TreeSet<>(System.getenv().keySet()).toString());");
        assertEquals("[HOME, HOSTNAME, PATH]", reason);
    }

    @Test
    void it_is_no_root_and_sees_no_other_process() throws Exception {
        String reason = fixture.rejection("""
                StringBuilder out = new StringBuilder();
                for (String line : java.nio.file.Files.readAllLines(java.nio.file.Path.of("/proc/self/status"))) {
                    if (line.startsWith("Uid:") || line.startsWith("CapEff:") || line.startsWith("CapBnd:")
                            || line.startsWith("NoNewPrivs:") || line.startsWith("Seccomp:")) {
                        out.append(line.replaceAll("\\\\s+", " ")).append(';');
                    }
                }
                out.append(ProcessHandle.current().pid());
                target.reject(out.toString());
                """);
        assertEquals(
                "Uid: 1000 1000 1000 1000;CapEff: 0000000000000000;CapBnd: 0000000000000000;NoNewPrivs: 1;Seccomp: 2;1", reason);
    }

    @Test
    void native_code_cannot_be_called() throws Exception {
        String reason = fixture.rejection("""
                var linker = java.lang.foreign.Linker.nativeLinker();
                linker.downcallHandle(java.lang.foreign.MemorySegment.ofAddress(1),
                        java.lang.foreign.FunctionDescriptor.ofVoid());
                target.skip("linked");
                """);
        assertTrue(reason.contains("IllegalCallerException"), reason);
    }

    @Test
    void what_it_prints_does_not_reach_the_frames() throws Exception {
        assertFalse(
                fixture.outcome("System.out.println(\"x\".repeat(100_000)); System.err.println(\"y\".repeat(100_000));"
                                + " target.skip(\"printed\");")
                        instanceof TransformedChunk.Record.Reject);
    }

    @Test
    void a_container_with_a_mount_or_without_the_profile_is_not_accepted() {
        assertBreach("bind mount", host -> host.withBinds(Bind.parse("/tmp:/tmp:rw")));
        assertBreach("seccomp", host -> host.withSecurityOpts(List.of("no-new-privileges")));
        assertBreach("no-new-privileges", host -> host.withSecurityOpts(
                host.getSecurityOpts().stream().filter(option -> option.startsWith("seccomp")).toList()));
        assertBreach("network", host -> host.withNetworkMode("host"));
        assertBreach("pid namespace", host -> host.withPidMode("host"));
        assertBreach("privileged", host -> host.withPrivileged(true));
        assertBreach("memory", host -> host.withMemorySwap(-1L));
    }

    @Test
    void a_container_with_other_options_than_the_engines_is_not_accepted() {
        List<String> command = List.of("-Xmx320m", "-Duser.language=tr", "dev.wharf.runner.Main");
        InspectContainerResponse found = inspectCreated("java", command.toArray(String[]::new));
        assertEquals(List.of(), Hardening.otherProgram(found, List.of("java"), command));
        assertEquals(
                List.of("command is " + command + ", not [-Xmx320m, dev.wharf.runner.Main]"),
                Hardening.otherProgram(found, List.of("java"), List.of("-Xmx320m", "dev.wharf.runner.Main")));
        assertEquals(1, Hardening.otherProgram(found, List.of("java", "-Xint"), command).size());
    }

    /** Created, looked at and removed; it never starts. */
    private static InspectContainerResponse inspectCreated(String entrypoint, String... command) {
        SandboxImage image = SandboxImage.readAll(DockerSandbox.imagesFolder()).get(Role.RUNNER);
        String imageId = new ImageStore(fixture.daemon).idOf(image);
        String id = fixture.daemon
                .call(client -> client.createContainerCmd(imageId)
                        .withName("wharf-program-" + SandboxFixture.newRun())
                        .withLabels(Map.of(Labels.ROLE, "runner", Labels.ENGINE, EngineId.current().toString()))
                        .withHostConfig(Hardening.hostConfig(SandboxSettings.DEFAULT))
                        .withEntrypoint(entrypoint)
                        .withCmd(command)
                        .exec())
                .getId();
        try {
            return fixture.inspect(id);
        } finally {
            Housekeeping.remove(fixture.daemon, id);
        }
    }

    private static void assertBreach(String expected, UnaryOperator<HostConfig> change) {
        SandboxImage image = SandboxImage.readAll(DockerSandbox.imagesFolder()).get(Role.RUNNER);
        String imageId = new ImageStore(fixture.daemon).idOf(image);
        String id = fixture.daemon
                .call(client -> client.createContainerCmd(imageId)
                        .withName("wharf-breach-" + SandboxFixture.newRun())
                        .withLabels(Map.of(Labels.ROLE, "runner", Labels.ENGINE, EngineId.current().toString()))
                        .withHostConfig(change.apply(Hardening.hostConfig(SandboxSettings.DEFAULT)))
                        .withUser(Hardening.USER)
                        .exec())
                .getId();
        try {
            InspectContainerResponse found = fixture.inspect(id);
            List<String> breaches = Hardening.breaches(found, SandboxSettings.DEFAULT, imageId);
            assertTrue(breaches.stream().anyMatch(breach -> breach.contains(expected)), expected + ": " + breaches);
        } finally {
            Housekeeping.remove(fixture.daemon, id);
        }
    }
}
