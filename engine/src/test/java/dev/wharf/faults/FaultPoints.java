package dev.wharf.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** Goes through the points at which a run can fail in one way. */
final class FaultPoints {

    private static final int MOST_SAID = 5;

    /** A run gives a database that is gone a minute, and may do so in each of its starts. */
    private static final Duration LONGEST_POINT = Duration.ofMinutes(6);

    private final Scenario scenario;
    private final FaultRun run;

    FaultPoints(Scenario scenario) throws Exception {
        this.scenario = scenario;
        this.run = new FaultRun(scenario);
    }

    /**
     * What a walk over the points showed.
     *
     * @param calls how many points there are
     * @param points how many were tried
     * @param resumed at how many of them the run had to be resumed
     * @param wrong at how many of them the end was not as it should be
     * @param problems what was wrong at the first of these
     */
    record Tally(
            Scenario scenario, Kind kind, FaultRun.Phase phase, int calls, int points, int resumed, int wrong,
            List<String> problems, Duration took) {

        @Override
        public String toString() {
            return "%-39s %-21s %-8s %4d of %4d points, %4d resumed, %d wrong, %.1f s"
                    .formatted(scenario, kind, phase, points, calls, resumed, wrong, took.toMillis() / 1000.0);
        }
    }

    /** Every point from the first to the last. */
    Tally every(Kind kind, FaultRun.Phase phase) throws Exception {
        return walk(kind, phase, 1, 1);
    }

    /** Every {@code step}-th point. */
    Tally walk(Kind kind, FaultRun.Phase phase, int first, int step) throws Exception {
        long began = System.nanoTime();
        List<String> problems = new ArrayList<>();
        int points = 0;
        int resumed = 0;
        int wrong = 0;
        for (int number = first; ; number += step) {
            FaultRun.Point point = at(kind, phase, number);
            if (!point.problems().isEmpty()) {
                wrong++;
                if (problems.size() < MOST_SAID) {
                    problems.add(kind + " in " + phase + " at " + number + " (" + point.call() + "), " + scenario + ": "
                            + String.join("; ", point.problems()));
                }
            }
            if (point.call() == null) {
                Duration took = Duration.ofNanos(System.nanoTime() - began);
                return new Tally(scenario, kind, phase, point.calls(), points, resumed, wrong, problems, took);
            }
            points++;
            resumed += point.resumes() > 0 ? 1 : 0;
        }
    }

    /** A point that does not end leaves its scenario behind, so nothing after it could be judged. */
    private FaultRun.Point at(Kind kind, FaultRun.Phase phase, int number) throws Exception {
        FutureTask<FaultRun.Point> point = new FutureTask<>(() -> run.at(kind, phase, number));
        Thread thread = Thread.ofPlatform().daemon().name("fault-point").start(point);
        try {
            return point.get(LONGEST_POINT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            String where = Arrays.stream(thread.getStackTrace()).map(String::valueOf).collect(Collectors.joining("\n  "));
            throw new AssertionError(
                    kind + " in " + phase + " at " + number + ", " + scenario + ", does not end; it is at\n  " + where, e);
        } catch (ExecutionException e) {
            throw new AssertionError(kind + " in " + phase + " at " + number + ", " + scenario, e.getCause());
        }
    }
}
