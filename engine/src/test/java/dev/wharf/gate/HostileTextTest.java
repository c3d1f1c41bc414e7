package dev.wharf.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Texts made to keep a parser busy: each ends in findings of text or source, and leaves no thread at work behind. */
class HostileTextTest {

    /** A piece, how often it stands, what stands in the middle, what closes each; as near to the limits as they allow. */
    private record Shape(String before, String open, int times, String middle, String close, String after) {

        String text() {
            return source(before + open.repeat(times) + middle + close.repeat(times) + after);
        }
    }

    private static final int MANY = 15_000;
    private static final int DEEP = TextRules.MAX_NESTING - 4;

    private static final Map<String, Shape> TOO_MUCH = Map.ofEntries(
            Map.entry("casts", new Shape("Object a = ", "(Object)", 5_000, "x", "", ";")),
            Map.entry("casts to many types", new Shape("Object a = (A", " & A", MANY, "", "", ") x;")),
            Map.entry("lambdas in lambdas", new Shape("Object a = ", "x -> ", 8_000, "1", "", ";")),
            Map.entry("deep type arguments", new Shape("", "A<", 8_000, "B", ">", " x;")),
            Map.entry("type arguments side by side", new Shape("", "A<B,", 6_000, "B", ">", " x;")),
            Map.entry("type arguments that never close", new Shape("f(", "a<b<", 7_000, "", "", ");")),
            Map.entry("wildcards", new Shape("", "A<? extends ", 4_000, "B", ">", " x;")),
            Map.entry("conditions", new Shape("int a = ", "b ? c : ", 7_000, "1", "", ";")),
            Map.entry("operators", new Shape("int a = 1", "+1", 30_000, "", "", ";")),
            Map.entry("minus signs", new Shape("int a = ", "-", 50_000, "1", "", ";")),
            Map.entry("labels", new Shape("", "a:", 20_000, "", "", ";")),
            Map.entry("calls in a chain", new Shape("int a = b", ".c()", MANY, "", "", ";")),
            Map.entry("dimensions", new Shape("int", "[]", 25_000, "", "", " a;")),
            Map.entry("annotations", new Shape("", "@A ", MANY, "", "", "int x;")),
            Map.entry("ifs", new Shape("", "if (a) ", 8_000, ";", "", "")),
            Map.entry("brackets", new Shape("int a = ", "(", 20_000, "1", ")", ";")),
            Map.entry("text of a megabyte", new Shape("String s = \"", "a", 1_000_000, "", "", "\";")));

    /** Shapes that a text may have, each at its limit. */
    private static final List<Shape> ALLOWED = List.of(
            new Shape("int a = ", "(", DEEP, "1", ")", ";"),
            new Shape("Object a = ", "(Object)(", DEEP, "x", ")", ";"),
            new Shape("Object a = ", "(x) -> (", DEEP, "1", ")", ";"),
            new Shape("Runnable a = ", "() -> { Runnable b = ", DEEP, "null;", "};", ""),
            new Shape("Object a = ", "this.<A<B>>f(", DEEP, "1", ")", ";"),
            new Shape("Object a = ", "(Object)", 1_200, "x", "", ";"),
            new Shape("", "A<", TextRules.MAX_TYPE_NESTING, "B", ">", " x;"),
            new Shape("int a = 1", "+1", 1_900, "", "", ";"),
            new Shape("switch (x) {", "case 1 -> y();", 2_000, "", "", "}"),
            new Shape("if (o instanceof ", "R(", DEEP, "int x", ")", ") {}"),
            new Shape("", ";", 10_000, "", "", ""),
            new Shape("int ", "a", 60_000, " = 1;", "", ""),
            new Shape("int a = ", "9", 60_000, ";", "", ""),
            new Shape("} ", "void a(){}", 1_500, "void b(){", "", ""));

    private static String source(String body) {
        return "import dev.wharf.migration.*;\npublic class Attack implements RowMigration { public void migrate("
                + "SourceRow source, TargetRows target) {\n" + body + "\n} }";
    }

    @TestFactory
    List<DynamicTest> whatIsTooMuchIsRefusedBeforeAnyParserSeesIt() {
        List<DynamicTest> tests = new ArrayList<>();
        new LinkedHashMap<>(TOO_MUCH).forEach((name, shape) -> tests.add(DynamicTest.dynamicTest(name, () -> {
            List<Finding> findings = TextRules.check("step", "Attack.java", shape.text());
            assertTrue(findings.stream().anyMatch(f -> Set.of("size", "nesting").contains(f.rule())), () -> findings.toString());
        })));
        return tests;
    }

    @Test
    void aHundredTextsAtTheLimitsAreJudgedInTimeAndLeaveNoThread() throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            String text = ALLOWED.get(i % ALLOWED.size()).text();
            assertEquals(List.of(), TextRules.check("step", "Attack.java", text));
            List<Finding> findings = SourcePolicy.check("step", "Attack.java", "Attack", text);
            assertTrue(findings.stream().noneMatch(f -> Set.of("deadline", "internal").contains(f.rule())), findings::toString);
        }
        Set<Thread> left = gateThreads();
        for (Thread thread : left) {
            thread.join(60_000);
        }
        assertTrue(left.stream().noneMatch(Thread::isAlive), () -> "still at work: " + left);
    }

    private static Set<Thread> gateThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("gate-source"))
                .collect(Collectors.toSet());
    }

    @Test
    void aMegabyteOfAStrangeNameIsShownShortAndOnOneLine() {
        String name = "\u001b[2J\n\u202e" + "x".repeat(1_000_000) + "\u2066\u0000";
        for (String rule : List.of("not-allowed", "extra-class")) {
            Report report = new Report("bytecode", name, name);
            report.add(null, rule, "The class " + name + " is there", name);
            Finding finding = report.findings().getFirst();
            for (String shown : List.of(finding.message(), finding.next(), finding.step(), finding.file())) {
                assertTrue(shown.length() < 600, () -> shown.length() + " characters");
                assertTrue(shown.codePoints().noneMatch(c -> c < 0x20 || Characters.hidden(c)), shown);
            }
        }
        assertEquals("U+001B[2J U+202E", Report.shown("\u001b[2J\n\u202e"));
        assertEquals("a😀b", Report.shown("a😀b"));
        assertNotEquals('x', Report.shown("x".repeat(81)).charAt(80));
    }

    @Test
    void namesInClassFilesReachFindingsEscaped() {
        Map<String, byte[]> classes = ClassAssembly.rename(
                ClassAssembly.assemble("class Attack$Exxxxx\nmethod 0x0109 nnnn()V\nfield 0x0018 ffff Ljava/lang/Thread;"),
                "nnnn",
                "\u001b[2J");
        List<Finding> findings = BytecodePolicy.check("step", "Attack.java", "Attack", classes);
        assertFalse(findings.isEmpty());
        for (Finding finding : findings) {
            assertTrue(finding.message().chars().noneMatch(c -> c < 0x20), finding.message());
        }
    }
}
