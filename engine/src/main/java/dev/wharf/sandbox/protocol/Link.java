package dev.wharf.sandbox.protocol;

import dev.wharf.sandbox.SandboxFailure;
import dev.wharf.sandbox.SandboxFailure.Cause;
import dev.wharf.wire.FailMessage;
import dev.wharf.wire.Frame;
import dev.wharf.wire.FrameQueue;
import dev.wharf.wire.FrameReader;
import dev.wharf.wire.FrameType;
import dev.wharf.wire.FrameWriter;
import dev.wharf.wire.Limits;
import dev.wharf.wire.PayloadReader;
import dev.wharf.wire.PayloadWriter;
import dev.wharf.wire.Protocol;
import dev.wharf.wire.Reasons;
import dev.wharf.wire.WireException;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The engine's end of a channel: one thread writes, one reads, one sends heartbeats and looks at deadlines. The first
 * failure ends the container and is told to the handler once. Thread-safe.
 */
final class Link {

    private static final long TICK_MILLIS = 100;

    private final Channel channel;
    private final Protocol.Role role;
    private final Timing timing;
    private final Handler handler;
    private final IntFunction<byte[]> arrays;
    private final FrameQueue queue = new FrameQueue(Limits.WINDOW_FRAMES, Limits.WINDOW_BYTES);
    private final AtomicReference<@Nullable SandboxFailure> failure = new AtomicReference<>();
    private volatile long heardNanos = System.nanoTime();
    private volatile int pings;
    private int pongs;
    private volatile boolean finished;

    /** What a session does with what its link hears. No method may wait. */
    interface Handler {

        /** A frame other than greetings and heartbeats. Called by the reading thread; a WireException fails the link. */
        void frame(Frame frame);

        /** The container's last words; says what failure they are. */
        SandboxFailure lastWords(FailMessage words);

        /** Called every so often, for deadlines. */
        void tick(long nanoTime);

        /** Called once. */
        void failed(SandboxFailure failure);
    }

    Link(Channel channel, Protocol.Role role, Timing timing, Handler handler) {
        this(channel, role, timing, handler, byte[]::new);
    }

    /** @param arrays what frames are read into */
    Link(Channel channel, Protocol.Role role, Timing timing, Handler handler, IntFunction<byte[]> arrays) {
        this.arrays = arrays;
        this.channel = channel;
        this.role = role;
        this.timing = timing;
        this.handler = handler;
    }

    void start(String name) {
        send(FrameType.HELLO, Protocol.hello(role));
        Thread.ofPlatform().daemon().name(name + "-receiver").start(this::receive);
        Thread.ofPlatform().daemon().name(name + "-sender").start(this::write);
        Thread.ofVirtual().name(name + "-heartbeat").start(this::beat);
    }

    /** Puts a frame behind those that wait. The session's window bounds how many there are. */
    void send(byte[] frame) {
        queue.putAtOnce(frame);
    }

    void send(FrameType type, byte[] payload) {
        send(FrameWriter.frame(type, payload));
    }

    @Nullable SandboxFailure failure() {
        return failure.get();
    }

    /** Ends the container because of this; does nothing after the first time. */
    void fail(Cause cause, int sourceRow, String message) {
        fail(new SandboxFailure(cause, sourceRow, message));
    }

    private void fail(SandboxFailure first) {
        if (!finished && failure.compareAndSet(null, first)) {
            stop();
            handler.failed(first);
        }
    }

    /** Says that the end of the stream is no failure any more. */
    void finish() {
        finished = true;
    }

    /** Ends the container. */
    void stop() {
        queue.close();
        channel.kill();
    }

    private void receive() {
        FrameReader in = new FrameReader(channel.fromContainer(), arrays);
        try {
            Frame hello = in.next();
            if (hello != null) {
                heardNanos = System.nanoTime();
                Protocol.checkHello(hello, role);
                Frame frame;
                while ((frame = in.next()) != null) {
                    heardNanos = System.nanoTime();
                    dispatch(frame);
                    if (failure.get() != null) {
                        return;
                    }
                }
            }
            died("it ended although not everything was said");
        } catch (IOException e) {
            died("its stream broke");
        } catch (WireException e) {
            fail(Cause.PROTOCOL, -1, "the container broke the protocol: " + e.getMessage());
        } catch (RuntimeException | OutOfMemoryError e) {
            fail(Cause.PROTOCOL, -1, "what the container said could not be read: " + e);
        }
    }

    private void dispatch(Frame frame) {
        switch (frame.type()) {
            case PONG -> pong(frame.reader());
            case FAIL -> fail(handler.lastWords(FailMessage.read(frame.reader())));
            default -> handler.frame(frame);
        }
    }

    private void pong(PayloadReader in) {
        int number = in.i32();
        in.end();
        if (number != pongs || pongs >= pings) {
            throw new WireException("an answer to a heartbeat that was not sent");
        }
        pongs++;
    }

    private void died(String how) {
        if (finished || failure.get() != null) {
            return;
        }
        channel.kill();
        String diagnosis = channel.diagnosis();
        fail(Cause.DIED, -1, "the container died: " + (diagnosis.isBlank() ? how : Reasons.cap(diagnosis)));
    }

    private void write() {
        FrameWriter out = new FrameWriter(channel.toContainer());
        try {
            FrameQueue.Waiting next;
            while ((next = queue.take()) != null) {
                out.write(next.bytes(), next.length());
                queue.written();
            }
        } catch (IOException e) {
            // The reader knows better why: last words may still lie in the stream.
        } catch (InterruptedException e) {
            fail(Cause.DIED, -1, "the thread that writes to the container was interrupted");
        }
    }

    private void beat() {
        long silence = TimeUnit.MILLISECONDS.toNanos(timing.silenceMillis());
        long interval = TimeUnit.MILLISECONDS.toNanos(timing.heartbeatMillis());
        long lastPing = System.nanoTime();
        try {
            while (failure.get() == null && !finished) {
                Thread.sleep(TICK_MILLIS);
                long now = System.nanoTime();
                if (now - heardNanos > silence) {
                    fail(Cause.DIED, -1, "the container said nothing for " + timing.silenceMillis() + " ms");
                    return;
                }
                if (now - lastPing >= interval) {
                    lastPing = now;
                    byte[] number = new PayloadWriter(4).u32(pings).toBytes();
                    pings++;
                    send(FrameType.PING, number);
                }
                handler.tick(now);
            }
        } catch (InterruptedException e) {
            fail(Cause.DIED, -1, "the thread that looks after the container was interrupted");
        }
    }
}
