package dev.wharf.image;

import dev.wharf.migration.Json;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * One finished image.
 *
 * @param archive the docker-archive's file name
 * @param tag names the image by its content, so several checkouts can share one daemon
 * @param configDigest the image id as Docker's own store has it
 * @param inputs the hash of all that it was made from
 */
record BuiltImage(
        ImageRole role, String archive, String tag, String configDigest, List<String> layers, String inputs) {

    /** Writes the archive that {@code docker load} takes: the config, the layers, and a manifest that names them. */
    static BuiltImage write(ImageRole role, List<Layer> layers, String inputs, String architecture, Path folder) {
        List<String> diffIds = layers.stream().map(Layer::diffId).toList();
        byte[] config = config(role, diffIds, architecture).getBytes(StandardCharsets.UTF_8);
        String digest = Sha256.of(config);
        String tag = "wharf-" + role.id() + ":" + hex(digest).substring(0, 12);
        String archive = role.id() + ".tar";
        List<String> layerNames =
                diffIds.stream().map(id -> hex(id) + "/layer.tar").toList();
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("Config", hex(digest) + ".json");
        manifest.put("RepoTags", List.of(tag));
        manifest.put("Layers", layerNames);
        try (var out = new TarArchiveOutputStream(
                new BufferedOutputStream(Files.newOutputStream(folder.resolve(archive)), 1 << 16))) {
            put(out, hex(digest) + ".json", config);
            for (int i = 0; i < layers.size(); i++) {
                TarArchiveEntry entry = entry(layerNames.get(i), Files.size(layers.get(i).tar()));
                out.putArchiveEntry(entry);
                Files.copy(layers.get(i).tar(), out);
                out.closeArchiveEntry();
            }
            put(out, "manifest.json", Json.array(List.of(manifest)).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new BuiltImage(role, archive, tag, digest, diffIds, inputs);
    }

    /** The entry of the record file that the engine reads. */
    Map<String, Object> toRecord() {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("role", role.id());
        entry.put("tag", tag);
        entry.put("archive", archive);
        entry.put("config", configDigest);
        entry.put("layers", layers);
        entry.put("entrypoint", entrypoint(role));
        entry.put("command", role.program());
        entry.put("inputs", inputs);
        return entry;
    }

    /** The program and every option that no start may leave out; the heap and the main class come behind it. */
    static List<String> entrypoint(ImageRole role) {
        List<String> command = new ArrayList<>(List.of(ImageRole.JAVA));
        command.addAll(role.jvmOptions());
        command.add("-XX:AOTCache=" + ImageRole.AOT_CACHE);
        return List.copyOf(command);
    }

    private static String config(ImageRole role, List<String> diffIds, String architecture) {
        Map<String, Object> container = new LinkedHashMap<>();
        container.put("User", "1000:1000");
        container.put("Env", List.of());
        container.put("Entrypoint", entrypoint(role));
        container.put("Cmd", role.program());
        container.put("WorkingDir", "/");
        container.put("Labels", Map.of("dev.wharf.image", role.id()));
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("created", ImageTree.TIME.toString());
        config.put("architecture", architecture);
        config.put("os", "linux");
        config.put("config", container);
        config.put("rootfs", rootfs(diffIds));
        config.put("history", diffIds.stream().map(id -> historyEntry()).toList());
        return Json.of(config);
    }

    private static Map<String, Object> historyEntry() {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("created", ImageTree.TIME.toString());
        entry.put("created_by", "wharf");
        return entry;
    }

    private static Map<String, Object> rootfs(List<String> diffIds) {
        Map<String, Object> rootfs = new LinkedHashMap<>();
        rootfs.put("type", "layers");
        rootfs.put("diff_ids", diffIds);
        return rootfs;
    }

    private static void put(TarArchiveOutputStream out, String name, byte[] bytes) throws IOException {
        out.putArchiveEntry(entry(name, bytes.length));
        out.write(bytes);
        out.closeArchiveEntry();
    }

    private static TarArchiveEntry entry(String name, long size) {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setModTime(ImageTree.TIME.toEpochMilli());
        entry.setIds(0, 0);
        entry.setNames("", "");
        entry.setMode(0444);
        entry.setSize(size);
        return entry;
    }

    private static String hex(String digest) {
        return digest.substring("sha256:".length());
    }
}
