package dev.wharf.sandbox.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.dockerjava.api.command.InspectImageResponse;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.sandbox.DoctorCheck;
import dev.wharf.sandbox.SandboxSettings;
import dev.wharf.wire.Protocol.Role;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerRefusalTest {

    @Test
    void a_missing_socket_is_the_environments_fault_and_names_the_remedy(@TempDir Path folder) {
        DockerAddress address = new DockerAddress.Unix(folder.resolve("docker.sock"));
        try (DockerSandbox sandbox = new DockerSandbox(folder, SandboxSettings.DEFAULT, address)) {
            WharfException e = assertThrows(WharfException.class, sandbox::reap);
            assertEquals(Kind.ENVIRONMENT, e.kind());
            assertEquals("docker-unreachable", e.code());
            assertEquals(
                    "Docker cannot be reached at unix://" + folder + "/docker.sock: there is no socket " + folder + "/docker.sock",
                    e.text());
            assertTrue(e.next().contains("scripts/setup"), e.next());
        }
    }

    @Test
    void the_doctor_names_a_missing_socket_and_does_not_throw(@TempDir Path folder) {
        DockerAddress address = new DockerAddress.Unix(folder.resolve("docker.sock"));
        try (DockerSandbox sandbox = new DockerSandbox(folder, SandboxSettings.DEFAULT, address)) {
            List<DoctorCheck> checks = sandbox.doctor();
            assertEquals(List.of(false), checks.stream().map(DoctorCheck::ok).toList());
        }
    }

    @Test
    void a_folder_without_images_names_the_command_that_builds_them(@TempDir Path folder) {
        WharfException e = assertThrows(WharfException.class, () -> SandboxImage.readAll(folder));
        assertEquals("sandbox-images-missing", e.code());
        assertEquals(Kind.ENVIRONMENT, e.kind());
    }

    @Test
    void an_image_that_is_not_the_recorded_one_is_refused_with_both_ids() {
        SandboxImage real = SandboxImage.readAll(DockerSandbox.imagesFolder()).get(Role.RUNNER);
        String recorded = "sha256:" + "0".repeat(64);
        SandboxImage other = new SandboxImage(
                real.role(), real.tag(), real.archive(), recorded, List.of(recorded), real.entrypoint(), real.command(),
                real.inputs());
        try (DockerDaemon daemon = DockerDaemon.connect(DockerAddress.fromEnvironment(System.getenv()))) {
            ImageStore store = new ImageStore(daemon);
            store.idOf(real);
            WharfException e = assertThrows(WharfException.class, () -> store.idOf(other));
            assertEquals(Kind.ENVIRONMENT, e.kind());
            assertEquals("sandbox-image-mismatch", e.code());
            assertTrue(e.text().contains(recorded) && e.text().contains(real.configDigest()), e.text());
        }
    }

    @Test
    void a_store_that_names_images_by_manifest_is_judged_by_layers_and_program() {
        SandboxImage real = SandboxImage.readAll(DockerSandbox.imagesFolder()).get(Role.RUNNER);
        try (DockerDaemon daemon = DockerDaemon.connect(DockerAddress.fromEnvironment(System.getenv()))) {
            ImageStore store = new ImageStore(daemon);
            store.idOf(real);
            InspectImageResponse found = store.inspect(real).orElseThrow();
            SandboxImage byManifest = new SandboxImage(
                    real.role(), real.tag(), real.archive(), "sha256:manifest", real.layers(), real.entrypoint(), real.command(),
                    real.inputs());
            ImageStore.check(byManifest, found);
            SandboxImage otherProgram = new SandboxImage(
                    real.role(), real.tag(), real.archive(), "sha256:manifest", real.layers(), List.of("/bin/sh"), real.command(),
                    real.inputs());
            assertThrows(WharfException.class, () -> ImageStore.check(otherProgram, found));
        }
    }

    @Test
    void addresses_are_read_as_docker_writes_them() {
        assertEquals("unix:///var/run/docker.sock", DockerAddress.fromEnvironment(Map.of()).uri());
        assertEquals("unix:///a/b", DockerAddress.fromEnvironment(Map.of("DOCKER_HOST", "unix:///a/b")).uri());
        assertEquals("tcp://h:2375", DockerAddress.fromEnvironment(Map.of("DOCKER_HOST", "tcp://h")).uri());
        assertEquals("tcp://h:99", DockerAddress.fromEnvironment(Map.of("DOCKER_HOST", "tcp://h:99")).uri());
        for (String wrong : List.of("ssh://h", "x", "fd://", "unix://")) {
            WharfException e = assertThrows(
                    WharfException.class, () -> DockerAddress.fromEnvironment(Map.of("DOCKER_HOST", wrong)));
            assertEquals("docker-host", e.code());
        }
        assertThrows(
                WharfException.class,
                () -> DockerAddress.fromEnvironment(Map.of("DOCKER_HOST", "tcp://h:2376", "DOCKER_TLS_VERIFY", "1")));
    }
}
