package dev.wharf.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.gate.Bounded.Outcome;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A parser's thread: what comes of it when it ends, breaks, goes too deep or too long. */
class BoundedTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    void givesWhatTheTaskGives() {
        assertEquals(new Outcome.Done<>("a"), Bounded.call("done", LONG, () -> "a"));
    }

    @Test
    void worksOnADaemonThreadOfItsName() {
        AtomicReference<Thread> worker = new AtomicReference<>();
        Bounded.call("name", LONG, () -> {
            worker.set(Thread.currentThread());
            return "";
        });
        assertEquals("gate-name", worker.get().getName());
        assertTrue(worker.get().isDaemon());
    }

    @Test
    void givesTheCauseOfATaskThatBreaks() {
        RuntimeException cause = new IllegalStateException("broken");
        assertEquals(new Outcome.Failed<>(cause), Bounded.call("broken", LONG, () -> {
            throw cause;
        }));
    }

    @Test
    void tellsARecursionThatHasNoStackLeft() {
        assertInstanceOf(Outcome.TooDeep.class, Bounded.call("deep", LONG, () -> deep(1)));
    }

    private static int deep(int n) {
        return n == 0 ? 0 : deep(n + 1) + n;
    }

    @Test
    void endsALoopThatAsksWithItsDeadline() throws InterruptedException {
        AtomicReference<Thread> worker = new AtomicReference<>();
        Outcome<String> outcome = Bounded.call("endless", Duration.ofMillis(50), () -> {
            worker.set(Thread.currentThread());
            while (true) {
                Bounded.goOn();
            }
        });
        assertInstanceOf(Outcome.TooLong.class, outcome);
        worker.get().join(60_000);
        assertFalse(worker.get().isAlive());
    }

    @Test
    void stopsItsWorkerAndStaysInterruptedWhereItsCallerIs() throws InterruptedException {
        AtomicReference<Thread> worker = new AtomicReference<>();
        AtomicReference<Outcome<String>> outcome = new AtomicReference<>();
        AtomicReference<Boolean> interrupted = new AtomicReference<>(false);
        Thread caller = new Thread(() -> {
            outcome.set(Bounded.call("left", LONG, () -> {
                worker.set(Thread.currentThread());
                while (true) {
                    Bounded.goOn();
                }
            }));
            interrupted.set(Thread.currentThread().isInterrupted());
        });
        caller.start();
        while (worker.get() == null) {
            Thread.onSpinWait();
        }
        caller.interrupt();
        caller.join(60_000);
        worker.get().join(60_000);
        assertFalse(worker.get().isAlive());
        assertInstanceOf(Outcome.Failed.class, outcome.get());
        assertTrue(interrupted.get());
    }
}
