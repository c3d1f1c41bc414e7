package dev.wharf.author.model.openai;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A response's body that fails when the server is silent too long, goes on too long, or sends too much. */
final class WatchedStream extends FilterInputStream {

    private static final long MAX_BYTES = 32L << 20;

    private final long silenceNanos;
    private final long deadlineNanos;
    private final ScheduledExecutorService watch;
    private volatile long heardNanos = System.nanoTime();
    private volatile boolean late;
    private long bytes;

    WatchedStream(InputStream body, Duration silence, long deadlineNanos) {
        super(body);
        this.silenceNanos = silence.toNanos();
        this.deadlineNanos = deadlineNanos;
        this.watch = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("wharf-model-watch").factory());
        watch.scheduleAtFixedRate(this::look, 50, 50, TimeUnit.MILLISECONDS);
    }

    private void look() {
        long now = System.nanoTime();
        if (now - heardNanos > silenceNanos || now - deadlineNanos > 0) {
            late = true;
            watch.shutdown();
            try {
                in.close();
            } catch (IOException e) {
                // whoever reads is told below
            }
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int n = read(one, 0, 1);
        return n < 0 ? n : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        int n;
        try {
            n = in.read(into, from, length);
        } catch (IOException e) {
            if (late) {
                throw new InterruptedIOException("the server was silent, or took too long");
            }
            throw e;
        }
        if (late) {
            throw new InterruptedIOException("the server was silent, or took too long");
        }
        heardNanos = System.nanoTime();
        bytes += Math.max(n, 0);
        if (bytes > MAX_BYTES) {
            throw new IOException("the server sent more than " + MAX_BYTES + " bytes");
        }
        return n;
    }

    @Override
    public void close() throws IOException {
        watch.shutdownNow();
        super.close();
    }
}
