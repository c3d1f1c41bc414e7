package dev.wharf.sandbox.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.sandbox.Compilation;
import dev.wharf.sandbox.SandboxFailure;
import dev.wharf.sandbox.SourceFile;
import dev.wharf.sandbox.TransformSpec;
import dev.wharf.sandbox.TransformedChunk;
import dev.wharf.wire.Limits;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The engine's end against the real compiler in a process of its own. */
@Timeout(60)
class CompilerSessionTest {

    private static final String HONEST =
            """
            import dev.wharf.migration.*;
            import java.util.regex.Pattern;

            public class Roles implements RowMigration {
                private static final Pattern DIGITS = Pattern.compile("\\\\d+");
                record Role(String name, int rank) {}
                sealed interface Kind permits Known, Unknown {}
                record Known(Role role) implements Kind {}
                record Unknown() implements Kind {}

                @Override
                public void migrate(SourceRow source, TargetRows target) {
                    String text = source.text("what");
                    Kind kind = text == null ? new Unknown() : new Known(new Role(text, text.length()));
                    switch (kind) {
                        case Known(Role(String name, int rank)) when DIGITS.matcher(name).matches() ->
                            target.insert("t").set("b", Json.object().put("rank", rank).toString());
                        case Known known -> target.insert("t").set("b", known.role().name());
                        case Unknown unknown -> target.skip("nothing");
                    }
                }
            }
            """;

    private static CompilerSession compiler;

    @BeforeAll
    static void open() {
        compiler = CompilerSession.open(ChildProcess.compiler("-Xss512k"));
    }

    @AfterAll
    static void close() {
        compiler.close();
    }

    @Test
    void what_it_compiles_runs() throws Exception {
        Compilation compilation = compile("Roles.java", HONEST);
        assertEquals(List.of(), compilation.problems());
        assertEquals(
                Set.of("Roles", "Roles$Role", "Roles$Kind", "Roles$Known", "Roles$Unknown"),
                compilation.classes().keySet());
        TransformSpec texts = Specs.texts();
        TransformSpec spec = new TransformSpec(
                null, "roles", "Roles", compilation.classes(), texts.columns(), texts.tables(), texts.settings());
        try (ProtocolSession session = ProtocolSession.open(ChildProcess.runner(), spec, System.nanoTime())) {
            TransformedChunk chunk =
                    session.transform(Specs.what("master", "12")).get(30, TimeUnit.SECONDS);
            TransformedChunk.Record.Row row =
                    assertInstanceOf(TransformedChunk.Record.Row.class, chunk.records().get(1));
            assertEquals("{\"rank\":2}", new String(chunk.bytes(), row.start() + 4, 10));
        }
    }

    @Test
    void the_same_source_gives_the_same_bytes() {
        Compilation first = compile("Roles.java", HONEST);
        Compilation second = compile("Roles.java", HONEST);
        first.classes().forEach((name, bytes) -> assertArrayEquals(bytes, second.classes().get(name)));
    }

    @Test
    void an_error_has_its_place() {
        Compilation compilation = compile("A.java", "public class A {\n    int a = \"text\";\n    int b = none;\n}\n");
        assertEquals(2, compilation.problems().size());
        Compilation.Problem problem = compilation.problems().getFirst();
        assertEquals("A.java", problem.file());
        assertEquals(2, problem.line());
        assertEquals(13, problem.column());
        assertEquals("incompatible types: java.lang.String cannot be converted to int", problem.message());
        assertTrue(compilation.classes().isEmpty());
    }

    @Test
    void nothing_but_java_base_and_the_api_can_be_named() {
        for (String name : List.of(
                "java.sql.Connection",
                "java.util.logging.Logger",
                "javax.tools.JavaCompiler",
                "com.sun.source.tree.Tree",
                "dev.wharf.compiler.Main",
                "dev.wharf.wire.Limits",
                "org.jspecify.annotations.Nullable")) {
            assertFalse(compile("A.java", "class A { " + name + " a; }").ok(), name);
        }
        assertTrue(compile("A.java", "class A { dev.wharf.migration.Json a; }").ok());
    }

    @Test
    void a_name_that_is_not_the_class_name_is_a_problem() {
        assertFalse(compile("B.java", "public class A {}").ok());
        assertFalse(compile("../A.java", "public class A {}").ok());
    }

    @Test
    void sources_without_a_class_are_a_problem() {
        Compilation compilation = compile("A.java", "// nothing\n");
        assertFalse(compilation.ok());
        assertNull(compilation.problems().getFirst().line());
        assertEquals("the sources hold no class", compilation.problems().getFirst().message());
    }

    @Test
    void two_hundred_and_fifty_seven_classes_are_too_many() {
        StringBuilder source = new StringBuilder("public class A {\n");
        for (int i = 0; i < Limits.CLASSES; i++) {
            source.append("static class C").append(i).append(" {}\n");
        }
        Compilation compilation = compile("A.java", source.append("}").toString());
        assertEquals("the sources make more than 256 classes", compilation.problems().getFirst().message());
    }

    @Test
    void too_much_source_is_refused_unsent() {
        assertFalse(compile("A.java", " ".repeat(Limits.SOURCE_BYTES + 1)).ok());
        assertTrue(compiler.usable());
    }

    @Test
    void a_source_that_overflows_the_compiler_ends_it_and_is_told() {
        CompilerSession own = CompilerSession.open(ChildProcess.compiler("-Xss512k"));
        try (own) {
            String deep = "(".repeat(200_000) + "1" + ")".repeat(200_000);
            Compilation compilation =
                    own.compile(List.of(new SourceFile("A.java", "class A { int a = " + deep + "; }")));
            assertFalse(compilation.ok());
        }
    }

    @Test
    void a_source_that_takes_too_long_ends_the_compiler_and_is_told() {
        try (CompilerSession own = CompilerSession.open(ChildProcess.impatientCompiler(700))) {
            Compilation compilation = own.compile(List.of(new SourceFile(
                    "A.java",
                    """
                    import java.util.function.*;
                    class A {
                        static <T, U> T m(Function<? super U, T> g, Function<? super U, T> h) { return null; }
                        static <T> T m(Function<T, T> g, UnaryOperator<T> h) { return null; }
                        Object bomb = %s;
                    }
                    """
                            .formatted(inferenceBomb(9)))));
            assertEquals(
                    "the compiler needed more than 700 ms for the source",
                    compilation.problems().getFirst().message());
            assertFalse(own.usable());
        }
    }

    /** Every level doubles the ways in which the level below is tried. */
    private static String inferenceBomb(int levels) {
        return levels == 0 ? "1" : "m(x%1$d -> %2$s, y%1$d -> %2$s)".formatted(levels, inferenceBomb(levels - 1));
    }

    @Test
    void a_killed_compiler_is_a_death() throws Exception {
        ChildProcess child = ChildProcess.compiler();
        try (CompilerSession own = CompilerSession.open(child)) {
            child.process().destroyForcibly().waitFor();
            assertThrows(SandboxFailure.class, () -> own.compile(List.of(new SourceFile("A.java", "class A {}"))));
            assertFalse(own.usable());
        }
    }

    private static Compilation compile(String name, String text) {
        return compiler.compile(List.of(new SourceFile(name, text)));
    }
}
