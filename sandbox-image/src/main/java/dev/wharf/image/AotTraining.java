package dev.wharf.image;

import dev.wharf.wire.ClassesMessage;
import dev.wharf.wire.CodeMessage;
import dev.wharf.wire.Frame;
import dev.wharf.wire.FrameReader;
import dev.wharf.wire.FrameType;
import dev.wharf.wire.FrameWriter;
import dev.wharf.wire.Protocol;
import dev.wharf.wire.SourcesMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * Trains the AOT cache of an image on this machine: starts the image's own Java home with the image's own options, lets it
 * do the work that it will do, then writes the cache from what was recorded (JEP 483, JEP 514, JEP 515). Two steps, because
 * the one-step form starts a process by a helper that the image does not have.
 */
final class AotTraining {

    private static final String CLASS = "TrainingMigration";
    private static final String SOURCE = "/dev/wharf/image/TrainingMigration.java.txt";
    private static final String HEAP = "-Xmx320m";
    private static final int BATCHES = 8;
    private static final int ROWS = 500;
    private static final int COMPILATIONS = 4;
    private static final long SECONDS = 120;
    private static final long ROW_MILLIS = 10_000;

    private final ImageRole role;
    private final ImageTree tree;
    private final Path configuration;
    private final Path stderr;

    private AotTraining(ImageRole role, ImageTree tree) {
        this.role = role;
        this.tree = tree;
        this.configuration = tree.app().resolveSibling(role.id() + ".aotconf");
        this.stderr = tree.app().resolveSibling(role.id() + ".stderr");
    }

    /** Leaves the cache at its place in the tree. */
    static void run(ImageRole role, ImageTree tree) {
        AotTraining training = new AotTraining(role, tree);
        try {
            training.record();
            training.create();
            training.prove();
        } catch (IOException | RuntimeException e) {
            throw new IllegalStateException(
                    "the AOT cache of the " + role.id() + " could not be trained: " + e.getMessage() + "\n" + training.said(),
                    e);
        } finally {
            ImageTree.delete(training.configuration);
            ImageTree.delete(training.stderr);
        }
    }

    /** What the JVM wrote to stderr; it warns of classes that no cache can hold, so it is shown only with a failure. */
    private String said() {
        try {
            return Files.exists(stderr) ? Files.readString(stderr) : "";
        } catch (IOException e) {
            return "";
        }
    }

    private void record() throws IOException {
        Process process = start(List.of("-XX:AOTMode=record", "-XX:AOTConfiguration=" + configuration));
        talk(process);
        if (!Files.exists(configuration)) {
            throw new IllegalStateException("the " + role.id() + " recorded nothing for its AOT cache");
        }
    }

    private void create() {
        List<String> command = new ArrayList<>(List.of(tree.java().toString()));
        command.addAll(role.jvmOptions());
        command.addAll(List.of(
                HEAP,
                "-XX:AOTMode=create",
                "-XX:AOTConfiguration=" + configuration,
                "-XX:AOTCache=" + tree.aotCache()));
        command.addAll(role.program());
        Tool.run(command, tree.app());
    }

    /** A cache that does not fit is only warned of at the start, so it is tried here in the mode that insists. */
    private void prove() throws IOException {
        talk(start(List.of("-XX:AOTMode=on", "-XX:AOTCache=" + tree.aotCache())));
    }

    private Process start(List<String> options) throws IOException {
        List<String> command = new ArrayList<>(List.of(tree.java().toString()));
        command.addAll(role.jvmOptions());
        command.add(HEAP);
        command.addAll(options);
        command.addAll(role.program());
        return new ProcessBuilder(command).directory(tree.app().toFile()).redirectError(stderr.toFile()).start();
    }

