package dev.wharf.sandbox.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.dockerjava.api.exception.NotFoundException;
import dev.wharf.migration.Json;
import dev.wharf.wire.Protocol.Role;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Former images go once nobody uses them. The images here are empty ones with a label of their own. */
class ImageLeasesTest {

    private static SandboxFixture fixture;
    private static ImageLeases leases;

    private final String build = UUID.randomUUID().toString().substring(0, 8);
    private final String label = ImageLeases.LABEL + "=" + build;

    @BeforeAll
    static void open() {
        fixture = new SandboxFixture();
        leases = new ImageLeases(fixture.daemon);
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @Test
    void an_image_that_nobody_uses_is_removed_and_the_own_one_stays() throws Exception {
        String former = load("former");
        String own = load("own");
        assertEquals(1, leases.removeSuperseded(label, Set.of(own), Duration.ZERO));
        assertFalse(isThere(former));
        assertTrue(isThere(own));
        assertEquals(1, leases.removeSuperseded(label, Set.of(), Duration.ZERO));
    }

    @Test
    void an_image_that_was_tagged_lately_stays() throws Exception {
        String recent = load("recent");
        leases.hold(recent, "runner", EngineId.current());
        leases.release("runner", EngineId.current());
        assertEquals(0, leases.removeSuperseded(label, Set.of(), Duration.ofHours(1)));
        assertTrue(isThere(recent));
        assertEquals(1, leases.removeSuperseded(label, Set.of(), Duration.ZERO));
    }

    @Test
    void an_image_of_a_running_engine_stays_until_that_is_gone() throws Exception {
        String used = load("used");
        Process engine = new ProcessBuilder("sleep", "60").start();
        EngineId other = EngineId.of(engine.toHandle());
        leases.hold(used, "runner", other);
        assertEquals(0, leases.removeSuperseded(label, Set.of(), Duration.ZERO));
        assertTrue(isThere(used));
        engine.destroyForcibly().waitFor();
        assertEquals(1, leases.removeSuperseded(label, Set.of(), Duration.ZERO));
        assertFalse(isThere(used));
    }

    @Test
    void an_image_that_another_machines_engine_holds_stays() throws Exception {
        String used = load("foreign");
        EngineId foreign = new EngineId("elsewhere", 7, System.currentTimeMillis());
        leases.hold(used, "runner", foreign);
        assertEquals(0, leases.removeSuperseded(label, Set.of(), Duration.ZERO));
        leases.release("runner", foreign);
        assertEquals(1, leases.removeSuperseded(label, Set.of(), Duration.ZERO));
    }

    @Test
    void an_image_that_a_container_was_made_of_stays() throws Exception {
        String used = load("container");
        String id = fixture.daemon
                .call(client -> client.createContainerCmd(used)
                        .withName("wharf-idle-" + SandboxFixture.newRun())
                        .withCmd("none")
                        .withLabels(Map.of(Labels.ROLE, "runner", Labels.ENGINE, EngineId.current().toString()))
                        .exec())
                .getId();
        try {
            assertEquals(0, leases.removeSuperseded(label, Set.of(), Duration.ZERO));
            assertTrue(isThere(used));
        } finally {
            Housekeeping.remove(fixture.daemon, id);
        }
        assertEquals(1, leases.removeSuperseded(label, Set.of(), Duration.ZERO));
    }

    @Test
    void an_engine_holds_its_image_while_it_runs_and_lets_go_at_its_end() {
        Map<Role, SandboxImage> images = SandboxImage.readAll(DockerSandbox.imagesFolder());
        String lease = "wharf-used:" + ImageLeases.tag("runner", EngineId.current());
        try (Launcher launcher = new Launcher(fixture.daemon, images, Instant.EPOCH, Duration.ZERO)) {
            launcher.imageId(Role.RUNNER);
            assertTrue(isThere(lease));
        }
        assertFalse(isThere(lease));
    }

    private boolean isThere(String name) {
        try {
            fixture.daemon.call(client -> client.inspectImageCmd(name).exec());
            return true;
        } catch (NotFoundException e) {
            return false;
        }
    }

    /** Loads an image with one empty layer; gives its tag. */
    private String load(String name) throws IOException, NoSuchAlgorithmException {
        byte[] layer = tar(Map.of());
        String diffId = "sha256:" + sha256(layer);
        String tag = "wharf-lease-test:" + build + "-" + name;
        byte[] config = Json.of(Map.of(
                        "architecture", "amd64",
                        "os", "linux",
                        "config", Map.of("Labels", Map.of(ImageLeases.LABEL, build), "Cmd", List.of(name)),
                        "rootfs", Map.of("type", "layers", "diff_ids", List.of(diffId))))
                .getBytes(StandardCharsets.UTF_8);
        byte[] manifest = Json.array(List.of(Map.of(
                        "Config", sha256(config) + ".json", "RepoTags", List.of(tag), "Layers", List.of("layer.tar"))))
                .getBytes(StandardCharsets.UTF_8);
        byte[] archive = tar(Map.of(sha256(config) + ".json", config, "layer.tar", layer, "manifest.json", manifest));
        fixture.daemon.call(client -> client.loadImageCmd(new ByteArrayInputStream(archive)).exec());
        return tag;
    }

    private static byte[] tar(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream out = new TarArchiveOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
                entry.setSize(file.getValue().length);
                out.putArchiveEntry(entry);
                out.write(file.getValue());
                out.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
