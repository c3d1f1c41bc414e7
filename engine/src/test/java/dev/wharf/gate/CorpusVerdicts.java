package dev.wharf.gate;

import static java.util.stream.Collectors.joining;

import dev.wharf.gate.GateCorpus.Case;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What the gates say of the corpus's cases, with compiled classes kept between JVMs: scripts/mutation starts many. */
final class CorpusVerdicts {

    private static final Path KEPT = Path.of("target", "mutation-classes");

    private CorpusVerdicts() {}

    /** As a person reads it: a line for each finding, in the order of the alphabet; nothing where there is none. */
    static String said(List<Finding> findings) {
        return findings.stream()
                .map(f -> "%s %s: %s → %s\n".formatted(f.line() == null ? "-" : f.line() + ":" + f.column(), f.rule(), f.message(), f.next()))
                .sorted()
                .collect(joining());
    }

    static List<Finding> ofAttack(Case attack, String layer) {
        return layer.equals("bytecode")
                ? BytecodePolicy.check("step", "Attack.java", "Attack", GateCorpusTest.classes(attack, CorpusVerdicts::kept))
                : GateCorpusTest.check(layer, attack);
    }

    static List<Finding> ofHonest(Case honest, String layer) {
        return honest.verdicts().contains("java")
                ? ofClass(layer, "Honest", GateCorpus.source(honest, "Honest"))
                : GateCorpusTest.check(layer, honest);
    }

    static List<Finding> ofClass(String layer, String className, String source) {
        return switch (layer) {
            case "text" -> TextRules.check("step", className + ".java", source);
            case "source" -> SourcePolicy.check("step", className + ".java", className, source);
            case "bytecode" -> BytecodePolicy.check("step", className + ".java", className, kept(className, source));
            default -> throw new IllegalArgumentException(layer);
        };
    }

    private static Map<String, byte[]> kept(String className, String source) {
        return GateCorpus.classes(KEPT, className, source);
    }
}
