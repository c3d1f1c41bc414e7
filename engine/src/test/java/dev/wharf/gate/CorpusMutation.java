package dev.wharf.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wharf.gate.GateCorpus.Case;
import dev.wharf.gate.GateFindingsTest.Judged;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The corpus in portions, for scripts/mutation only: it starts every test by itself, thousands of times, and goes on to the
 * next until one fails. So a portion is quick, and fails by the first word that a gate says otherwise than its sheet.
 * {@link GateCorpusTest} and {@link GateFindingsTest} are what people read.
 */
class CorpusMutation {

    private static final Map<String, Integer> SIZE = Map.of("text", 20, "source", 8, "bytecode", 12);
    private static final int SQL_SIZE = 30;

    private static final Map<String, List<Runnable>> PORTIONS = portions();

    static Stream<String> names() {
        return PORTIONS.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void saysTheSame(String portion) {
        PORTIONS.get(portion).forEach(Runnable::run);
    }

    private static Map<String, List<Runnable>> portions() {
        Map<String, List<Runnable>> portions = new LinkedHashMap<>();
        Map<String, List<Runnable>> byLayer = new LinkedHashMap<>();
        GateFindingsTest.sheets().forEach((sheet, attacks) -> {
            Map<String, String> pinned = GateFindingsTest.pinned(sheet);
            for (Judged attack : attacks) {
                String expected = pinned.get(attack.title());
                if (expected != null) {
                    byLayer.computeIfAbsent(attack.layer() + " attacks", name -> new ArrayList<>())
                            .add(() -> assertEquals(expected, attack.said(), attack.title()));
                }
            }
        });
        for (String layer : GateFindingsTest.GATES.stream().sorted().toList()) {
            byLayer.put(layer + " honest", honest(layer));
        }
        byLayer.forEach((name, cases) -> {
            int size = SIZE.getOrDefault(name.split(" ")[0], SQL_SIZE);
            for (int from = 0; from < cases.size(); from += size) {
                portions.put(name + " " + from / size, cases.subList(from, Math.min(from + size, cases.size())));
            }
        });
        return portions;
    }

    private static List<Runnable> honest(String layer) {
        List<Runnable> cases = new ArrayList<>();
        boolean java = Set.of("text", "source", "bytecode").contains(layer);
        for (Case honest : GateCorpus.cases("honest")) {
            if (honest.verdicts().contains(java ? "java" : layer)) {
                cases.add(() -> nothing(honest.name(), () -> CorpusVerdicts.ofHonest(honest, layer)));
            }
        }
        if (java) {
            for (Path file : GateCorpus.files("honest", ".java")) {
                String name = file.getFileName().toString().replace(".java", "");
                String text = GateCorpus.read(file);
                cases.add(() -> nothing(name, () -> CorpusVerdicts.ofClass(layer, name, text)));
            }
        }
        return cases;
    }

    private static void nothing(String name, Supplier<List<Finding>> findings) {
        assertEquals("", CorpusVerdicts.said(findings.get()), name);
    }
}
