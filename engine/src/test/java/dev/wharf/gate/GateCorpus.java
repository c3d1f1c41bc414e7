package dev.wharf.gate;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Reads the corpus under {@code src/test/resources/gate}, whose README gives the format, and compiles its Java. What was
 * read or compiled once is kept for the JVM's life.
 */
public final class GateCorpus {

    public static final Path ROOT = Path.of("src/test/resources/gate");

    private static final Pattern CHARACTER = Pattern.compile("«U\\+([0-9A-F]{4,6})»");
    private static final Pattern REPEAT = Pattern.compile("REPEAT\\((.*?),(\\d+)\\)");

    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

    /** Opened once: it reads the platform's classes from the same open files for every case. */
    private static final StandardJavaFileManager PLATFORM = COMPILER.getStandardFileManager(null, null, null);

    private static final Map<String, List<Case>> CASES = new ConcurrentHashMap<>();
    private static final Map<String, Compiled> COMPILED = new ConcurrentHashMap<>();
    private static final Map<String, Map<String, byte[]>> KEPT = new ConcurrentHashMap<>();

    private GateCorpus() {}

    /** One case: where it stands, its name, the words of its verdict, its text. */
    public record Case(String file, String name, List<String> verdicts, String text) {}

    public static List<Case> cases(String folder) {
        return CASES.computeIfAbsent(folder, GateCorpus::readCases);
    }

    private static List<Case> readCases(String folder) {
        List<Case> cases = new ArrayList<>();
        for (Path file : files(folder, ".cases")) {
            for (String block : read(file).split("(?m)^=== ")) {
                if (!block.isBlank()) {
                    int end = block.indexOf('\n');
                    String[] head = block.substring(0, end).split("\\|");
                    cases.add(new Case(
                            file.getFileName().toString(),
                            head[0].trim(),
                            List.of(head[1].trim().split("\\s+")),
                            expand(block.substring(end + 1).stripTrailing())));
                }
            }
        }
        return List.copyOf(cases);
    }

    public static List<Path> files(String folder, String ending) {
        try (Stream<Path> all = Files.walk(ROOT.resolve(folder))) {
            return all.filter(p -> p.toString().endsWith(ending)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String expand(String text) {
        String characters = CHARACTER.matcher(text)
                .replaceAll(m -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(m.group(1), 16))));
        return REPEAT.matcher(characters)
                .replaceAll(m -> Matcher.quoteReplacement(m.group(1).repeat(Integer.parseInt(m.group(2)))));
    }

    /** A whole source, made of a case's body where that is all it gives. */
    public static String source(Case example, String className) {
        if (example.text().contains("class " + className)) {
            return example.text();
        }
        List<String> imports = new ArrayList<>();
        List<String> body = new ArrayList<>();
        List<String> members = new ArrayList<>();
        List<String> into = body;
        for (String line : example.text().split("\n")) {
            if (line.equals("members:")) {
                into = members;
            } else if (line.startsWith("import ")) {
                imports.add(line);
            } else {
                into.add(line);
            }
        }
        return """
                import dev.wharf.migration.Json;
                import dev.wharf.migration.RowMigration;
                import dev.wharf.migration.SourceRow;
                import dev.wharf.migration.TargetRow;
                import dev.wharf.migration.TargetRows;
                %s

                public class %s implements RowMigration {
                    public void migrate(SourceRow source, TargetRows target) {
                %s
                    }
                %s
                }
                """
                .formatted(String.join("\n", imports), className, String.join("\n", body), String.join("\n", members));
    }

    /** The classes, or what the compiler said. */
    public sealed interface Compiled {

        record Classes(Map<String, byte[]> classes) implements Compiled {}

        record Errors(String text) implements Compiled {}
    }

    public static Compiled compile(String className, String text) {
        return COMPILED.computeIfAbsent(className + "\n" + text, key -> compileAnew(className, text));
    }

    /** As {@link #compile}, with what earlier runs of the JVM compiled kept in a folder. */
    static Map<String, byte[]> classes(Path kept, String className, String text) {
        return KEPT.computeIfAbsent(className + "\n" + text, key -> readKept(kept, className, text));
    }

    private static Map<String, byte[]> readKept(Path kept, String className, String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest((className + "\n" + text).getBytes(StandardCharsets.UTF_8));
            Path file = kept.resolve(HexFormat.of().formatHex(hash));
            if (!Files.exists(file)) {
                if (!(compileAnew(className, text) instanceof Compiled.Classes(Map<String, byte[]> classes))) {
                    throw new IllegalStateException("the case does not compile: " + text);
                }
                Files.createDirectories(kept);
                Path half = Files.createTempFile(kept, "half", "");
                try (ObjectOutputStream out = new ObjectOutputStream(Files.newOutputStream(half))) {
                    out.writeObject(new TreeMap<>(classes));
                }
                Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
            }
            try (ObjectInputStream in = new ObjectInputStream(Files.newInputStream(file))) {
                @SuppressWarnings("unchecked") // written above
                Map<String, byte[]> classes = (Map<String, byte[]>) in.readObject();
                return classes;
            }
        } catch (IOException | ReflectiveOperationException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As {@link #compile}, for a text that nobody will ask for again. */
    public static Compiled compileAnew(String className, String text) {
        StringWriter errors = new StringWriter();
        Map<String, ByteArrayOutputStream> written = new TreeMap<>();
        JavaFileManager files = new InMemory(PLATFORM, written);
        boolean compiled = COMPILER.getTask(
                        errors,
                        files,
                        null,
                        List.of("-proc:none", "-Xlint:none", "-implicit:none"),
                        null,
                        List.of(new Text(className, text)))
                .call();
        Map<String, byte[]> classes = new TreeMap<>();
        written.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
        return compiled ? new Compiled.Classes(classes) : new Compiled.Errors(errors.toString());
    }

    private static final class Text extends SimpleJavaFileObject {

        private final String text;

        Text(String className, String text) {
            super(URI.create("mem:///" + className + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class InMemory extends ForwardingJavaFileManager<StandardJavaFileManager> {

        private final Map<String, ByteArrayOutputStream> written;

        InMemory(StandardJavaFileManager files, Map<String, ByteArrayOutputStream> written) {
            super(files);
            this.written = written;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            written.put(name, bytes);
            return new SimpleJavaFileObject(URI.create("mem:///" + name + ".class"), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return bytes;
                }
            };
        }
    }
}
