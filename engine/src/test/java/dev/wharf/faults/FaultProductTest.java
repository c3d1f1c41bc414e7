package dev.wharf.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wharf.catalog.Dialect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Every kind of fault at every point, between all products, in all modes: {@code scripts/faults}. */
@EnabledIfSystemProperty(named = "wharf.faults", matches = ".+")
class FaultProductTest {

    @TempDir
    Path folder;

    /** One walk over points, told when it is done. */
    private record Walk(Dialect from, Dialect to, String mode) {

        @Override
        public String toString() {
            return (from + " to " + to + ", " + mode).toLowerCase(Locale.ROOT);
        }
    }

    private static final String WANTED = System.getProperty("wharf.faults", "");
    private static final int STEP = Integer.getInteger("wharf.faults.step", 1);
    private static final long SEED = Long.getLong("wharf.faults.seed", 1);

    @Test
    void everyKindAtEveryPointEndsTheSame() throws Exception {
        String only = System.getProperty("wharf.faults.only", "");
        long started = System.nanoTime();
        List<Future<List<FaultPoints.Tally>>> walks = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(Integer.getInteger("wharf.faults.threads", 2))) {
            for (Dialect from : Dialect.values()) {
                for (Dialect to : Dialect.values()) {
                    for (String mode : List.of("insert", "upsert", "skip-existing")) {
                        Walk walk = new Walk(from, to, mode);
                        if (walk.toString().contains(only)) {
                            walks.add(threads.submit(() -> walked(walk)));
                        }
                    }
                }
            }
        }
        List<String> problems = new ArrayList<>();
        int points = 0;
        for (Future<List<FaultPoints.Tally>> walk : walks) {
            for (FaultPoints.Tally tally : walk.get()) {
                points += tally.points();
                problems.addAll(tally.problems());
            }
        }
        System.out.println(points + " points in " + Duration.ofNanos(System.nanoTime() - started).toSeconds() + " s, "
                + problems.size() + " wrong");
        assertEquals(List.of(), problems);
    }

    private List<FaultPoints.Tally> walked(Walk walk) throws Exception {
        Path own = Files.createDirectories(folder.resolve(walk.from() + "-" + walk.to() + "-" + walk.mode()));
        FaultPoints all = new FaultPoints(new Scenario(walk.from(), walk.to(), walk.mode(), own));
        Random random = new Random(SEED);
        List<FaultPoints.Tally> tallies = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            for (FaultRun.Phase phase : FaultRun.Phase.values()) {
                int first = 1 + random.nextInt(STEP);
                if (!WANTED.equals("all") && !List.of(WANTED.split(",")).contains(kind.name())) {
                    continue;
                }
                FaultPoints.Tally tally = all.walk(kind, phase, first, STEP);
                tallies.add(tally);
                if (tally.points() > 0) {
                    System.out.println(tally);
                }
                tally.problems().forEach(System.out::println);
            }
        }
        return tallies;
    }
}
