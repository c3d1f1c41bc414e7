package dev.wharf.gate.fuzz;

import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/** Runs cases one after the other, each under a deadline, and makes those that fail smaller. */
final class Fuzz {

    /** More than all gates' own deadlines together. */
    private static final long HANG_SECONDS = 40;

    private static final int MINIMISED = 5;

    private Fuzz() {}

    static Tally run(String what, long run, int cases, LongFunction<FuzzCase> maker, Trial trial) {
        Tally tally = new Tally(what);
        for (int number = 0; number < cases; number++) {
            one(tally, maker.apply(Draws.seedOf(run, number)), trial);
        }
        return tally;
    }

    static void one(Tally tally, FuzzCase fuzz, Trial trial) {
        long began = System.nanoTime();
        Verdict verdict = bounded(fuzz, trial);
        tally.add(fuzz, verdict, System.nanoTime() - began);
        if (verdict.bad()) {
            FuzzCase least = tally.failures().size() < MINIMISED ? Minimiser.minimise(fuzz, verdict, trial) : fuzz;
            tally.failed("%s: %s%n%s (%s, hostile: %s, %s%s)%n%s"
                    .formatted(
                            verdict.outcome(),
                            verdict.detail(),
                            fuzz.replay(),
                            fuzz.origin(),
                            fuzz.hostile(),
                            fuzz.dialect(),
                            fuzz.condition() ? " condition" : "",
                            least.text()));
        }
    }

    static Verdict bounded(FuzzCase fuzz, Trial trial) {
        ExecutorService thread = Executors.newSingleThreadExecutor(Thread.ofPlatform().name("fuzz-case").daemon().factory());
        Future<Verdict> verdict = thread.submit(() -> trial.run(fuzz));
        try {
            return verdict.get(HANG_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return new Verdict(Verdict.Outcome.HANG, "no answer within " + HANG_SECONDS + " s");
        } catch (ExecutionException e) {
            return new Verdict(Verdict.Outcome.ERROR, String.valueOf(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Verdict(Verdict.Outcome.ERROR, "interrupted");
        } finally {
            thread.shutdownNow();
        }
    }

    /** Threads of gates that are still at work; a gate that gave up waits for none, so they are given some time. */
    static Set<String> leftThreads() throws InterruptedException {
        Set<String> left = gateThreads();
        for (int i = 0; i < 100 && !left.isEmpty(); i++) {
            Thread.sleep(100);
            left = gateThreads();
        }
        return left;
    }

    private static Set<String> gateThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("gate-"))
                .collect(Collectors.toSet());
    }
}
