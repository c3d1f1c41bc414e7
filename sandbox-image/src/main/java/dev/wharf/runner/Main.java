package dev.wharf.runner;

import dev.wharf.migration.RowMigration;
import dev.wharf.wire.CodeMessage;
import dev.wharf.wire.ContainerPort;
import dev.wharf.wire.CpuClock;
import dev.wharf.wire.FailCode;
import dev.wharf.wire.Frame;
import dev.wharf.wire.FrameType;
import dev.wharf.wire.Limits;
import dev.wharf.wire.Protocol;
import dev.wharf.wire.WireException;
import java.util.concurrent.ArrayBlockingQueue;

/** The runner container's main program: takes a class, then rows, until the engine says that there are no more. */
public final class Main {

    private static final long STACK_BYTES = 1 << 20;

    private Main() {}

    /** @param arguments none, or the milliseconds of silence that end it */
    public static void main(String[] arguments) throws InterruptedException {
        ContainerPort port = ContainerPort.open(Protocol.Role.RUNNER, arguments);
        // The engine keeps to its window, so that the reader never waits here and pings are always heard.
        ArrayBlockingQueue<Frame> frames = new ArrayBlockingQueue<>(Limits.WINDOW_FRAMES + 2);
        Thread transform = new Thread(null, () -> run(port, frames), "transform", STACK_BYTES);
        transform.setDaemon(true);
        transform.setUncaughtExceptionHandler((thread, e) -> fail(port, e));
        port.receive(frame -> {
            if (!frames.offer(frame)) {
                throw new WireException("the engine sent more than its window");
            }
        });
        transform.start();
        transform.join();
        port.finish();
    }

    private static void run(ContainerPort port, ArrayBlockingQueue<Frame> frames) {
        try {
            CodeMessage code = CodeMessage.read(expect(frames.take(), FrameType.CODE).reader());
            PinnedDefaults defaults = new PinnedDefaults();
            RowWatch watch = new RowWatch(port, CpuClock.ofThisThread(), code.rowMillis());
            watch.loading();
            watch.start();
            Transformer transformer = new Transformer(load(port, code), code, port, watch, defaults);
            watch.idle();
            port.send(FrameType.READY, new byte[0]);
            while (true) {
                Frame frame = frames.take();
                if (frame.type() == FrameType.END) {
                    transformer.done();
                    return;
                }
                transformer.transform(expect(frame, FrameType.BATCH));
            }
        } catch (InterruptedException e) {
            throw ContainerPort.halt(ContainerPort.EXIT_DEFECT);
        }
    }

    private static RowMigration load(ContainerPort port, CodeMessage code) {
        try {
            return MigrationClass.load(code.mainClass(), code.classes());
        } catch (MigrationClass.Refused e) {
            port.fail(ContainerPort.EXIT_DEFECT, FailCode.CLASS_REFUSED, -1, -1, String.valueOf(e.getMessage()));
            throw e;
        } catch (OutOfMemoryError e) {
            port.fail(
                    ContainerPort.EXIT_MEMORY,
                    FailCode.OUT_OF_MEMORY,
                    -1,
                    -1,
                    "the class asked for more memory than the container has");
            throw e;
        }
    }

    private static Frame expect(Frame frame, FrameType type) {
        if (frame.type() != type) {
            throw new WireException("a frame is " + frame.type() + " where " + type + " is due");
        }
        return frame;
    }

    private static void fail(ContainerPort port, Throwable e) {
        String message = e instanceof WireException ? String.valueOf(e.getMessage()) : e.getClass().getName();
        port.fail(ContainerPort.EXIT_DEFECT, FailCode.DEFECT, -1, -1, message);
    }
}
