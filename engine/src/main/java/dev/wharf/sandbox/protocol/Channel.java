package dev.wharf.sandbox.protocol;

import java.io.InputStream;
import java.io.OutputStream;

/**
 * Carries bytes to and from one container. One thread reads, another one writes, a third one may kill; both streams may
 * block for ever, until {@link #kill} is called.
 */
public interface Channel {

    /** The container's standard output; -1 once the container is gone. */
    InputStream fromContainer();

    /** The container's standard input. */
    OutputStream toContainer();

    /**
     * Ends the container at once and lets whoever is blocked on a stream return, by an end of stream or an IOException.
     * Removing it may go on behind the caller's back. May be called more than once and from any thread; never throws.
     */
    void kill();

    /**
     * What is known about the container's end, for a message: its exit code, whether it ran out of memory, the last
     * lines of its standard error without control characters. Called after it ended or was killed; waits a second at
     * most, never throws, and is empty where nothing is known.
     */
    String diagnosis();
}
