package dev.wharf.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.catalog.Dialect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A run that fails at its N-th call to the outside, for N from 1 until a run is clean, ends as an uninterrupted one, and its
 * rollback leaves what was there before. Crashes at every point; the other kinds of faults at a sample of them, all of which
 * {@code scripts/faults} tries.
 */
class FaultPointsTest {

    private static final long SEED = 20261121;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "SQLITE, SQLITE, insert", "SQLITE, SQLITE, upsert", "SQLITE, SQLITE, skip-existing",
        "POSTGRESQL, POSTGRESQL, insert", "POSTGRESQL, POSTGRESQL, upsert", "POSTGRESQL, POSTGRESQL, skip-existing",
    })
    void aCrashAtAnyPointLosesAndDoublesNothing(Dialect from, Dialect to, String mode) throws Exception {
        FaultPoints points = new FaultPoints(new Scenario(from, to, mode, folder));
        for (FaultRun.Phase phase : FaultRun.Phase.values()) {
            requireRight(points.every(Kind.CRASH, phase), 60);
        }
    }

    /** What differs here from the above is tried already; {@code scripts/faults} tries every point of these too. */
    @ParameterizedTest
    @CsvSource({"SQLITE, POSTGRESQL, upsert", "POSTGRESQL, SQLITE, skip-existing"})
    void aCrashAtSampledPointsOfOtherPairsLosesAndDoublesNothing(Dialect from, Dialect to, String mode) throws Exception {
        FaultPoints points = new FaultPoints(new Scenario(from, to, mode, folder));
        for (FaultRun.Phase phase : FaultRun.Phase.values()) {
            requireRight(points.walk(Kind.CRASH, phase, 1 + new Random(SEED).nextInt(7), 7), 8);
        }
    }

    @ParameterizedTest
    @CsvSource({"SQLITE, upsert, 17", "POSTGRESQL, upsert, 41"})
    void whateverElseFailsEndsTheSame(Dialect dialect, String mode, int step) throws Exception {
        FaultPoints points = new FaultPoints(new Scenario(dialect, dialect, mode, folder));
        Random random = new Random(SEED);
        List<String> wrong = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            if (kind != Kind.CRASH) {
                for (FaultRun.Phase phase : FaultRun.Phase.values()) {
                    FaultPoints.Tally tally = points.walk(kind, phase, 1 + random.nextInt(step), step);
                    if (tally.points() > 0) {
                        System.out.println(tally);
                    }
                    wrong.addAll(tally.problems());
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    private static void requireRight(FaultPoints.Tally tally, int least) {
        System.out.println(tally);
        assertEquals(List.of(), tally.problems());
        assertTrue(tally.points() >= least, tally::toString);
    }
}
