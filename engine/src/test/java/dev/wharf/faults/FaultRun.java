package dev.wharf.faults;

import dev.wharf.audit.RunStatus;
import dev.wharf.failure.WharfException;
import dev.wharf.run.RollbackOutcome;
import dev.wharf.run.RunEvent;
import dev.wharf.run.RunOutcome;
import dev.wharf.run.Runs;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One run that fails at one call, and what it takes to end it: as many resumes as it asks for. Then its outcome is compared
 * with an uninterrupted run's, it is rolled back, and the target is compared with what it was before.
 */
final class FaultRun {

    /** In which command it fails. */
    enum Phase {
        APPLY,
        ROLLBACK
    }

    private static final int MOST_RESUMES = 3;

    private static final String RESERVED =
            "SELECT run_id, step, pass, batch, key_column, part, numbers FROM @migration_numbers ORDER BY 1, 2, 3, 4, 5, 6";

    private final Scenario scenario;
    private final Outcome uninterrupted;
    private final List<String> before;
    /** What points showed, by what the engine left there: from the same rows, and no session of its, whoever goes on does the same. */
    private final Map<String, Point> byWhatIsLeft = new HashMap<>();

    /** What one point showed; the call is null where there is no such point any more. */
    record Point(@Nullable Call call, int calls, int resumes, List<String> problems) {}

    /** Runs the scenario once without a fault, to know what is right. */
    FaultRun(Scenario scenario) throws Exception {
        this.scenario = scenario;
        scenario.target().restore();
        this.before = scenario.target().users();
        RunOutcome outcome = runs(Injector.none()).apply(Scenario.PLAN, 1, Scenario.RUN);
        this.uninterrupted = Outcome.of(scenario.target());
        if (outcome.status() != RunStatus.COMPLETED_WITH_REJECTS) {
            throw new AssertionError("the uninterrupted run is " + outcome.status());
        }
    }

    Outcome uninterrupted() {
        return uninterrupted;
    }

    Point at(Kind kind, Phase phase, int number) throws Exception {
        scenario.target().restore();
        List<String> problems = new ArrayList<>();
        List<RunEvent> events = Collections.synchronizedList(new ArrayList<>());
        if (phase == Phase.ROLLBACK) {
            runs(Injector.none()).apply(Scenario.PLAN, 1, Scenario.RUN);
        }
        Runs[] faulty = new Runs[1];
        Injector injector = new Injector(kind.in(scenario, () -> faulty[0].pause()), number);
        faulty[0] = scenario.runs(injector, events::add);
        Throwable failure = null;
        try {
            command(phase, faulty[0]);
        } catch (Throwable e) {
            failure = e;
        }
        if (injector.firedAt() == null) {
            if (failure != null) {
                problems.add("a run without a fault failed: " + failure);
            }
            return new Point(null, injector.counted(), 0, problems);
        }
        if (kind.kills()) {
            scenario.afterDeath(injector.leftOpen());
        } else {
            judge(kind, failure, problems);
            for (Place place : List.of(scenario.source(), scenario.target())) {
                place.sessionsLeft().forEach(session -> problems.add("a session was left open, " + session));
            }
        }
        String left = problems.isEmpty() ? scenario.target().left() : null;
        String alike = phase + " " + continuation(kind, phase) + " " + left;
        Point same = left == null ? null : byWhatIsLeft.get(alike);
        if (same != null) {
            return new Point(injector.firedAt(), injector.counted(), same.resumes(), same.problems());
        }
        List<String> reserved = scenario.target().query(RESERVED);
        int resumes = settle(kind, phase, problems);
        compareNumbers(reserved, problems);
        compare(kind, phase, problems);
        Point point = new Point(injector.firedAt(), injector.counted(), resumes, problems);
        if (left != null) {
            byWhatIsLeft.put(alike, point);
        }
        return point;
    }

    /** How the test goes on after a fault of a kind: of kinds that are alike in this, the same rows lead to the same end. */
    private static String continuation(Kind kind, Phase phase) {
        if (phase == Phase.ROLLBACK) {
            return "rollback";
        }
        return switch (kind) {
            case CRASH -> "interrupted, resume";
            case CRASH_THEN_ROLLBACK -> "rollback";
            default -> "resume";
        };
    }

