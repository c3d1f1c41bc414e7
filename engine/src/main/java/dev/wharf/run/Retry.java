package dev.wharf.run;

import dev.wharf.database.ConnectionLost;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.sandbox.SandboxFailure;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Judges faults of the infrastructure: a container that dies is replaced three times for the same work, a lost session is
 * tried again with growing pauses for a minute. Progress in between starts the count anew. For one thread.
 */
final class Retry {

    private static final int DEATHS = 3;
    private static final int OVERRUNS = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(8);

    private final RunContext context;
    private int deaths;
    private int overruns;
    private long progressAtFault = -1;
    private @Nullable Instant lostSince;
    private Duration pause = Duration.ofMillis(250);

    Retry(RunContext context) {
        this.context = context;
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
        Instant now = Instant.now();
        if (lostSince == null) {
            lostSince = now;
        }
        if (context.rehearsal() || Duration.between(lostSince, now).compareTo(PATIENCE) > 0) {
            throw new WharfException(
                    Kind.ENVIRONMENT,
                    "connection-lost",
                    lost.getMessage() + " It did not come back within " + PATIENCE.toSeconds() + " s.",
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
        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
    }

    /** Whether a session was lost and nothing was committed since. */
    boolean waitingForConnections() {
        return lostSince != null;
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
