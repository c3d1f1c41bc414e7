package dev.wharf.runner;

import dev.wharf.sandbox.protocol.Channel;
import dev.wharf.wire.CodeMessage;
import dev.wharf.wire.ContainerPort;
import dev.wharf.wire.CpuClock;
import dev.wharf.wire.Frame;
import dev.wharf.wire.FrameReader;
import dev.wharf.wire.FrameType;
import dev.wharf.wire.PayloadWriter;
import dev.wharf.wire.Protocol;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The runner's own code on a thread of this process, for tests that start hundreds of runs: what passes through the channel
 * is what a container would say. There is no wall, so only classes that a test itself wrote may come here.
 */
public final class InProcessRunner implements Channel {

    private final Pipe toRunner;
    private final Pipe fromRunner;
    private final InputStream answers;
    private final OutputStream requests;
    private volatile boolean killed;

    private InProcessRunner() throws IOException {
        toRunner = Pipe.open();
        fromRunner = Pipe.open();
        answers = Channels.newInputStream(fromRunner.source());
        requests = Channels.newOutputStream(toRunner.sink());
    }

    public static InProcessRunner start() {
        try {
            InProcessRunner runner = new InProcessRunner();
            Thread.ofPlatform().daemon().name("in-process-runner").start(runner::run);
            return runner;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run() {
        ContainerPort port = port(new Answers());
        PinnedDefaults defaults = Pinned.take();
        try (InputStream in = Channels.newInputStream(toRunner.source())) {
            FrameReader frames = new FrameReader(in);
            port.send(FrameType.HELLO, Protocol.hello(Protocol.Role.RUNNER));
            Protocol.checkHello(next(frames, port), Protocol.Role.RUNNER);
            CodeMessage code = CodeMessage.read(next(frames, port).reader());
            Transformer transformer = new Transformer(
                    MigrationClass.load(code.mainClass(), code.classes()),
                    code,
                    port,
                    new RowWatch(port, CpuClock.ofThisThread(), code.rowMillis()),
                    defaults);
            port.send(FrameType.READY, new byte[0]);
            Frame frame = next(frames, port);
            while (frame.type() == FrameType.BATCH) {
                transformer.transform(frame);
                frame = next(frames, port);
            }
            transformer.done();
        } catch (IOException e) {
            // The engine ended it.
        } finally {
            Pinned.giveBack();
            port.finish();
            killed = true;
            // What is said already stays to be read.
            close(fromRunner.sink());
        }
    }

    private static Frame next(FrameReader frames, ContainerPort port) throws IOException {
        for (Frame frame = frames.next(); frame != null; frame = frames.next()) {
            if (frame.type() != FrameType.PING) {
                return frame;
            }
            port.send(FrameType.PONG, new PayloadWriter(4).u32(frame.reader().i32()).toBytes());
        }
        throw new IOException("the engine is gone");
    }

    /** A port that only sends. The one way to make it from outside of a container reads standard input and may halt. */
    private static ContainerPort port(OutputStream out) {
        try {
            Constructor<ContainerPort> constructor =
                    ContainerPort.class.getDeclaredConstructor(InputStream.class, OutputStream.class, long.class);
            constructor.setAccessible(true);
            ContainerPort port = constructor.newInstance(InputStream.nullInputStream(), out, 30_000L);
            Field writer = ContainerPort.class.getDeclaredField("writer");
            writer.setAccessible(true);
            ((Thread) writer.get(port)).start();
            return port;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public InputStream fromContainer() {
        return answers;
    }

    @Override
    public OutputStream toContainer() {
        return requests;
    }

    @Override
    public void kill() {
        killed = true;
        close(toRunner.sink());
        close(toRunner.source());
        close(fromRunner.sink());
        close(fromRunner.source());
    }

    private static void close(java.nio.channels.Channel end) {
        try {
            end.close();
        } catch (IOException e) {
            // Whoever is at the other end notices by itself.
        }
    }

    @Override
    public String diagnosis() {
        return "";
    }

    /** What the runner says; a port halts the process where it cannot write, so after the end it writes to nobody. */
    private final class Answers extends OutputStream {

        private final OutputStream out = Channels.newOutputStream(fromRunner.sink());

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            if (killed) {
                return;
            }
            try {
                out.write(bytes, from, length);
            } catch (IOException e) {
                killed = true;
            }
        }
    }

    /** A runner freezes the properties of its whole process; here they thaw when the last one ends. */
    private static final class Pinned {

        private static int taken;
        private static Properties before = new Properties();
        private static @Nullable PinnedDefaults defaults;

        static synchronized PinnedDefaults take() {
            PinnedDefaults pinned = defaults;
            if (pinned == null) {
                before = System.getProperties();
                pinned = new PinnedDefaults();
                defaults = pinned;
            }
            taken++;
            return pinned;
        }

        static synchronized void giveBack() {
            taken--;
            if (taken == 0) {
                System.setProperties(before);
                defaults = null;
            }
        }
    }
}
