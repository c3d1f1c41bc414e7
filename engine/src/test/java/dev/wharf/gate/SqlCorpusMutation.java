package dev.wharf.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wharf.gate.GateCorpus.Case;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The SQL part of the corpus in a few large tests, for scripts/mutation only: it starts every test by itself, thousands of
 * times, and a factory of hundreds of tests would be made anew for each. {@link GateCorpusTest} is what people read.
 */
class SqlCorpusMutation {

    private static final Set<String> LAYERS = Set.of("postgresql", "sqlite", "postgresql-where", "sqlite-where");

    @Test
    void honestSqlPasses() {
        for (Case honest : GateCorpus.cases("honest")) {
            for (String layer : honest.verdicts()) {
                if (LAYERS.contains(layer)) {
                    assertEquals("", CorpusVerdicts.shown(honest, layer), honest.name());
                }
            }
        }
    }

    @Test
    void attacksAreStopped() {
        for (Case attack : GateCorpus.cases("attacks")) {
            for (String verdict : attack.verdicts()) {
                String[] parts = verdict.split(":");
                if (LAYERS.contains(parts[0])) {
                    CorpusVerdicts.stopped(attack, parts[0], parts[1]);
                }
            }
        }
    }
}
