package dev.wharf.sandbox.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Event;
import com.github.dockerjava.api.model.EventType;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Learns from the daemon's events how this engine's containers ended. To ask a container itself would be too late: the
 * daemon removes it as soon as it has ended. Thread-safe.
 */
final class Deaths implements AutoCloseable {

    /** How a container ended, as far as it is known yet. */
    static final class Death {
        private OptionalInt exitCode = OptionalInt.empty();
        private boolean outOfMemory;

        synchronized OptionalInt exitCode() {
            return exitCode;
        }

        synchronized boolean outOfMemory() {
            return outOfMemory;
        }

        private synchronized void died(int code) {
            exitCode = OptionalInt.of(code);
            notifyAll();
        }

        private synchronized void ranOutOfMemory() {
            outOfMemory = true;
            notifyAll();
        }

        /** Waits until the end is known; the event of the memory may come a little after that of the end. */
        synchronized void await(Duration most) {
            long deadline = System.nanoTime() + most.toNanos();
            waitUntil(deadline, false);
            if (exitCode.isPresent() && exitCode.getAsInt() == KILLED) {
                waitUntil(Math.min(deadline, System.nanoTime() + LATE_EVENT.toNanos()), true);
            }
        }

        private synchronized void waitUntil(long deadline, boolean forMemory) {
            try {
                while (forMemory ? !outOfMemory : exitCode.isEmpty()) {
                    long left = (deadline - System.nanoTime()) / 1_000_000;
                    if (left <= 0) {
                        return;
                    }
                    wait(left);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** On a busy machine the daemon tells of the memory a second after the end. */
    private static final Duration LATE_EVENT = Duration.ofSeconds(2);
    private static final int REMEMBERED = 256;

    /** The exit code of a process that SIGKILL ended, by whomever. */
    static final int KILLED = 137;

    private final DockerDaemon daemon;
    private final Map<String, Death> awaited = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Death> eldest) {
            return size() > REMEMBERED;
        }
    });
    private final Instant since;
    private @Nullable Stream stream;

    /** @param since the daemon's time from which on containers are awaited */
    Deaths(DockerDaemon daemon, Instant since) {
        this.daemon = daemon;
        this.since = since;
    }

    /** Listens for a container's end from here on; to be called before it is started. */
    Death await(String containerId) {
        Death death = awaited.computeIfAbsent(containerId, id -> new Death());
        listen();
        return death;
    }

    @Override
    public synchronized void close() {
        if (stream != null) {
            stream.end();
        }
    }

    /** One stream for all containers. Where the daemon ended it, one made anew begins at the same time: no end is missed. */
    private synchronized void listen() {
        if (stream != null && !stream.ended) {
            return;
        }
        Stream opened = new Stream();
        daemon.call(client -> client.eventsCmd()
                .withEventTypeFilter(EventType.CONTAINER)
                .withEventFilter("die", "oom")
                .withLabelFilter(Labels.ENGINE + "=" + EngineId.current())
                .withSince("%d.%09d".formatted(since.getEpochSecond(), since.getNano()))
                .exec(opened));
        stream = opened;
    }

    private void take(Event event) {
        Death death = event.getActor() == null ? null : awaited.get(event.getActor().getId());
        if (death == null) {
            return;
        }
        if ("oom".equals(event.getAction())) {
            death.ranOutOfMemory();
        } else if ("die".equals(event.getAction()) && event.getActor().getAttributes() != null) {
            String code = event.getActor().getAttributes().getOrDefault("exitCode", "-1");
            death.died(code.matches("\\d{1,3}") ? Integer.parseInt(code) : -1);
        }
    }

    private final class Stream extends ResultCallback.Adapter<Event> {
        private volatile boolean ended;

        @Override
        public void onNext(Event event) {
            take(event);
        }

        @Override
        public void onError(Throwable error) {
            ended = true;
            super.onError(error);
        }

        @Override
        public void onComplete() {
            ended = true;
            super.onComplete();
        }

        void end() {
            ended = true;
            try {
                close();
            } catch (IOException e) {
                // the stream ends with the process at the latest
            }
        }
    }
}
