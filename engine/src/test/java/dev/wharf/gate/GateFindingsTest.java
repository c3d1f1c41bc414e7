package dev.wharf.gate;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import dev.wharf.gate.GateCorpus.Case;
import dev.wharf.testing.Golden;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
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

    static final Set<String> GATES =
            Set.of("text", "source", "bytecode", "postgresql", "postgresql-known", "sqlite", "postgresql-where", "sqlite-where");
    private static final Golden GOLDEN = new Golden("gate-findings");
    private static final Path SHEETS = Path.of("src/test/resources/golden/gate-findings");

    /** An attack as one layer sees it. */
    record Judged(Case attack, String layer) {

        String sheet() {
            return attack.file().replace(".cases", "") + "-" + layer + ".txt";
        }

        String title() {
            return "=== " + attack.name();
        }

        String said() {
            return CorpusVerdicts.said(CorpusVerdicts.ofAttack(attack, layer));
        }
    }

    /** The attacks by the name of their sheet. */
    static Map<String, List<Judged>> sheets() {
        return GateCorpus.cases("attacks").stream()
                .flatMap(attack -> layers(attack).map(layer -> new Judged(attack, layer)))
                .collect(groupingBy(Judged::sheet, TreeMap::new, toList()));
    }

    private static Stream<String> layers(Case attack) {
        return attack.verdicts().stream().map(verdict -> verdict.split(":")[0]).filter(GATES::contains).distinct();
    }

    /** What the sheet says of each attack, by its title. */
    static Map<String, String> pinned(String sheet) {
        Map<String, String> pinned = new HashMap<>();
        for (String block : GateCorpus.read(SHEETS.resolve(sheet)).split("(?m)^(?==== )")) {
            int end = block.indexOf('\n');
            pinned.put(block.substring(0, end), block.substring(end + 1));
        }
        return pinned;
    }

    static Stream<String> names() {
        return sheets().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void saysTheSameOfEachAttack(String sheet) {
        List<Judged> attacks = sheets().get(sheet);
        boolean all = Boolean.getBoolean("golden.update") || !Files.exists(SHEETS.resolve(sheet));
        Set<String> titles = all ? Set.of() : pinned(sheet).keySet();
        GOLDEN.matches(
                sheet,
                attacks.stream()
                        .filter(attack -> all || titles.contains(attack.title()))
                        .map(attack -> attack.title() + "\n" + attack.said())
                        .collect(joining()));
    }
}
