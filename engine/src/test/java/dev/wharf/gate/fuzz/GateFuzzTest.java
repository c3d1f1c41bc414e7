package dev.wharf.gate.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/**
 * A few hundred generated cases a run; scripts/fuzz runs ten thousand of each kind. Properties: {@code wharf.fuzz.sources},
 * {@code wharf.fuzz.sql} (how many), {@code wharf.fuzz.seed} (hexadecimal), {@code wharf.fuzz.replay} (java:SEED or sql:SEED).
 */
class GateFuzzTest {

    private static final int SOURCES = 100;
    private static final int TEXTS = 400;
    private static final long SEED = Long.parseUnsignedLong(System.getProperty("wharf.fuzz.seed", "5eed"), 16);
    private static final String REPLAY = System.getProperty("wharf.fuzz.replay", "");

    @Test
    void noGeneratedSourcePassesThatReachesOutside() throws InterruptedException {
        fuzz("java", Integer.getInteger("wharf.fuzz.sources", SOURCES), JavaCases::of, new JavaTrial());
    }

    @Test
    void noGeneratedSqlPassesThatDoesMoreThanRead() throws InterruptedException {
        try (SqlTrial trial = new SqlTrial()) {
            fuzz("sql", Integer.getInteger("wharf.fuzz.sql", TEXTS), SqlCases::of, trial);
        }
    }

    private static void fuzz(String kind, int cases, LongFunction<FuzzCase> maker, Trial trial)
            throws InterruptedException {
        if (!REPLAY.isEmpty()) {
            if (REPLAY.startsWith(kind + ":")) {
                replay(maker.apply(Long.parseUnsignedLong(REPLAY.substring(kind.length() + 1), 16)), trial);
            }
            return;
        }
        Tally tally = Fuzz.run(kind, SEED, cases, maker, trial);
        System.out.println(tally.shown());
        assertEquals("", String.join("\n\n", tally.failures()), "seed of the run " + Long.toHexString(SEED));
        assertEquals(Set.of(), Fuzz.leftThreads());
        assertTrue(tally.cases() == 0 || tally.accepted() * 5 > tally.cases(), "less than a fifth is accepted, so little is tested");
    }

    private static void replay(FuzzCase fuzz, Trial trial) {
        System.out.printf("%s%n%s, hostile: %s, %s%s%n%n%s%n", fuzz.replay(), fuzz.origin(), fuzz.hostile(), fuzz.dialect(),
                fuzz.condition() ? ", a condition" : "", fuzz.text());
        Tally tally = new Tally(fuzz.kind());
        Fuzz.one(tally, fuzz, trial);
        System.out.println(tally.shown());
        assertEquals("", String.join("\n\n", tally.failures()));
    }
}
