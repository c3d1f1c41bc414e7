package dev.wharf.faults;

import dev.wharf.audit.RunId;
import dev.wharf.audit.RunStatus;
import dev.wharf.catalog.Dialect;
import dev.wharf.failure.WharfException;
import dev.wharf.run.RollbackOutcome;
import dev.wharf.run.RunEvent;
import dev.wharf.run.Runs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Runs that fail again and again, as a seed says: which databases, which mode, how many workers, how large the batches, which
 * faults one after the other, whether the run is taken back and begun anew. The same seed plans the same faults again; which
 * thread is where when one strikes is the machine's.
 */
final class Chaos {

    private static final int MOST_STARTS = 25;
    private static final List<String> MODES = List.of("insert", "upsert", "skip-existing");

    private final Path folder;
    private final Map<String, Scenario> scenarios = new HashMap<>();

    Chaos(Path folder) {
        this.folder = folder;
    }

    /**
     * What a seed did.
     *
     * @param faults those that struck, in their order
     * @param kills how many of them ended the engine
     */
    record Report(
            long seed, String scenario, int workers, int batchRows, List<String> faults, int kills, int resumes, Duration took,
            List<String> problems) {

        @Override
        public String toString() {
            return "seed %d: %s, %d workers, batches of %d: %d faults, %d kills, %d resumes, %d ms%s%s"
                    .formatted(
                            seed, scenario, workers, batchRows, faults.size(), kills, resumes, took.toMillis(),
                            problems.isEmpty() ? "" : "\n  struck: " + String.join(", ", faults),
                            problems.isEmpty() ? "" : "\n  WRONG: " + String.join("\n  ", problems));
        }
    }

    Report run(long seed) throws Exception {
        return new Story(seed).tell();
    }

    private Scenario scenario(Dialect from, Dialect to, String mode) throws Exception {
        String name = from + "-" + to + "-" + mode;
        Scenario scenario = scenarios.get(name);
        if (scenario == null) {
            scenario = new Scenario(from, to, mode, Files.createDirectories(folder.resolve(name)));
            scenarios.put(name, scenario);
        }
        return scenario;
    }

    /** One seed. */
    private final class Story {

        private final long seed;
        private final Random random;
        private final Scenario scenario;
        private final int workers;
        private final int batchRows;
        private final List<String> before;
        private final Outcome uninterrupted;
        private final List<String> faults = new ArrayList<>();
        private final List<String> problems = new ArrayList<>();
        private final long began = System.nanoTime();
        private int kills;
        private int resumes;

        Story(long seed) throws Exception {
            this.seed = seed;
            this.random = new Random(seed * 0x9E3779B97F4A7C15L);
            Dialect[] dialects = Dialect.values();
            scenario = scenario(
                    dialects[random.nextInt(dialects.length)],
                    dialects[random.nextInt(dialects.length)],
                    MODES.get(random.nextInt(MODES.size())));
            workers = 1 + random.nextInt(3);
            batchRows = 1 + random.nextInt(5);
            scenario.target().restore();
            before = scenario.target().users();
            healthy().apply(Scenario.PLAN, 1, Scenario.RUN);
            uninterrupted = Outcome.of(scenario.target());
        }

        Report tell() throws Exception {
            scenario.target().restore();
            move(Scenario.RUN, random.nextInt(4));
            if (random.nextInt(3) == 0) {
                // Somebody takes it back, wherever it stands, and begins anew with an empty record.
                takeBack(Scenario.RUN);
                scenario.target().restore();
                move(Scenario.RUN, random.nextInt(3));
            }
            finish();
            Outcome now = Outcome.of(scenario.target());
            if (!now.equals(uninterrupted)) {
                problems.add("it is not what an uninterrupted run leaves:" + uninterrupted.difference(now));
            }
            takeBack(Scenario.RUN);
            return new Report(
                    seed, scenario.toString(), workers, batchRows, faults, kills, resumes,
                    Duration.ofNanos(System.nanoTime() - began), problems);
        }

        private Runs healthy() {
            return scenario.runs(batchRows, Injector.none(), RunEvent.Listener.NONE);
        }

        /** Starts the run so many times with a fault ahead. */
        private void move(RunId run, int starts) throws Exception {
            for (int i = 0; i <= starts; i++) {
                struck(faulty -> start(run, faulty), 1 + random.nextInt(260));
            }
        }

        private void start(RunId run, Runs runs) {
            if (!recorded()) {
                runs.apply(Scenario.PLAN, workers, run);
            } else if (status(run).unfinished()) {
                resumes++;
                runs.resume(run);
            }
        }

        /** Goes on until it has ended, as somebody does who has patience. */
        private void finish() {
            for (int i = 0; i < MOST_STARTS; i++) {
                if (recorded() && !status(Scenario.RUN).unfinished()) {
                    return;
                }
                start(Scenario.RUN, healthy());
            }
            problems.add("after " + MOST_STARTS + " starts it is " + status(Scenario.RUN).word());
        }

        private void takeBack(RunId run) throws Exception {
            if (!recorded()) {
                return;
            }
            for (int i = random.nextInt(3); i > 0; i--) {
                struck(faulty -> faulty.rollback(run), 1 + random.nextInt(60));
            }
            RollbackOutcome rollback = healthy().rollback(run);
            if (rollback.status() != RunStatus.ROLLED_BACK) {
                problems.add("the rollback kept rows: " + rollback.conflicts());
            }
            List<String> after = scenario.target().users();
            if (!after.equals(before)) {
                problems.add("after the rollback:" + new Outcome(before, List.of()).difference(new Outcome(after, List.of())));
            }
        }

        private interface Command {
            void with(Runs runs);
        }

        /** One command with a fault ahead of it, which may come too late. */
        private void struck(Command command, int at) throws Exception {
            Kind kind = kind();
            @Nullable Runs[] faulty = new Runs[1];
            Injector injector = new Injector(kind.in(scenario, () -> faulty[0].pause()), at);
            faulty[0] = scenario.runs(batchRows, injector, RunEvent.Listener.NONE);
            Throwable failure = null;
            try {
                command.with(faulty[0]);
            } catch (Throwable e) {
                failure = e;
            }
            if (injector.firedAt() == null) {
                if (failure != null) {
                    problems.add("a start without a fault failed: " + failure);
                }
                return;
            }
            faults.add(kind + " at " + at + " (" + injector.firedAt() + ")");
            if (kind.kills()) {
                kills++;
                scenario.afterDeath(injector.leftOpen());
            } else if (failure != null && kind != Kind.DEFECT && !(failure instanceof WharfException)) {
                problems.add(kind + " at " + injector.firedAt() + " looks like a defect: " + failure);
            }
        }

        /** A kill as often as all else together. */
        private Kind kind() {
            if (random.nextBoolean()) {
                return Kind.CRASH;
            }
            Kind[] kinds = Kind.values();
            return kinds[random.nextInt(kinds.length)];
        }

        private boolean recorded() {
            try {
                return !scenario.target().query("SELECT run_id FROM @migration_runs").isEmpty();
            } catch (java.sql.SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        private RunStatus status(RunId run) {
            return healthy().status(run).getFirst().shown();
        }
    }
}