    private void talk(Process process) throws IOException {
        boolean ended = false;
        try (var in = process.getInputStream();
                var out = process.getOutputStream()) {
            FrameReader frames = new FrameReader(in);
            FrameWriter writer = new FrameWriter(out);
            switch (role) {
                case RUNNER -> {
                    greet(frames, writer, Protocol.Role.RUNNER);
                    moveRows(frames, writer);
                }
                case COMPILER -> {
                    greet(frames, writer, Protocol.Role.COMPILER);
                    compile(frames, writer);
                }
            }
            out.close();
            ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
        if (!ended) {
            throw new IllegalStateException("the " + role.id() + " did not end after its work");
        }
    }

    private static void greet(FrameReader frames, FrameWriter writer, Protocol.Role role) throws IOException {
        writer.write(FrameType.HELLO, Protocol.hello(role));
        Protocol.checkHello(next(frames, FrameType.HELLO), role);
    }

    private void moveRows(FrameReader frames, FrameWriter writer) throws IOException {
        CodeMessage code =
                new CodeMessage(CLASS, classes(), TrainingRows.COLUMNS, TrainingRows.TABLES, ROW_MILLIS);
        writer.write(FrameType.CODE, code.toPayload());
        next(frames, FrameType.READY);
        for (int batch = 0; batch < BATCHES; batch++) {
            writer.write(FrameType.BATCH, TrainingRows.batch(batch, ROWS));
            Frame rows = next(frames, FrameType.ROWS);
            while (rows.payload()[4] == 0) {
                rows = next(frames, FrameType.ROWS);
            }
        }
        writer.write(FrameType.END, new byte[0]);
        next(frames, FrameType.DONE);
    }

    private static void compile(FrameReader frames, FrameWriter writer) throws IOException {
        next(frames, FrameType.READY);
        String wrong = source().replace("Integer number", "Nothing number");
        for (int request = 0; request < COMPILATIONS; request++) {
            String text = request == 1 ? wrong : source();
            writer.write(
                    FrameType.SOURCES, new SourcesMessage(request, Map.of(CLASS + ".java", text)).toPayload());
            ClassesMessage answer = ClassesMessage.read(next(frames, FrameType.CLASSES).reader());
            if (answer.problems().isEmpty() != (request != 1)) {
                throw new IllegalStateException("the compiler answered " + answer.problems());
            }
        }
        writer.write(FrameType.END, new byte[0]);
        next(frames, FrameType.DONE);
    }

    private static Frame next(FrameReader frames, FrameType expected) throws IOException {
        @Nullable Frame frame = frames.next();
        if (frame == null || frame.type() != expected) {
            String came = frame == null ? "the end" : describe(frame);
            throw new IllegalStateException("in training came " + came + ", not " + expected);
        }
        return frame;
    }

    private static String describe(Frame frame) {
        return frame.type() + " " + new String(frame.payload(), 0, frame.length(), StandardCharsets.UTF_8);
    }

    /** The training class, compiled here against the classes of the jar. */
    private Map<String, byte[]> classes() throws IOException {
        Path folder = Files.createTempDirectory("wharf-training");
        try {
            Path file = Files.writeString(folder.resolve(CLASS + ".java"), source());
            int code = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK is needed")
                    .run(
                            null,
                            null,
                            null,
                            "-proc:none",
                            "-cp",
                            tree.jar().toString(),
                            "-d",
                            folder.toString(),
                            file.toString());
            if (code != 0) {
                throw new IllegalStateException("the training class does not compile");
            }
            Map<String, byte[]> classes = new TreeMap<>();
            try (Stream<Path> files = Files.list(folder)) {
                for (Path path : files.filter(f -> f.toString().endsWith(".class")).toList()) {
                    String name = path.getFileName().toString();
                    classes.put(name.substring(0, name.length() - ".class".length()), Files.readAllBytes(path));
                }
            }
            return classes;
        } finally {
            ImageTree.delete(folder);
        }
    }

    private static String source() throws IOException {
        try (InputStream in = Objects.requireNonNull(AotTraining.class.getResourceAsStream(SOURCE), SOURCE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
