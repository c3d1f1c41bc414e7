package dev.wharf.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wharf.gate.GateCorpus.Case;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The Java part of the corpus in a few large tests, for scripts/mutation only; see {@link SqlCorpusMutation}. */
class JavaCorpusMutation {

    @Test
    void honestTextPasses() {
        honest("text");
    }

    @Test
    void honestSourcesPass() {
        honest("source");
    }

    @Test
    void honestClassesPass() {
        honest("bytecode");
    }

    @Test
    void hostileTextIsStopped() {
        attacks("text");
    }

    @Test
    void hostileSourcesAreStopped() {
        attacks("source");
    }

    @Test
    void hostileClassesAreStopped() {
        attacks("bytecode");
    }

    private static void honest(String layer) {
        for (Case honest : GateCorpus.cases("honest")) {
            if (honest.verdicts().contains("java")) {
                assertEquals("", CorpusVerdicts.shown(layer, "Honest", GateCorpus.source(honest, "Honest")), honest.name());
            }
        }
        for (Path file : GateCorpus.files("honest", ".java")) {
            String name = file.getFileName().toString().replace(".java", "");
            assertEquals("", CorpusVerdicts.shown(layer, name, GateCorpus.read(file)), name);
        }
    }

    private static void attacks(String layer) {
        for (Case attack : GateCorpus.cases("attacks")) {
            for (String verdict : attack.verdicts()) {
                String[] parts = verdict.split(":");
                if (parts[0].equals(layer)) {
                    CorpusVerdicts.stopped(attack, layer, parts[1]);
                }
            }
        }
    }
}
