package dev.wharf.gate;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.gate.GateCorpus.Case;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** What the gates say of the corpus's cases, with compiled classes kept between the JVMs of scripts/mutation. */
final class CorpusVerdicts {

    private static final Path KEPT = Path.of("target", "mutation-classes");

    private CorpusVerdicts() {}

    static void stopped(Case attack, String layer, String rule) {
        List<Finding> findings = findings(attack, layer);
        assertTrue(
                findings.stream().anyMatch(finding -> finding.rule().equals(rule)),
                () -> attack.name() + ": expected " + rule + " of " + layer + ", found " + findings);
        GateCorpusTest.stopped(findings, rule);
    }

    static String shown(Case example, String layer) {
        return text(findings(example, layer));
    }

    static String shown(String layer, String className, String source) {
        return text(judge(layer, className, source));
    }

    static List<Finding> findings(Case example, String layer) {
        boolean compiled = layer.equals("bytecode")
                && !example.text().startsWith("assembly:")
                && example.text().lines().noneMatch(line -> line.startsWith("rename "));
        return compiled
                ? judge(layer, "Attack", GateCorpus.source(example, "Attack"))
                : GateCorpusTest.check(layer, example);
    }

    private static List<Finding> judge(String layer, String className, String source) {
        return switch (layer) {
            case "text" -> TextRules.check("step", className + ".java", source);
            case "source" -> SourcePolicy.check("step", className + ".java", className, source);
            case "bytecode" ->
                BytecodePolicy.check("step", className + ".java", className, GateCorpus.classes(KEPT, className, source));
            default -> throw new IllegalArgumentException(layer);
        };
    }

    private static String text(List<Finding> findings) {
        return findings.stream().map(Finding::toString).collect(Collectors.joining("\n"));
    }
}
