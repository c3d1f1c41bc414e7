package dev.wharf.sandbox.docker;

import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees that every container of this engine goes. A name is armed before the container is made and stays armed until the
 * daemon says that it is gone; what is armed when the process ends (Ctrl-C and SIGTERM too) is removed by a shutdown hook,
 * which first gives whoever is at work the time to end in order. Thread-safe.
 */
final class Housekeeping implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final DockerDaemon daemon;
    private final Set<String> armed = ConcurrentHashMap.newKeySet();
    private final ExecutorService background =
            Executors.newThreadPerTaskExecutor(Thread.ofPlatform().daemon().name("wharf-remove-", 0).factory());
    private final ReadWriteLock making = new ReentrantReadWriteLock();
    private final Thread hook = new Thread(this::removeAtTheEnd, "wharf-remove-all");
    private final Duration inOrder;
    private volatile boolean ending;

    /** @param inOrder how long the end of the process waits for containers to be let go by those who use them */
    Housekeeping(DockerDaemon daemon, Duration inOrder) {
        this.daemon = daemon;
        this.inOrder = inOrder;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Makes a container of that name, armed before, unless the engine is ending. */
    <T> T make(String name, Supplier<T> creation) {
        making.readLock().lock();
        try {
            requireOpen();
            armed.add(name);
            return creation.get();
        } catch (NotFoundException e) {
            // without its image nothing was made
            armed.remove(name);
            throw e;
        } finally {
            making.readLock().unlock();
        }
    }

    /** @throws WharfException of kind INTERRUPTED once the engine is ending */
    void requireOpen() {
        if (ending) {
            throw new WharfException(
                    Kind.INTERRUPTED, "sandbox-closed", "the sandbox is closing and starts no container", "try again");
        }
    }

    /** Removes a container behind the caller's back. */
    void removeLater(String name) {
        if (armed.contains(name)) {
            background.execute(() -> removeUntil(name, System.nanoTime() + PATIENCE.toNanos()));
        }
    }

    /** Removes what is left and lets nothing new be made; returns when all is gone or patience is at its end. */
    @Override
    public void close() {
        removeAll();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the process is ending: the hook runs, and finds nothing more to do
        }
    }

    /** A batch that is under way needs its container to be finished; nothing new is made meanwhile. */
    private void removeAtTheEnd() {
        ending = true;
        long deadline = System.nanoTime() + inOrder.toNanos();
        try {
            while (!armed.isEmpty() && System.nanoTime() < deadline) {
                Thread.sleep(Duration.ofMillis(20));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        removeAll();
    }

    private void removeAll() {
        waitForMakers();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (ExecutorService removers = Executors.newVirtualThreadPerTaskExecutor()) {
            armed.forEach(name -> removers.execute(() -> removeUntil(name, deadline)));
        }
        if (!armed.isEmpty()) {
            LOG.warn("containers that could not be removed: {}", armed);
        }
    }

    /** Whoever is making a container just now has it armed when this returns. */
    private void waitForMakers() {
        ending = true;
        try {
            if (making.writeLock().tryLock(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                making.writeLock().unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void removeUntil(String name, long deadline) {
        while (armed.contains(name) && !removeQuietly(name) && System.nanoTime() < deadline) {
            try {
                Thread.sleep(Duration.ofMillis(50));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private boolean removeQuietly(String name) {
        try {
            if (remove(daemon, name)) {
                armed.remove(name);
                return true;
            }
        } catch (WharfException e) {
            LOG.debug("container {} is not removed yet: {}", name, e.getMessage());
        } catch (IllegalStateException e) {
            // the daemon's client was closed under a thread in the background: whoever closed it removed everything first
            LOG.debug("container {} is left to whoever closed the sandbox: {}", name, e.getMessage());
        }
        return false;
    }

    /**
     * Kills and removes a container.
     *
     * @return whether it is gone; false while the daemon is removing it by itself
     */
    static boolean remove(DockerDaemon daemon, String nameOrId) {
        try {
            daemon.call(client -> client.removeContainerCmd(nameOrId).withForce(true).exec());
            return true;
        } catch (NotFoundException e) {
            return true;
        } catch (ConflictException e) {
            return false;
        }
    }
}
