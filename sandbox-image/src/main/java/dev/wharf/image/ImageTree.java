package dev.wharf.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * The files of one image as they will lie in it, made in a folder: {@code system/} is the first layer (Java and the C
 * library), {@code app/} the second (our jar and its AOT cache). Every file bears one fixed time, because the JVM takes an
 * AOT cache only for a jar and a Java home of the very times it was trained with.
 */
final class ImageTree {

    static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

    /** Programs and helpers that nobody needs in the image; a way to start a process is best not there at all. */
    private static final List<String> UNNEEDED =
            List.of("bin/keytool", "lib/jexec", "lib/jspawnhelper", "lib/classlist", "lib/jrt-fs.jar", "legal", "release");

    private final Path system;
    private final Path app;

    ImageTree(Path folder) {
        this.system = folder.resolve("system");
        this.app = folder.resolve("app");
    }

    Path system() {
        return system;
    }

    Path app() {
        return app;
    }

    Path java() {
        return inside(system, ImageRole.JAVA);
    }

    Path jar() {
        return inside(app, ImageRole.JAR);
    }

    Path aotCache() {
        return inside(app, ImageRole.AOT_CACHE);
    }

    /** Links a Java home of the role's modules and lays the C library's files where its loader looks for them. */
    void layOutSystem(ImageRole role, Path jdk) {
        delete(system);
        create(system);
        Path home = system.resolve("jre");
        Path compressible = write(system.resolveSibling("compressible"), SetOrder.compressible());
        Tool.run(List.of(
                jdk.resolve("bin/jlink").toString(),
                "--add-modules", String.join(",", role.modules()),
                "--compress", "zip-9:filter=@" + compressible,
                "--strip-java-debug-attributes",
                "--no-header-files",
                "--no-man-pages",
                "--output", home.toString()));
        SetOrder.pin(home);
        UNNEEDED.forEach(name -> delete(home.resolve(name)));
        if (role == ImageRole.COMPILER) {
            delete(home.resolve("bin/javac"));
            delete(home.resolve("bin/serialver"));
        }
        for (Path library : NativeLibraries.neededBy(home, binaries(home))) {
            copy(library, inside(system, library.toString()));
        }
        setTimes(system);
    }

    void layOutApp(SortedMap<String, byte[]> classes) {
        delete(app);
        create(jar().getParent());
        AppJar.write(classes, jar());
        setTimes(app);
    }

    /** Everything executable or shared in a Java home: what ldd can tell about. */
    private static List<Path> binaries(Path home) {
        List<Path> binaries = new ArrayList<>(List.of(home.resolve("bin/java")));
        try (Stream<Path> files = Files.walk(home.resolve("lib"))) {
            files.filter(file -> file.toString().endsWith(".so")).sorted().forEach(binaries::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return binaries;
    }

    /** Gives every file and folder the one time and rights that nobody can write with. */
    static void setTimes(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    boolean executable = Files.isExecutable(file);
                    Files.setPosixFilePermissions(
                            file, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
                }
                Files.setLastModifiedTime(file, FileTime.from(TIME));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path path) {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void create(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path write(Path file, String text) {
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Follows links: under the name that a loader asks for there must be a file. */
    private static void copy(Path from, Path to) {
        create(to.getParent());
        try {
            Files.copy(from.toRealPath(), to, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path inside(Path root, String absolute) {
        return root.resolve(absolute.substring(1));
    }
}
