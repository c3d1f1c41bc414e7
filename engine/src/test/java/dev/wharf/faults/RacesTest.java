package dev.wharf.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wharf.catalog.Dialect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Engines in processes of their own that start the same plan at the same moment: one of them runs it, the others are told
 * that it runs and write nothing. In some of the races the audit tables are not there yet.
 */
class RacesTest {

    private static final int ENGINES = 3;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"SQLITE, true, 40", "SQLITE, false, 10", "POSTGRESQL, true, 40", "POSTGRESQL, false, 10"})
    void oneOfManyStartsWins(Dialect dialect, boolean audited, int races) throws Exception {
        Scenario scenario = new Scenario(dialect, dialect, "upsert", folder, audited);
        Outcome right = new FaultRun(scenario).uninterrupted();
        List<EngineProcess> engines = new ArrayList<>();
        try {
            for (int i = 0; i < ENGINES; i++) {
                engines.add(EngineProcess.launch(folder, scenario));
            }
            for (EngineProcess engine : engines) {
                engine.expect("ready");
            }
            for (int race = 0; race < races; race++) {
                scenario.target().restore();
                race(engines, scenario, right);
            }
        } finally {
            engines.forEach(EngineProcess::close);
        }
        System.out.println(races + " races of " + ENGINES + " engines on " + dialect
                + (audited ? "" : " for the audit tables too") + ": one winner each");
    }

    private static void race(List<EngineProcess> engines, Scenario scenario, Outcome right) throws Exception {
        for (int i = 0; i < engines.size(); i++) {
            engines.get(i).say("apply run-" + i + " openSnapshot 1");
        }
        int winner = -1;
        List<String> others = new ArrayList<>();
        for (int i = 0; i < engines.size(); i++) {
            String heard = String.valueOf(engines.get(i).hear());
            if (heard.startsWith("held")) {
                assertEquals(-1, winner, "two engines run the plan");
                winner = i;
            } else {
                others.add(heard);
            }
        }
        assertEquals(engines.size() - 1, others.size(), () -> "nobody runs it: " + others);
        others.forEach(other -> assertEquals("failed 3", other.substring(0, Math.min(8, other.length())), other));
        engines.get(winner).say("go");
        engines.get(winner).expect("ended completed_with_rejects");
        String id = "run-" + winner;
        Outcome now = Outcome.of(scenario.target());
        Outcome named = new Outcome(
                now.rows(),
                now.audit().stream().map(line -> line.replace("|" + id + "|", "|the-run|")).toList());
        assertEquals("", right.difference(named));
    }
}
