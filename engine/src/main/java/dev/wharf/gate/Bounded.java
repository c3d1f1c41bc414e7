package dev.wharf.gate;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs a parser over text that nobody trusts: on a thread of its own, whose stack is bounded (a parser recurses as deep as
 * its input is nested) and that has a deadline. The gates' own loops end by {@link #goOn} then. A parser ignores its
 * interrupt, so what would keep it busy for long is refused before it begins: {@link TextRules} bounds what it looks ahead.
 */
final class Bounded {

    private static final long STACK_BYTES = 4L << 20;

    private Bounded() {}

    /** What came of a bounded call. */
    sealed interface Outcome<T> {

        record Done<T>(T value) implements Outcome<T> {}

        record TooDeep<T>() implements Outcome<T> {}

        record TooLong<T>() implements Outcome<T> {}

        record Failed<T>(Throwable cause) implements Outcome<T> {}
    }

    /** Ends the call that this thread runs once its deadline is over; for loops over what nobody trusts. */
    static void goOn() {
        if (Thread.currentThread().isInterrupted()) {
            throw new IllegalStateException("the deadline is over");
        }
    }

    static <T> Outcome<T> call(String name, Duration deadline, Callable<T> task) {
        FutureTask<T> future = new FutureTask<>(task);
        Thread thread = new Thread(null, future, "gate-" + name, STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
        try {
            return new Outcome.Done<>(future.get(deadline.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            return cause instanceof StackOverflowError ? new Outcome.TooDeep<>() : new Outcome.Failed<>(cause);
        } catch (TimeoutException e) {
            thread.interrupt();
            return new Outcome.TooLong<>();
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            return new Outcome.Failed<>(e);
        }
    }
}
