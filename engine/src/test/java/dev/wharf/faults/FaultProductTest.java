package dev.wharf.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wharf.catalog.Dialect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Every kind of fault at every point, between all products, in all modes: {@code scripts/faults}. */
@EnabledIfSystemProperty(named = "wharf.faults", matches = ".+")
class FaultProductTest {

    private static final List<String> MODES = List.of("insert", "upsert", "skip-existing");

    private static final int STEP = Integer.getInteger("wharf.faults.step", 1);
    private static final long SEED = Long.getLong("wharf.faults.seed", 1);
    private static final int THREADS = Integer.getInteger("wharf.faults.threads", 2);

    @TempDir
    Path folder;

    /** The walks between two products in one mode; one after the other, for they share the databases. */
    private record Walk(Dialect from, Dialect to, String mode) {

        @Override
        public String toString() {
            return (from + " to " + to + ", " + mode).toLowerCase(Locale.ROOT);
        }
    }

    @Test
    void everyKindAtEveryPointEndsTheSame() throws Exception {
        List<Kind> kinds = kinds(System.getProperty("wharf.faults", ""));
        List<Walk> walks = walks(System.getProperty("wharf.faults.only", ""));
        if (STEP < 1 || THREADS < 1) {
            throw new IllegalArgumentException("the step is " + STEP + ", the threads are " + THREADS + "; both begin with 1");
        }
        long began = System.nanoTime();
        List<FaultPoints.Tally> tallies = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<List<FaultPoints.Tally>>> under = new ArrayList<>();
            walks.forEach(walk -> under.add(threads.submit(() -> walked(walk, kinds))));
            for (int i = 0; i < walks.size(); i++) {
                try {
                    tallies.addAll(under.get(i).get());
                } catch (ExecutionException e) {
                    // the others go on: what they show counts all the same
                    e.printStackTrace(System.out);
                    problems.add(walks.get(i) + " broke off: " + e.getCause());
                }
            }
        }
        tallies.forEach(tally -> problems.addAll(tally.problems()));
        say(tallies, problems.size() - tallies.stream().mapToInt(t -> t.problems().size()).sum(), began);
        assertEquals(List.of(), problems);
    }

    private static List<Kind> kinds(String wanted) {
        return wanted.equals("all")
                ? List.of(Kind.values())
                : Arrays.stream(wanted.split(",")).map(String::strip).map(Kind::valueOf).toList();
    }

    /** Those onto a server take longest, so they come first. */
    private static List<Walk> walks(String only) {
        List<Walk> walks = new ArrayList<>();
        for (Dialect from : Dialect.values()) {
            for (Dialect to : Dialect.values()) {
                MODES.forEach(mode -> walks.add(new Walk(from, to, mode)));
            }
        }
        walks.removeIf(walk -> !walk.toString().contains(only));
        if (walks.isEmpty()) {
            throw new IllegalArgumentException("no pair and mode is called \"" + only + "\"");
        }
        walks.sort(Comparator.comparing((Walk walk) -> walk.to() == Dialect.SQLITE)
                .thenComparing(walk -> walk.from() == Dialect.SQLITE));
        return walks;
    }

    private List<FaultPoints.Tally> walked(Walk walk, List<Kind> kinds) throws Exception {
        Path own = Files.createDirectories(folder.resolve(walk.from() + "-" + walk.to() + "-" + walk.mode()));
        FaultPoints all = new FaultPoints(new Scenario(walk.from(), walk.to(), walk.mode(), own));
        Random random = new Random(SEED);
        List<FaultPoints.Tally> tallies = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            for (FaultRun.Phase phase : FaultRun.Phase.values()) {
                int first = 1 + random.nextInt(STEP);
                if (kinds.contains(kind)) {
                    FaultPoints.Tally tally = all.walk(kind, phase, first, STEP);
                    tallies.add(tally);
                    if (tally.points() > 0 || tally.wrong() > 0) {
                        System.out.println(tally);
                    }
                    tally.problems().forEach(System.out::println);
                }
            }
        }
        return tallies;
    }

    private static void say(List<FaultPoints.Tally> tallies, int brokenOff, long began) {
        Map<String, Sum> byKind = new TreeMap<>();
        Map<String, Sum> byWalk = new TreeMap<>();
        Sum all = Sum.NONE;
        for (FaultPoints.Tally tally : tallies) {
            byKind.merge(tally.kind().name(), Sum.of(tally), Sum::plus);
            byWalk.merge(tally.scenario().toString(), Sum.of(tally), Sum::plus);
            all = all.plus(Sum.of(tally));
        }
        System.out.println("\nby kind:");
        byKind.forEach((kind, sum) -> System.out.printf("  %-38s %s%n", kind, sum));
        System.out.println("by pair and mode:");
        byWalk.forEach((walk, sum) -> System.out.printf("  %-38s %s%n", walk, sum));
        System.out.printf(
                "faults: %d of %d points in %d s, %d resumed, %d wrong, %d of %d pairs and modes broke off (step %d, seed %d)%n",
                all.points(), all.calls(), Duration.ofNanos(System.nanoTime() - began).toSeconds(), all.resumed(), all.wrong(),
                brokenOff, byWalk.size() + brokenOff, STEP, SEED);
    }

    private record Sum(int calls, int points, int resumed, int wrong, Duration took) {

        static final Sum NONE = new Sum(0, 0, 0, 0, Duration.ZERO);

        static Sum of(FaultPoints.Tally tally) {
            return new Sum(tally.calls(), tally.points(), tally.resumed(), tally.wrong(), tally.took());
        }

        Sum plus(Sum other) {
            return new Sum(
                    calls + other.calls, points + other.points, resumed + other.resumed, wrong + other.wrong, took.plus(other.took));
        }

        @Override
        public String toString() {
            double seconds = took.toMillis() / 1000.0;
            return "%5d of %5d points, %4d resumed, %d wrong, %.0f s, %.1f points a second"
                    .formatted(points, calls, resumed, wrong, seconds, points / Math.max(0.001, seconds));
        }
    }
}
