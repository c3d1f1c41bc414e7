package dev.wharf.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarInputStream;
import java.util.stream.Collectors;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Looks into the archives that the build has just made, before any test ran. */
class ImageContentTest {

    private static final Path IMAGES = Path.of("target", "images");

    @ParameterizedTest
    @EnumSource(ImageRole.class)
    void an_image_has_java_the_c_library_and_our_jar_and_nothing_to_start(ImageRole role) throws IOException {
        Map<String, Integer> modes = layers(role);
        List<String> executable = modes.entrySet().stream()
                .filter(e -> !e.getKey().endsWith("/") && (e.getValue() & 0111) != 0 && !e.getKey().contains(".so"))
                .map(Map.Entry::getKey)
                .toList();
        assertEquals(List.of("jre/bin/java"), executable);
        Set<String> tops = modes.keySet().stream()
                .map(name -> name.substring(0, name.indexOf('/')))
                .collect(Collectors.toCollection(TreeSet::new));
        tops.removeAll(Set.of("lib", "lib64", "usr"));
        assertEquals(Set.of("app", "jre"), tops);
        assertTrue(modes.keySet().containsAll(Set.of("app/app.jar", "app/app.aot")));
        assertTrue(modes.keySet().stream().anyMatch(name -> name.contains("/ld-linux")));
    }

    @ParameterizedTest
    @EnumSource(ImageRole.class)
    void nothing_in_an_image_may_be_written_by_anyone(ImageRole role) throws IOException {
        layers(role).forEach((name, mode) -> assertEquals(0, mode & 0222, name));
    }

    @Test
    void the_runners_jar_holds_neither_the_build_nor_the_compiler() throws IOException {
        Set<String> packages = new TreeSet<>();
        try (var jar = new JarInputStream(new ByteArrayInputStream(file(ImageRole.RUNNER, "app/app.jar")))) {
            for (var entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
                int slash = entry.getName().lastIndexOf('/');
                packages.add(slash < 0 ? entry.getName() : entry.getName().substring(0, slash));
            }
        }
        assertEquals(Set.of("module-info.class", "dev/wharf/migration", "dev/wharf/runner", "dev/wharf/wire"), packages);
    }

    @Test
    void the_runner_is_a_module_that_shows_the_migration_api_alone() {
        byte[] info = AppJar.classesOf(ImageRole.RUNNER).get("module-info.class");
        ModuleDescriptor module = ModuleDescriptor.read(ByteBuffer.wrap(info));
        assertEquals("dev.wharf.runner", module.name());
        assertEquals(List.of("dev.wharf.migration"), module.exports().stream().map(ModuleDescriptor.Exports::source).toList());
        assertEquals(Set.of(), module.opens());
        assertEquals(List.of("java.base"), module.requires().stream().map(ModuleDescriptor.Requires::name).toList());
    }

    /** What its user may start and not read has no memory file and no core dump. */
    @ParameterizedTest
    @EnumSource(ImageRole.class)
    void java_may_be_started_and_not_read(ImageRole role) throws IOException {
        assertEquals(0111, layers(role).get("jre/bin/java") & 0777);
    }

    @Test
    void the_record_names_the_archives_as_they_are() throws IOException {
        String record = Files.readString(IMAGES.resolve("images.json"));
        for (ImageRole role : ImageRole.values()) {
            for (Map.Entry<String, byte[]> file : files(IMAGES.resolve(role.id() + ".tar")).entrySet()) {
                String digest = Sha256.of(file.getValue());
                if (!file.getKey().equals("manifest.json")) {
                    assertTrue(record.contains(digest), file.getKey());
                    assertTrue(file.getKey().startsWith(digest.substring("sha256:".length())), file.getKey());
                }
            }
        }
    }

    @Test
    void the_same_files_give_the_same_layer(@TempDir Path folder) throws IOException {
        Path first = Files.createDirectories(folder.resolve("first/a/b"));
        Files.writeString(first.resolve("x"), "x");
        Path second = Files.createDirectories(folder.resolve("second/a/b"));
        Files.writeString(second.resolve("x"), "x");
        Files.setLastModifiedTime(second.resolve("x"), java.nio.file.attribute.FileTime.fromMillis(0));
        assertEquals(
                Layer.of(folder.resolve("first"), folder.resolve("1.tar")).diffId(),
                Layer.of(folder.resolve("second"), folder.resolve("2.tar")).diffId());
        Files.writeString(second.resolve("x"), "y");
        assertFalse(Layer.of(folder.resolve("first"), folder.resolve("1.tar"))
                .diffId()
                .equals(Layer.of(folder.resolve("second"), folder.resolve("2.tar")).diffId()));
    }

    @Test
    void jars_of_the_same_classes_are_the_same(@TempDir Path folder) {
        var classes = AppJar.classesOf(ImageRole.RUNNER);
        AppJar.write(classes, folder.resolve("1.jar"));
        AppJar.write(classes, folder.resolve("2.jar"));
        assertEquals(Sha256.of(folder.resolve("1.jar")), Sha256.of(folder.resolve("2.jar")));
    }

    /** Path in the image → rights. */
    private static Map<String, Integer> layers(ImageRole role) throws IOException {
        Map<String, Integer> modes = new TreeMap<>();
        for (byte[] layer : layerTars(role)) {
            try (var tar = new TarArchiveInputStream(new ByteArrayInputStream(layer))) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    modes.put(entry.getName(), entry.getMode());
                }
            }
        }
        return modes;
    }

    private static byte[] file(ImageRole role, String path) throws IOException {
        for (byte[] layer : layerTars(role)) {
            try (var tar = new TarArchiveInputStream(new ByteArrayInputStream(layer))) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    if (entry.getName().equals(path)) {
                        return tar.readAllBytes();
                    }
                }
            }
        }
        throw new AssertionError("no " + path);
    }

    private static List<byte[]> layerTars(ImageRole role) throws IOException {
        List<byte[]> layers = new ArrayList<>();
        files(IMAGES.resolve(role.id() + ".tar")).forEach((name, bytes) -> {
            if (name.endsWith("/layer.tar")) {
                layers.add(bytes);
            }
        });
        assertEquals(2, layers.size());
        return layers;
    }

    private static Map<String, byte[]> files(Path archive) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (var tar = new TarArchiveInputStream(Files.newInputStream(archive))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                files.put(entry.getName(), tar.readAllBytes());
            }
        }
        assertTrue(new String(files.get("manifest.json"), StandardCharsets.UTF_8).startsWith("[{\"Config\":"));
        return files;
    }
}
