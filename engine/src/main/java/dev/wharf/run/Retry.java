package dev.wharf.run;

import dev.wharf.database.ConnectionLost;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.sandbox.SandboxFailure;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Judges faults of the infrastructure: a container that dies is replaced three times for the same work, a lost session is
 * tried again with growing pauses for a minute. Progress in between starts the count anew. For one thread.
 */
final class Retry {

    private static final int DEATHS = 3;
    private static final int OVERRUNS = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    /** Whoever asked for a pause waits for it. */
    private static final Duration PATIENCE_IN_A_PAUSE = Duration.ofSeconds(5);
    /** How databases say that no session can be had. */
    private static final Set<String> DOWN = Set.of("database-unreachable", "database-busy", "database-lost");
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(8);

    private final RunContext context;
    private int deaths;
    private int overruns;
    private long progressAtFault = -1;
    private @Nullable Long lostSince;
    private Duration pause = Duration.ofMillis(250);

    Retry(RunContext context) {
        this.context = context;
    }

    /** Does something small again until no lost session interrupts it any more; it may have been done already when it is repeated. */
    static <T> T lasting(RunContext context, Supplier<T> work) {
        return lasting(context, () -> {}, work);
    }

    /** @param afterLoss before it is done again */
    static <T> T lasting(RunContext context, Runnable afterLoss, Supplier<T> work) {
        Retry retry = new Retry(context);
        while (true) {
            try {
                return work.get();
            } catch (ConnectionLost | WharfException e) {
                retry.after(retry.meansLost(e), 0);
                afterLoss.run();
            }
        }
    }

    /**
     * A database that is down shows when the next session is opened, and may say anything until it is back up. Whatever else
     * failed is thrown on.
     */
    ConnectionLost meansLost(RuntimeException failure) {
        if (failure instanceof ConnectionLost lost) {
            return lost;
        }
        if (failure instanceof WharfException e
                && e.kind() == Kind.ENVIRONMENT
                && (lostSince != null || DOWN.contains(e.code()))) {
            return new ConnectionLost(e.text(), e);
        }
        throw failure;
    }

    /** @param progress rows committed so far */
    void after(SandboxFailure failure, long progress) {
        madeProgress(progress);
        boolean tooOften = failure.reason() == SandboxFailure.Cause.ROW_TIMEOUT ? ++overruns > OVERRUNS : ++deaths > DEATHS;
        if (tooOften) {
            throw new WharfException(
                    Kind.ENVIRONMENT,
                    "sandbox-died",
                    "The container died " + (deaths + overruns) + " times at the same work: " + failure.getMessage() + ".",
                    "See `wharf sandbox doctor`; then `wharf resume " + context.run() + "`.",
                    failure);
        }
        context.listener().on(new RunEvent.Notice("The container is replaced: " + failure.getMessage() + "."));
    }

    void after(ConnectionLost lost, long progress) {
        madeProgress(progress);
        // a clock that is set in between changes nothing
        long now = System.nanoTime();
        if (lostSince == null) {
            lostSince = now;
        }
        Duration patience = context.stop().asked() ? PATIENCE_IN_A_PAUSE : PATIENCE;
        if (context.rehearsal() || now - lostSince > patience.toNanos()) {
            throw new WharfException(
                    Kind.ENVIRONMENT,
                    "connection-lost",
                    lost.getMessage() + " It did not come back within " + patience.toSeconds() + " s.",
                    "See that both databases answer; then `wharf resume " + context.run() + "`.",
                    lost);
        }
        context.listener()
                .on(new RunEvent.Notice(lost.getMessage() + " Trying again in " + pause.toMillis() + " ms."));
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw lost;
        }
        keepLease();
        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
    }

    /** Where the target does not answer, that shows in what is tried again. */
    private void keepLease() {
        try {
            context.lease().keep();
        } catch (ConnectionLost e) {
            context.listener().on(new RunEvent.Notice("The run's lock is not back yet: " + e.getMessage()));
        } catch (WharfException e) {
            if (e.kind() != Kind.ENVIRONMENT && e.kind() != Kind.REFUSED) {
                throw e;
            }
            // A server that has not noticed the cut yet keeps the lock for the session that is gone. Should another engine have
            // it, its epoch is newer, and the next commit says so.
            context.listener().on(new RunEvent.Notice("The run's lock is not back yet: " + e.text()));
        }
    }

    private void madeProgress(long progress) {
        if (progress != progressAtFault) {
            progressAtFault = progress;
            deaths = 0;
            lostSince = null;
            pause = Duration.ofMillis(250);
        }
    }
}
