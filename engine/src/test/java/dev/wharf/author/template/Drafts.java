package dev.wharf.author.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.author.Draft;
import dev.wharf.catalog.Dialect;
import dev.wharf.gate.BytecodePolicy;
import dev.wharf.gate.SourcePolicy;
import dev.wharf.gate.SqlGuard;
import dev.wharf.gate.TextRules;
import dev.wharf.migration.RowMigration;
import dev.wharf.plan.PlanFile;
import dev.wharf.plan.Step;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** What holds of every draft: it reads back, its classes compile, and people find its golden file unchanged. */
final class Drafts {

    private static final Path GOLDEN = Path.of("src/test/resources/author");

    private Drafts() {}

    static void assertSound(Dialect source, Draft draft) {
        String yaml = PlanFile.write(draft.plan());
        assertEquals(draft.plan(), PlanFile.read(yaml).orThrow(), yaml);
        for (Step step : draft.plan().steps()) {
            assertTrue(draft.files().containsKey(step.extract()), step.extract());
            String java = draft.files().get(step.transform());
            assertEquals(List.of(), SqlGuard.check(source, step.name(), step.extract(), draft.files().get(step.extract()), Set.of()));
            assertEquals(List.of(), TextRules.check(step.name(), step.transform(), java));
            assertEquals(List.of(), SourcePolicy.check(step.name(), step.transform(), step.className(), java), java);
            assertEquals(List.of(), BytecodePolicy.check(step.name(), step.transform(), step.className(),
                    Map.of(step.className(), compile(step.className(), java))), java);
        }
    }

    private static byte[] compile(String name, String source) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        JavaFileObject file = new SimpleJavaFileObject(URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignore) {
                return source;
            }
        };
        StringWriter problems = new StringWriter();
        try {
            Path output = Files.createTempDirectory("classes");
            boolean compiled = compiler.getTask(problems, null, null, List.of("-proc:none", "-implicit:none", "-Xlint:all", "-Werror",
                    "-d", output.toString(), "-cp", migrationApi()), null, List.of(file)).call();
            assertTrue(compiled, problems + "\n" + source);
            byte[] bytes = Files.readAllBytes(output.resolve(name + ".class"));
            Files.delete(output.resolve(name + ".class"));
            Files.delete(output);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Just what a class may see. */
    private static String migrationApi() throws IOException {
        try {
            return Path.of(RowMigration.class.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    /** Compares the draft with a golden file; with -Dgolden.write=true writes it instead. */
    static void assertGolden(String name, Draft draft) throws IOException {
        StringBuilder text = new StringBuilder("== plan.yaml\n").append(PlanFile.write(draft.plan()));
        new TreeMap<>(draft.files()).forEach((file, content) -> text.append("== ").append(file).append('\n').append(content));
        text.append("== notes\n");
        draft.notes().forEach(note -> text.append(note).append('\n'));
        Path golden = GOLDEN.resolve(name + ".txt");
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(GOLDEN);
            Files.writeString(golden, text);
        }
        assertEquals(Files.readString(golden), text.toString());
    }
}
