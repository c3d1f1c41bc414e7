package dev.wharf.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.catalog.Dialect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
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

    /** Three walks at a time: one that goes by a server mostly waits for it. */
    @Test
    void aCrashAtAnyPointLosesAndDoublesNothing() throws Exception {
        List<Future<List<FaultPoints.Tally>>> walks = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            for (Dialect dialect : List.of(Dialect.POSTGRESQL, Dialect.SQLITE)) {
                for (String mode : List.of("insert", "upsert", "skip-existing")) {
                    walks.add(threads.submit(() -> everyCrash(dialect, mode)));
                }
            }
        }
        for (Future<List<FaultPoints.Tally>> walk : walks) {
            for (FaultPoints.Tally tally : walk.get()) {
                requireRight(tally, 60);
            }
        }
    }

    private List<FaultPoints.Tally> everyCrash(Dialect dialect, String mode) throws Exception {
        Path own = Files.createDirectories(folder.resolve(dialect + "-" + mode));
        FaultPoints points = new FaultPoints(new Scenario(dialect, dialect, mode, own));
        List<FaultPoints.Tally> tallies = new ArrayList<>();
        for (FaultRun.Phase phase : FaultRun.Phase.values()) {
            tallies.add(points.every(Kind.CRASH, phase));
        }
        return tallies;
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
