package dev.wharf.faults;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a run and everything that it calls. It counts the calls that could fail in one way, and lets the N-th of
 * them fail so. Thread-safe.
 */
final class Injector {

    /** The real call. */
    @FunctionalInterface
    interface Real {
        @Nullable Object call() throws Throwable;
    }

    private final Fault fault;
    private final int at;
    private final AtomicInteger counted = new AtomicInteger();
    private final ConcurrentLinkedQueue<AutoCloseable> open = new ConcurrentLinkedQueue<>();
    /** Whoever takes an image of a file waits for commits under way. */
    private final ReadWriteLock commits = new ReentrantReadWriteLock(true);
    private volatile @Nullable Call firedAt;
    private final CountDownLatch imageTaken = new CountDownLatch(1);
    private volatile boolean dead;

    /** @param at from 1; 0 for never */
    Injector(Fault fault, int at) {
        this.fault = fault;
        this.at = at;
    }

    static Injector none() {
        return new Injector(Fault.NONE, 0);
    }

    @Nullable Object call(Call call, Real real) throws Throwable {
        requireAlive();
        if (fault.fits(call) && counted.incrementAndGet() == at) {
            firedAt = call;
            return fault.instead(this, call, real);
        }
        return pass(call, real);
    }

    /** The call as it is. */
    @Nullable Object pass(Call call, Real real) throws Throwable {
        if (!call.commits()) {
            return real.call();
        }
        commits.readLock().lock();
        try {
            requireAlive();
            return real.call();
        } finally {
            commits.readLock().unlock();
        }
    }

    /** From now on every call ends in {@link EngineDied}; what the databases hold at this moment is handed to {@code image}. */
    void die(Runnable image) {
        dead = true;
        commits.writeLock().lock();
        try {
            image.run();
        } finally {
            commits.writeLock().unlock();
            imageTaken.countDown();
        }
        throw new EngineDied();
    }

    void requireAlive() {
        if (dead) {
            throw new EngineDied();
        }
    }

    void opened(AutoCloseable resource) {
        open.add(resource);
    }

    void closed(AutoCloseable resource) {
        open.remove(resource);
    }

    /** What a dead engine left open; the system closes it. */
    List<AutoCloseable> leftOpen() throws InterruptedException {
        imageTaken.await();
        List<AutoCloseable> left = new ArrayList<>(open);
        Collections.reverse(left);
        return left;
    }

    /** How many calls could have failed this way so far. */
    int counted() {
        return counted.get();
    }

    /** Where it failed; null where it did not. */
    @Nullable Call firedAt() {
        return firedAt;
    }
}