    private static void command(Phase phase, Runs runs) {
        switch (phase) {
            case APPLY -> runs.apply(Scenario.PLAN, 1, Scenario.RUN);
            case ROLLBACK -> runs.rollback(Scenario.RUN);
        }
    }

    /** A person is told what happened: never a defect of Wharf's where there is none, and always a way on. */
    private static void judge(Kind kind, @Nullable Throwable failure, List<String> problems) {
        if (failure == null || kind == Kind.DEFECT) {
            return;
        }
        if (!(failure instanceof WharfException known)) {
            problems.add("what a person would see is a defect: " + failure);
        } else if (known.kind().exitCode() == 70 || known.next().isBlank()) {
            problems.add("exit " + known.kind().exitCode() + ", next: " + known.next());
        }
    }

    /** Does what a person would do until the run has ended; gives how often it was resumed. */
    private int settle(Kind kind, Phase phase, List<String> problems) throws Exception {
        Runs healthy = runs(Injector.none());
        if (phase == Phase.ROLLBACK || kind == Kind.CRASH_THEN_ROLLBACK) {
            return 0;
        }
        if (!recorded()) {
            if (!scenario.target().users().equals(before)) {
                problems.add("rows were written although no run is recorded");
            }
            healthy.apply(Scenario.PLAN, 1, Scenario.RUN);
            return 0;
        }
        int resumes = 0;
        while (recordedStatus().unfinished() && resumes < MOST_RESUMES) {
            if (kind.kills() && resumes == 0) {
                requireInterrupted(healthy, problems);
            }
            healthy.resume(Scenario.RUN);
            resumes++;
        }
        return resumes;
    }

    private static void requireInterrupted(Runs healthy, List<String> problems) {
        RunStatus shown = healthy.status(Scenario.RUN).getFirst().shown();
        if (shown != RunStatus.INTERRUPTED) {
            problems.add("a run whose engine died shows as " + shown.word());
        }
    }

    private boolean recorded() throws Exception {
        return !scenario.target().query("SELECT run_id FROM @migration_runs").isEmpty();
    }

    /** Asked past Wharf, whose sessions are most of what a point costs. */
    private RunStatus recordedStatus() throws Exception {
        return RunStatus.of(scenario.target().query("SELECT status FROM @migration_runs").getFirst());
    }

    private void compare(Kind kind, Phase phase, List<String> problems) throws Exception {
        if (phase == Phase.APPLY && kind != Kind.CRASH_THEN_ROLLBACK) {
            Outcome now = Outcome.of(scenario.target());
            if (!now.equals(uninterrupted)) {
                problems.add("it is not what an uninterrupted run leaves:" + uninterrupted.difference(now));
            }
        }
        if (!recorded()) {
            return;
        }
        if (recordedStatus() != RunStatus.ROLLED_BACK) {
            RollbackOutcome rollback = runs(Injector.none()).rollback(Scenario.RUN);
            if (rollback.status() != RunStatus.ROLLED_BACK) {
                problems.add("the rollback kept rows: " + rollback.conflicts());
            }
        }
        List<String> after = scenario.target().users();
        if (!after.equals(before)) {
            problems.add("after the rollback:" + new Outcome(before, List.of()).difference(new Outcome(after, List.of())));
        }
        long reversals = Long.parseLong(scenario.target().query("SELECT count(*) FROM @migration_reversals").getFirst());
        long mappings = Long.parseLong(scenario.target()
                .query("SELECT count(*) FROM @migration_mappings WHERE kind <> 'existing'")
                .getFirst());
        if (reversals != mappings) {
            problems.add(mappings + " rows were written and " + reversals + " reversals recorded");
        }
    }

    /** What a range reserved before the fault is what its rows got: nothing is reserved twice. */
    private void compareNumbers(List<String> reserved, List<String> problems) throws Exception {
        List<String> now = scenario.target().query(RESERVED);
        if (!now.containsAll(reserved)) {
            problems.add("numbers were " + reserved + " and are " + now);
        }
        for (String range : now) {
            if (!range.split("\\|")[5].equals("1")) {
                problems.add("numbers were reserved once more: " + range);
            }
        }
    }

    private Runs runs(Injector injector) {
        return scenario.runs(injector, RunEvent.Listener.NONE);
    }
}
