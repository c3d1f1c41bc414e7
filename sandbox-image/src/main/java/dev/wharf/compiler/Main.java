package dev.wharf.compiler;

import dev.wharf.wire.ContainerPort;
import dev.wharf.wire.CpuClock;
import dev.wharf.wire.FailCode;
import dev.wharf.wire.Frame;
import dev.wharf.wire.FrameType;
import dev.wharf.wire.Limits;
import dev.wharf.wire.PayloadWriter;
import dev.wharf.wire.Protocol;
import dev.wharf.wire.SourcesMessage;
import dev.wharf.wire.WireException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The compiler container's main program: compiles what it is sent, one request after the other, until the engine says END.
 * A compilation that overruns its time, or ends in an Error, ends the container: the next one gets a fresh one.
 */
public final class Main {

    private static final long STACK_BYTES = 4 << 20;
    private static final int MOST_WAITING = 2;
    private static final Duration LOOK = Duration.ofMillis(50);

    private Main() {}

    /** @param arguments none, or the milliseconds of silence that end it and those of CPU time that one compilation may take */
    public static void main(String[] arguments) throws InterruptedException {
        long compileMillis = arguments.length < 2 ? Limits.COMPILE_MILLIS : Long.parseLong(arguments[1]);
        ContainerPort port = ContainerPort.open(Protocol.Role.COMPILER, arguments);
        ArrayBlockingQueue<Frame> frames = new ArrayBlockingQueue<>(MOST_WAITING);
        port.receive(frame -> {
            if (!frames.offer(frame)) {
                throw new WireException("the engine sent more requests than one at a time");
            }
        });
        JavaCompilation compilation = new JavaCompilation();
        port.send(FrameType.READY, new byte[0]);
        while (true) {
            Frame frame = frames.take();
            switch (frame.type()) {
                case SOURCES -> compile(port, compilation, frame, compileMillis);
                case END -> {
                    port.send(FrameType.DONE, new PayloadWriter(12).u32(0).u64(0).toBytes());
                    port.finish();
                    return;
                }
                default -> fail(port, FailCode.DEFECT, "a frame is " + frame.type() + " where SOURCES is due");
            }
        }
    }

    private static void compile(ContainerPort port, JavaCompilation compilation, Frame frame, long compileMillis)
            throws InterruptedException {
        Thread worker = new Thread(
                null,
                () -> port.send(
                        FrameType.CLASSES,
                        compilation.compile(SourcesMessage.read(frame.reader())).toPayload()),
                "compile",
                STACK_BYTES);
        worker.setDaemon(true);
        worker.setUncaughtExceptionHandler((thread, e) -> fail(
                port,
                isOverrun(e) ? FailCode.COMPILER_OVERRUN : FailCode.DEFECT,
                e instanceof StackOverflowError || e instanceof JavaCompilation.Exhausted
                        ? "the source is nested too deeply for the compiler"
                        : "the compiler ended with " + e.getClass().getName()));
        CpuClock clock = CpuClock.ofThisProcess();
        long before = clock.nanos();
        worker.start();
        // Time by the clock is no measure of a source: on a busy machine an honest one takes long. It only ends what waits.
        long most = System.nanoTime()
                + TimeUnit.MILLISECONDS.toNanos(before < 0 ? compileMillis : Limits.COMPILE_WAIT_MILLIS);
        while (!worker.join(LOOK)) {
            boolean late = System.nanoTime() > most;
            if (late || clock.nanos() - before > TimeUnit.MILLISECONDS.toNanos(compileMillis)) {
                String limit = late ? "the longest wait" : compileMillis + " ms";
                fail(port, FailCode.COMPILER_OVERRUN, "the compiler needed more than " + limit + " for the source");
            }
        }
    }

    private static boolean isOverrun(Throwable e) {
        return e instanceof VirtualMachineError || e instanceof JavaCompilation.Exhausted;
    }

    private static void fail(ContainerPort port, FailCode code, String message) {
        port.fail(ContainerPort.EXIT_OVERRUN, code, -1, -1, message);
    }
}
