package dev.wharf.gate;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.wharf.gate.GateCorpus.Case;
import dev.wharf.testing.Golden;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * All that the gates say of the corpus's attacks, with places and next steps: a sheet for each file and layer. A verdict's
 * rule alone, which {@link GateCorpusTest} asks for, says nothing of where a person or a repair is sent. A new case of a sheet
 * is held to it from the next time that {@code -Dgolden.update=true} writes the sheets.
 */
class GateFindingsTest {

    private static final Set<String> GATES =
            Set.of("text", "source", "bytecode", "postgresql", "sqlite", "postgresql-where", "sqlite-where");
    private static final Golden GOLDEN = new Golden("gate-findings");
    private static final Path SHEETS = Path.of("src/test/resources/golden/gate-findings");

    private static Map<String, List<Case>> sheets() {
        return new TreeMap<>(GateCorpus.cases("attacks").stream()
                .flatMap(attack -> layers(attack).map(layer -> Map.entry(sheet(attack, layer), attack)))
                .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList()))));
    }

    private static Stream<String> layers(Case attack) {
        return attack.verdicts().stream().map(verdict -> verdict.split(":")[0]).filter(GATES::contains).distinct();
    }

    private static String sheet(Case attack, String layer) {
        return attack.file().replace(".cases", "") + "-" + layer + ".txt";
    }

    static Stream<String> names() {
        return sheets().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void saysTheSameOfEachAttack(String sheet) {
        List<Case> attacks = sheets().get(sheet);
        String layer = layers(attacks.getFirst())
                .filter(each -> sheet(attacks.getFirst(), each).equals(sheet))
                .findFirst()
                .orElseThrow();
        Path file = SHEETS.resolve(sheet);
        List<String> pinned = Files.exists(file) && !Boolean.getBoolean("golden.update")
                ? GateCorpus.read(file).lines().toList()
                : attacks.stream().map(GateFindingsTest::title).toList();
        GOLDEN.matches(
                sheet,
                attacks.stream()
                        .filter(attack -> pinned.contains(title(attack)))
                        .map(attack -> title(attack) + "\n" + said(attack, layer))
                        .collect(joining()));
    }

    private static String title(Case attack) {
        return "=== " + attack.name();
    }

    private static String said(Case attack, String layer) {
        return CorpusVerdicts.findings(attack, layer).stream()
                .map(f -> "%s %s: %s → %s\n".formatted(f.line() == null ? "-" : f.line() + ":" + f.column(), f.rule(), f.message(), f.next()))
                .sorted()
                .collect(joining());
    }
}
