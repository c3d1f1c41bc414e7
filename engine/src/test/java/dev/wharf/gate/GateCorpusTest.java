package dev.wharf.gate;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.catalog.Dialect;
import dev.wharf.gate.GateCorpus.Case;
import dev.wharf.gate.GateCorpus.Compiled;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every attack of the corpus is stopped by each layer that it names, alone; every honest case passes all of them. */
class GateCorpusTest {

    private static final int LEAST_ATTACKS = 650;
    private static final int LEAST_HONEST = 340;

    /** Columns that are known to be texts, for the layer {@code postgresql-known}. */
    private static final Set<String> TEXT_COLUMNS = Set.of("title", "lang", "status", "name", "timezone", "column1", "body");

    /** Layers behind the gates, whose cases dev.wharf.sandbox tries. */
    private static final Set<String> WALL = Set.of("container", "runner", "row", "compiler", "protocol");

    @TestFactory
    List<DynamicTest> attacksAreStoppedByEachLayerAlone() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Case attack : GateCorpus.cases("attacks")) {
            for (String verdict : attack.verdicts()) {
                String[] parts = verdict.split(":");
                if (parts[0].equals("determinism")
                        || SqlLayersTest.LAYERS.contains(parts[0])
                        || WALL.contains(parts[0])) {
                    // LeaksTest of dev.wharf.trial, SqlLayersTest and the corpus tests of dev.wharf.sandbox run these.
                    continue;
                }
                tests.add(DynamicTest.dynamicTest(
                        "%s: %s (%s)".formatted(attack.file(), attack.name(), verdict),
                        () -> stopped(check(parts[0], attack), parts[1])));
            }
        }
        return tests;
    }

    static void stopped(List<Finding> findings, String rule) {
        assertTrue(
                findings.stream().anyMatch(finding -> finding.rule().equals(rule)),
                "expected the rule " + rule + ", found " + findings);
        for (Finding finding : findings) {
            assertFalse(finding.message().isBlank() || finding.next().isBlank(), finding.toString());
            assertFalse(finding.rule().equals("internal"), finding.toString());
        }
    }

    @TestFactory
    List<DynamicTest> honestCasesPass() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Case honest : GateCorpus.cases("honest")) {
            for (String kind : honest.verdicts()) {
                tests.add(DynamicTest.dynamicTest("%s: %s (%s)".formatted(honest.file(), honest.name(), kind), () -> {
                    if (kind.equals("java")) {
                        passes("Honest", GateCorpus.source(honest, "Honest"));
                    } else {
                        assertEquals(List.of(), check(kind, honest));
                    }
                }));
            }
        }
        for (Path file : GateCorpus.files("honest", ".java")) {
            String name = file.getFileName().toString().replace(".java", "");
            tests.add(DynamicTest.dynamicTest(name, () -> passes(name, GateCorpus.read(file))));
        }
        return tests;
    }

    private static void passes(String className, String text) {
        assertAll(
                () -> assertEquals(List.of(), TextRules.check(null, className + ".java", text)),
                () -> assertEquals(List.of(), SourcePolicy.check(null, className + ".java", className, text)),
                () -> assertEquals(List.of(), BytecodePolicy.check(null, className + ".java", className, classes(className, text))));
    }

    static List<Finding> check(String layer, Case example) {
        return switch (layer) {
            case "text" -> TextRules.check("step", "Attack.java", GateCorpus.source(example, "Attack"));
            case "source" -> SourcePolicy.check("step", "Attack.java", "Attack", GateCorpus.source(example, "Attack"));
            case "bytecode" ->
                BytecodePolicy.check("step", "Attack.java", "Attack", classes(example, GateCorpusTest::classes));
            case "postgresql" -> SqlGuard.check(Dialect.POSTGRESQL, "step", "a.sql", example.text(), Set.of());
            case "postgresql-known" ->
                SqlGuard.check(Dialect.POSTGRESQL, "step", "a.sql", example.text(), new SqlAllowed(Set.of(), TEXT_COLUMNS));
            case "sqlite" -> SqlGuard.check(Dialect.SQLITE, "step", "a.sql", example.text(), Set.of());
            case "postgresql-where" ->
                SqlGuard.checkCondition(Dialect.POSTGRESQL, "step", null, example.text(), Set.of());
            case "sqlite-where" -> SqlGuard.checkCondition(Dialect.SQLITE, "step", null, example.text(), Set.of());
            default -> throw new IllegalArgumentException("the layer " + layer + " is unknown");
        };
    }

    /** The class files of an attack: assembled where it says so, else compiled; then changed where it says so. */
    static Map<String, byte[]> classes(Case example, BiFunction<String, String, Map<String, byte[]>> compiler) {
        List<String> renames = example.text().lines().filter(line -> line.startsWith("rename ")).toList();
        String text = example.text().lines().filter(line -> !line.startsWith("rename ")).collect(Collectors.joining("\n"));
        Map<String, byte[]> classes = text.startsWith("assembly:")
                ? ClassAssembly.assemble(text.substring("assembly:".length()))
                : compiler.apply("Attack", GateCorpus.source(new Case(example.file(), example.name(), example.verdicts(), text), "Attack"));
        for (String rename : renames) {
            String[] words = rename.split(" ");
            classes = ClassAssembly.rename(classes, words[1], words[2]);
        }
        return classes;
    }

    private static Map<String, byte[]> classes(String className, String text) {
        return switch (GateCorpus.compile(className, text)) {
            case Compiled.Classes(Map<String, byte[]> classes) -> classes;
            case Compiled.Errors(String errors) -> throw new AssertionError("the case does not compile: " + errors);
        };
    }

    @Test
    void theCorpusIsNotSmallerThanPromised() {
        assertTrue(GateCorpus.cases("attacks").size() >= LEAST_ATTACKS);
        assertTrue(GateCorpus.cases("honest").size() + GateCorpus.files("honest", ".java").size() >= LEAST_HONEST);
    }

    @Test
    void everyNameOfACaseIsUsedOnceInItsFile() {
        for (String folder : List.of("attacks", "honest")) {
            Map<String, Long> names = GateCorpus.cases(folder).stream()
                    .collect(Collectors.groupingBy(c -> c.file() + ": " + c.name() + c.verdicts(), Collectors.counting()));
            names.forEach((name, count) -> assertEquals(1, count, name));
        }
    }
}
