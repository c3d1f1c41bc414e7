package dev.wharf.gate;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.catalog.Dialect;
import dev.wharf.gate.GateCorpus.Case;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Texts made of pieces of the corpus, in any order: no gate hangs or breaks, and no text that calls what no list has
 * passes. A failure prints its seed, by which jqwik repeats it.
 */
class GateFuzzTest {

    private static final int TRIES = 300;

    private static final List<String> HOSTILE = List.of(
            "pg_sleep(1)", "load_extension('x')", "lo_create(1)", "nextval('s')", "dblink('x')", "random()");

    @Property(tries = TRIES)
    void sqlIsJudgedWithoutBreakingAndNoHostileCallPasses(@ForAll("sql") String sql) {
        for (Dialect dialect : Dialect.values()) {
            judged(sql, SqlGuard.check(dialect, null, null, sql, Set.of()));
            judged(sql, SqlGuard.checkCondition(dialect, null, null, sql, Set.of()));
        }
    }

    @Property(tries = TRIES)
    void hostileCallsNeverPassWhereverTheyStand(@ForAll("place") String place, @ForAll("hostile") String hostile) {
        String sql = place.replace("@", hostile);
        for (Dialect dialect : Dialect.values()) {
            List<Finding> findings = SqlGuard.check(dialect, null, null, sql, Set.of());
            assertFalse(findings.isEmpty(), sql);
            judged(sql, findings);
        }
    }

    @Property(tries = TRIES)
    void javaIsJudgedWithoutBreaking(@ForAll("java") String text) {
        judged(text, TextRules.check(null, "Attack.java", text));
        judged(text, SourcePolicy.check(null, "Attack.java", "Attack", text));
    }

    private static void judged(String text, List<Finding> findings) {
        for (Finding finding : findings) {
            assertFalse(finding.rule().equals("internal"), () -> text + " gave " + finding);
            assertTrue(!finding.message().isBlank() && !finding.next().isBlank());
        }
    }

    @Provide
    Arbitrary<String> sql() {
        return pieces("sql.cases");
    }

    @Provide
    Arbitrary<String> java() {
        return pieces("java");
    }

    @Provide
    Arbitrary<String> hostile() {
        return Arbitraries.of(HOSTILE);
    }

    /** Honest extracts with one number or column replaced by a place for a call. */
    @Provide
    Arbitrary<String> place() {
        List<String> places = new ArrayList<>();
        for (Case honest : GateCorpus.cases("honest")) {
            boolean commented = honest.text().contains("--") || honest.text().contains("/*");
            if (honest.file().equals("sql.cases") && honest.text().startsWith("SELECT") && !commented) {
                String[] words = honest.text().split("(?<=\\W)|(?=\\W)");
                for (int i = 0; i < words.length; i++) {
                    boolean outside = quotes(words, i) % 2 == 0;
                    if (outside && words[i].matches("\\d+|id|name|a|x")) {
                        String[] changed = words.clone();
                        changed[i] = "@";
                        places.add(String.join("", changed));
                    }
                }
            }
        }
        return Arbitraries.of(places);
    }

    private static int quotes(String[] words, int end) {
        int quotes = 0;
        for (int i = 0; i < end; i++) {
            quotes += words[i].equals("'") || words[i].equals("\"") ? 1 : 0;
        }
        return quotes;
    }

    private static Arbitrary<String> pieces(String files) {
        List<String> pieces = new ArrayList<>();
        for (String folder : List.of("attacks", "honest")) {
            for (Case example : GateCorpus.cases(folder)) {
                if (example.file().startsWith(files) && example.text().length() < 2_000) {
                    pieces.addAll(List.of(example.text().split("(?<=\\W)|(?=\\W)")));
                }
            }
        }
        return Arbitraries.of(pieces.stream().distinct().toList())
                .list()
                .ofMinSize(1)
                .ofMaxSize(60)
                .map(list -> String.join("", list));
    }
}
