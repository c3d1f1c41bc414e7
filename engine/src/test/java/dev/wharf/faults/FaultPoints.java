package dev.wharf.faults;

import java.util.ArrayList;
import java.util.List;

/** Goes through the points at which a run can fail in one way. */
final class FaultPoints {

    private static final int MOST_SAID = 5;

    private final Scenario scenario;
    private final FaultRun run;

    FaultPoints(Scenario scenario) throws Exception {
        this.scenario = scenario;
        this.run = new FaultRun(scenario);
    }

    /**
     * What a walk over the points showed.
     *
     * @param points how many were tried
     * @param resumed at how many of them the run had to be resumed
     * @param problems where the end was not as it should be
     */
    record Tally(Scenario scenario, Kind kind, FaultRun.Phase phase, int points, int resumed, List<String> problems) {

        @Override
        public String toString() {
            return "%-38s %-22s %-8s %4d points, %4d resumed, %d wrong"
                    .formatted(scenario, kind, phase, points, resumed, problems.size());
        }
    }

    /** Every point from the first to the last. */
    Tally every(Kind kind, FaultRun.Phase phase) throws Exception {
        return walk(kind, phase, 1, 1);
    }

    /** Every {@code step}-th point. */
    Tally walk(Kind kind, FaultRun.Phase phase, int first, int step) throws Exception {
        List<String> problems = new ArrayList<>();
        int points = 0;
        int resumed = 0;
        for (int number = first; ; number += step) {
            FaultRun.Point point = run.at(kind, phase, number);
            if (!point.problems().isEmpty() && problems.size() < MOST_SAID) {
                problems.add(kind + " in " + phase + " at " + number + " (" + point.call() + "), " + scenario + ": "
                        + String.join("; ", point.problems()));
            }
            if (point.call() == null) {
                return new Tally(scenario, kind, phase, points, resumed, problems);
            }
            points++;
            resumed += point.resumes() > 0 ? 1 : 0;
        }
    }
}
