package dev.wharf.wire;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The container's end of the channel. A reader and a writer thread keep both directions moving whatever the work between
 * them does: a single thread that writes before it reads stands still once both pipes are full. The process ends when its
 * engine falls silent for {@link Limits#SILENCE_MILLIS}, when standard input ends, or when a frame is wrong.
 */
public final class ContainerPort {

    /** Exit codes, for whoever reads about a dead container. */
    public static final int EXIT_OVERRUN = 10;

    public static final int EXIT_SILENCE = 11;
    public static final int EXIT_ENGINE_GONE = 12;
    public static final int EXIT_DEFECT = 13;
    public static final int EXIT_MEMORY = 3;

    private static final long LAST_WORDS_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final int QUEUE_FRAMES = 64;
    private static final int QUEUE_BYTES = 8 << 20;

    private final FrameReader in;
    private final FrameWriter out;
    private final FrameQueue queue = new FrameQueue(QUEUE_FRAMES, QUEUE_BYTES);
    private final Thread writer;
    private final long silenceMillis;
    private volatile long heardNanos = System.nanoTime();
    private volatile boolean ending;

    /** Takes what frames the engine sends, apart from pings. Called by the reader thread; must not wait. */
    @FunctionalInterface
    public interface Receiver {
        void receive(Frame frame);
    }

    private ContainerPort(InputStream in, OutputStream out, long silenceMillis) {
        this.silenceMillis = silenceMillis;
        this.in = new FrameReader(in);
        this.out = new FrameWriter(out);
        this.writer = daemon("frame-writer", this::write);
    }

    /**
     * Takes standard input and output for the frames, so that nothing else of the process can print between them, greets the
     * engine and waits for its greeting.
     *
     * @param arguments of the program: none, or how many milliseconds of silence end it
     */
    public static ContainerPort open(Protocol.Role role, String[] arguments) {
        long silenceMillis = arguments.length == 0 ? Limits.SILENCE_MILLIS : Long.parseLong(arguments[0]);
        InputStream in = new FileInputStream(FileDescriptor.in);
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        PrintStream sink = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        System.setIn(InputStream.nullInputStream());
        System.setOut(sink);
        // What a class prints may hold values of rows, and standard error ends up in messages and logs.
        System.setErr(sink);
        ContainerPort port = new ContainerPort(in, out, silenceMillis);
        port.writer.start();
        daemon("silence-watch", port::watch).start();
        port.send(FrameType.HELLO, Protocol.hello(role));
        try {
            Protocol.checkHello(port.await(), role);
        } catch (WireException e) {
            port.fail(EXIT_DEFECT, FailCode.DEFECT, -1, -1, String.valueOf(e.getMessage()));
        }
        return port;
    }

    /** Waits for one frame, before {@link #receive} is called. */
    public Frame await() {
        while (true) {
            Frame frame = read();
            if (frame == null) {
                throw halt(EXIT_ENGINE_GONE);
            }
            if (!answered(frame)) {
                return frame;
            }
        }
    }

    /** Begins to read in a thread of its own. */
    public void receive(Receiver receiver) {
        daemon("frame-reader", () -> {
                    try {
                        while (true) {
                            receiver.receive(await());
                        }
                    } catch (WireException e) {
                        fail(EXIT_DEFECT, FailCode.DEFECT, -1, -1, String.valueOf(e.getMessage()));
                    }
                })
                .start();
    }

    /** Sends a frame once those before it are out; waits while too much is under way. */
    public void send(byte[] frame, int length) {
        try {
            queue.put(frame, length);
        } catch (InterruptedException e) {
            throw halt(EXIT_DEFECT);
        }
    }

    public void send(FrameType type, byte[] payload) {
        byte[] frame = FrameWriter.frame(type, payload);
        send(frame, frame.length);
    }

    /** Says why, and ends the process. */
    public void fail(int exitCode, FailCode code, int batch, int row, String message) {
        ending = true;
        queue.putAtOnce(FrameWriter.frame(FrameType.FAIL, new FailMessage(code, batch, row, message).toPayload()));
        try {
            queue.awaitWritten(LAST_WORDS_NANOS);
        } catch (InterruptedException e) {
            // It ends anyway, only without last words.
        }
        throw halt(exitCode);
    }

    /** Waits until everything that was sent is written; nothing can be sent afterwards. */
    public void finish() {
        ending = true;
        queue.close();
        try {
            writer.join(TimeUnit.NANOSECONDS.toMillis(LAST_WORDS_NANOS));
        } catch (InterruptedException e) {
            throw halt(EXIT_DEFECT);
        }
    }

    /** A thread that does not keep the process alive and ends it when it fails. */
    public static Thread daemon(String name, Runnable work) {
        return Thread.ofPlatform().name(name).daemon().unstarted(() -> {
            try {
                work.run();
            } catch (Throwable e) {
                // Without the message, which might hold a value of a row.
                StringBuilder trace = new StringBuilder("defect: ").append(e.getClass().getName());
                for (StackTraceElement element : e.getStackTrace()) {
                    trace.append("\n  at ").append(element);
                }
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8).println(trace);
                throw halt(EXIT_DEFECT);
            }
        });
    }

    /** Ends the process without hooks. The return value only tells the compiler that nothing follows. */
    public static IllegalStateException halt(int exitCode) {
        Runtime.getRuntime().halt(exitCode);
        return new IllegalStateException();
    }

    private @Nullable Frame read() {
        try {
            Frame frame = in.next();
            heardNanos = System.nanoTime();
            return frame;
        } catch (IOException e) {
            return null;
        }
    }

    private boolean answered(Frame frame) {
        if (frame.type() != FrameType.PING) {
            return false;
        }
        send(FrameType.PONG, new PayloadWriter(4).u32(frame.reader().i32()).toBytes());
        return true;
    }

    private void write() {
        try {
            FrameQueue.Waiting next;
            while ((next = queue.take()) != null) {
                out.write(next.bytes(), next.length());
                queue.written();
            }
        } catch (IOException e) {
            throw halt(EXIT_ENGINE_GONE);
        } catch (InterruptedException e) {
            throw halt(EXIT_DEFECT);
        }
    }

    private void watch() {
        long silence = TimeUnit.MILLISECONDS.toNanos(silenceMillis);
        long look = Math.clamp(silenceMillis / 10, 1, 1_000);
        while (true) {
            try {
                Thread.sleep(look);
            } catch (InterruptedException e) {
                throw halt(EXIT_DEFECT);
            }
            if (!ending && System.nanoTime() - heardNanos > silence) {
                throw halt(EXIT_SILENCE);
            }
        }
    }
}
