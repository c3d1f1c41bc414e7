package dev.wharf.shell.line;

import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ctrl-C and SIGTERM: the command is asked to end in order, so that its batches are whole and its containers gone, then its
 * thread is interrupted; the process waits for it a while. The system gives the exit code, 130 for SIGINT.
 */
public final class Interruption {

    /** For so long a command that was asked to end keeps its containers, so that it can finish its batches. */
    public static final Duration CONTAINERS_STAY = Duration.ofSeconds(7);

    private static final Duration IN_ORDER = Duration.ofSeconds(10);
    private static final Duration AT_ONCE = Duration.ofSeconds(5);

    private @Nullable Thread working;
    private @Nullable Runnable politely;
    private CountDownLatch done = new CountDownLatch(0);

    /** From now on whatever ends the process ends the command first. */
    public void arm() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::endWork, "wharf-interruption"));
    }

    public synchronized void begin() {
        working = Thread.currentThread();
        politely = null;
        done = new CountDownLatch(1);
    }

    public synchronized void end() {
        working = null;
        politely = null;
        done.countDown();
    }

    /** How the command under way is asked to end in order; without it, it is interrupted. */
    synchronized void whenAsked(Runnable request) {
        politely = request;
    }

    /** While somebody is asked a question nothing is at work, so there is nothing to wait for. */
    synchronized void waitingForAnswer(boolean waiting) {
        working = waiting ? null : Thread.currentThread();
    }

    /** Asks the command that is at work to end; a second call interrupts it. */
    public synchronized void interrupt() {
        Runnable request = politely;
        Thread thread = working;
        politely = null;
        if (thread != null && request != null) {
            request.run();
        } else if (thread != null) {
            thread.interrupt();
        }
    }

    private void endWork() {
        CountDownLatch awaited;
        synchronized (this) {
            if (working == null) {
                return;
            }
            awaited = done;
        }
        try {
            interrupt();
            if (!awaited.await(IN_ORDER.toMillis(), TimeUnit.MILLISECONDS)) {
                interrupt();
                if (!awaited.await(AT_ONCE.toMillis(), TimeUnit.MILLISECONDS)) {
                    System.err.println("wharf: the command did not end in time and is stopped; nothing is half-written.");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public static WharfException failure(@Nullable Throwable cause) {
        return new WharfException(
                Kind.INTERRUPTED,
                "interrupted",
                "Interrupted; nothing is half-written.",
                "Where a run had begun, `wharf status` shows it, and resume, close or rollback applies.",
                cause);
    }
}
