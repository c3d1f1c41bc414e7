package dev.wharf.image;

import dev.wharf.migration.Json;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * Builds the two images into a folder: {@code runner.tar}, {@code compiler.tar} and {@code images.json}, which records
 * their ids. An image whose inputs did not change is left as it is.
 *
 * <p>Arguments: the folder of the images, a folder to work in. With {@code --tree} before them the images' files are only
 * laid out under the first folder, for the Dockerfile.
 */
public final class ImageBuild {

    private static final String RECORD = "images.json";

    private final Path images;
    private final Path work;
    private final Path jdk = Path.of(System.getProperty("java.home"));
    private final PrintStream out;

    private ImageBuild(Path images, Path work, PrintStream out) {
        this.images = images;
        this.work = work;
        this.out = out;
    }

    public static void main(String[] arguments) throws IOException {
        if (arguments.length == 2 && arguments[0].equals("--tree")) {
            for (ImageRole role : ImageRole.values()) {
                ImageTree tree = new ImageTree(Path.of(arguments[1], role.id()));
                layOut(role, tree, Path.of(System.getProperty("java.home")));
                // the Dockerfile starts Java with this file, so that the options stand in one place
                List<String> entrypoint = BuiltImage.entrypoint(role);
                Files.write(tree.jar().resolveSibling("options"), entrypoint.subList(1, entrypoint.size()));
            }
            return;
        }
        if (arguments.length != 2) {
            throw new IllegalArgumentException("usage: ImageBuild IMAGES WORK, or ImageBuild --tree FOLDER");
        }
        new ImageBuild(Path.of(arguments[0]), Path.of(arguments[1]), System.out).run();
    }

    private void run() throws IOException {
        Files.createDirectories(images);
        List<Json.Raw> entries = new ArrayList<>();
        for (ImageRole role : ImageRole.values()) {
            String inputs = inputsOf(role);
            if (!isUpToDate(role, inputs)) {
                Files.deleteIfExists(entryOf(role));
                long started = System.nanoTime();
                BuiltImage image = build(role, inputs);
                writeWhole(entryOf(role), Json.of(image.toRecord()));
                out.printf(
                        "images: %s %s, %d MB, in %.1f s%n",
                        image.tag(),
                        image.configDigest(),
                        Files.size(images.resolve(image.archive())) >> 20,
                        (System.nanoTime() - started) / 1e9);
            }
            entries.add(new Json.Raw(Files.readString(entryOf(role))));
        }
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("format", 1);
        record.put("images", entries);
        writeWhole(images.resolve(RECORD), Json.of(record));
    }

    private Path entryOf(ImageRole role) {
        return images.resolve(role.id() + ".json");
    }

    /** Never leaves half a file behind. */
    private static void writeWhole(Path file, String text) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(unfinished, text);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private BuiltImage build(ImageRole role, String inputs) throws IOException {
        Path folder = work.resolve(role.id());
        ImageTree.delete(folder);
        ImageTree tree = new ImageTree(folder);
        layOut(role, tree, jdk);
        List<Layer> layers = List.of(
                Layer.of(tree.system(), folder.resolve("system.tar")), Layer.of(tree.app(), folder.resolve("app.tar")));
        BuiltImage image = BuiltImage.write(role, layers, inputs, architecture(), images);
        ImageTree.delete(folder);
        return image;
    }

    private static void layOut(ImageRole role, ImageTree tree, Path jdk) {
        tree.layOutSystem(role, jdk);
        tree.layOutApp(AppJar.classesOf(role));
        AotTraining.run(role, tree);
        ImageTree.setTimes(tree.app());
    }

    /** Everything that decides what is in an image: the JDK, the C library, our classes, this build itself. */
    private String inputsOf(ImageRole role) throws IOException {
        Sha256 hash = new Sha256().add(role.id()).add(architecture());
        hash.add(Files.readAllBytes(jdk.resolve("release")));
        hash.add(Long.toString(Files.size(jdk.resolve("lib/modules"))));
        List<Path> binaries = List.of(jdk.resolve("bin/java"), jdk.resolve("lib/server/libjvm.so"));
        for (Path library : NativeLibraries.neededBy(jdk, binaries)) {
            hash.add(library.toString()).add(Sha256.of(library));
        }
        SortedMap<String, byte[]> classes = AppJar.classesOf(role);
        classes.forEach((name, bytes) -> hash.add(name).add(bytes));
        try (Stream<Path> own = Files.walk(AppJar.locationOf(ImageBuild.class))) {
            for (Path file : own.filter(f -> f.toString().contains("dev/wharf/image/"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList()) {
                hash.add(file.getFileName().toString()).add(Files.readAllBytes(file));
            }
        }
        return hash.value();
    }

    /** A look at the entry's text is enough: it was written by this class, and only after the archive was. */
    private boolean isUpToDate(ImageRole role, String inputs) throws IOException {
        return Files.exists(entryOf(role))
                && Files.exists(images.resolve(role.id() + ".tar"))
                && Files.readString(entryOf(role)).contains(inputs);
    }

    /** The processor as the image format names it. */
    private static String architecture() {
        String arch = System.getProperty("os.arch");
        return switch (arch) {
            case "amd64", "x86_64" -> "amd64";
            case "aarch64", "arm64" -> "arm64";
            default -> throw new IllegalStateException("no sandbox image can be built on the processor " + arch);
        };
    }
}
