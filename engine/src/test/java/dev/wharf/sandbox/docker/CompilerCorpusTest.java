package dev.wharf.sandbox.docker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.gate.GateCorpus;
import dev.wharf.sandbox.Compilation;
import dev.wharf.sandbox.SourceFile;
import dev.wharf.wire.Limits;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Sources that are made to hurt a compiler, in the real compiler's container and with no gate before it. Each ends as a
 * problem of the source or in classes, and an honest class behind it compiles to what it compiled to before.
 */
class CompilerCorpusTest {

    private static final int LEAST_ATTACKS = 45;
    private static final SourceFile HONEST = SandboxFixture.source("target.insert(\"t\").set(\"note\", \"honest\");");

    private static SandboxFixture fixture;
    private static byte[] honest;

    @BeforeAll
    static void open() {
        fixture = new SandboxFixture();
        honest = fixture.sandbox.compile(List.of(HONEST)).classes().get("T");
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @TestFactory
    List<DynamicTest> a_bomb_harms_neither_the_engine_nor_the_next_compilation() {
        return cases().stream()
                .map(bomb -> DynamicTest.dynamicTest(bomb.name(), () -> stopped(bomb)))
                .toList();
    }

    @Test
    void the_corpus_is_not_smaller_than_promised() {
        assertTrue(cases().size() >= LEAST_ATTACKS, cases().size() + " attacks");
    }

    private static List<GateCorpus.Case> cases() {
        return GateCorpus.cases("attacks").stream()
                .filter(example -> example.verdicts().getFirst().startsWith("compiler:"))
                .toList();
    }

    private static void stopped(GateCorpus.Case bomb) {
        List<String> says = new ArrayList<>();
        String file = "Attack.java";
        StringBuilder text = new StringBuilder();
        for (String line : bomb.text().split("\n")) {
            if (line.startsWith("says: ")) {
                says.addAll(List.of(line.substring("says: ".length()).split(" / ")));
            } else if (line.startsWith("file: ")) {
                file = line.substring("file: ".length());
            } else {
                text.append(line).append('\n');
            }
        }
        Compilation compiled = fixture.sandbox.compile(List.of(new SourceFile(file, numbered(text.toString()))));
        List<String> expected = List.of(bomb.verdicts().getFirst().substring("compiler:".length()).split(","));
        assertTrue(expected.contains(compiled.ok() ? "classes" : "problem"), () -> "came " + (compiled.ok() ? "classes" : compiled.problems().getFirst()));
        if (!compiled.ok()) {
            String said = compiled.problems().toString();
            // one that fills the heap may leave the compiler no time to say so: then the engine's own deadline ends it
            boolean silent = said.contains("the compiler said nothing");
            assertTrue(silent || says.stream().anyMatch(said::contains), () -> "one of " + says + " was expected: " + said.substring(0, Math.min(said.length(), 500)));
            assertTrue(compiled.problems().size() <= Limits.PROBLEMS);
            compiled.problems().forEach(problem -> assertTrue(problem.message().length() <= Limits.REASON_CHARS));
        }
        Compilation next = fixture.sandbox.compile(List.of(HONEST));
        assertEquals(List.of(), next.problems());
        assertArrayEquals(honest, next.classes().get("T"));
    }

    /** A repeated case of a switch needs a number of its own. */
    private static String numbered(String text) {
        StringBuilder numbered = new StringBuilder();
        int from = 0;
        int number = 1;
        for (int at = text.indexOf("CASE"); at >= 0; at = text.indexOf("CASE", from)) {
            numbered.append(text, from, at).append(number++);
            from = at + "CASE".length();
        }
        return numbered.append(text.substring(from)).toString();
    }
}
