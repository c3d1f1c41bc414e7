package dev.wharf.shell;

import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ctrl-C and SIGTERM: the command's thread is interrupted, so that it ends its containers and transactions in order, and
 * the process waits for it a while. The system gives the exit code, 130 for SIGINT.
 */
final class Interruption {

    static final Duration PATIENCE = Duration.ofSeconds(15);

    private @Nullable Thread working;
    private CountDownLatch done = new CountDownLatch(0);

    /** Runs when the process is asked to end, however; does nothing where no command is at work. */
    void arm() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::endWork, "wharf-interruption"));
    }

    synchronized void begin() {
        working = Thread.currentThread();
        done = new CountDownLatch(1);
    }

    synchronized void end() {
        working = null;
        done.countDown();
    }

    /** Interrupts the command that is at work, if one is. */
    synchronized boolean interrupt() {
        Thread thread = working;
        if (thread == null) {
            return false;
        }
        thread.interrupt();
        return true;
    }

    private void endWork() {
        CountDownLatch awaited;
        synchronized (this) {
            awaited = done;
        }
        if (interrupt()) {
            try {
                if (!awaited.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                    System.err.println("wharf: the command did not end within " + PATIENCE.toSeconds()
                            + " s and is stopped; `wharf resume` goes on from the last whole batch.");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    static WharfException failure(@Nullable Throwable cause) {
        return new WharfException(
                Kind.INTERRUPTED,
                "interrupted",
                "Interrupted; nothing is half-written.",
                "Where a run had begun, `wharf status` shows it, and resume, close or rollback applies.",
                cause);
    }
}
