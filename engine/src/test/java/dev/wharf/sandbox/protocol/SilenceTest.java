package dev.wharf.sandbox.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.sandbox.SandboxFailure;
import dev.wharf.sandbox.SandboxFailure.Cause;
import dev.wharf.sandbox.TransformedChunk;
import dev.wharf.wire.ContainerPort;
import dev.wharf.wire.Frame;
import dev.wharf.wire.FrameReader;
import dev.wharf.wire.FrameType;
import dev.wharf.wire.FrameWriter;
import dev.wharf.wire.PayloadWriter;
import dev.wharf.wire.Protocol;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Neither side waits for ever for the other one. */
@Timeout(60)
class SilenceTest {

    private static final String RUNNER = "dev.wharf.runner.Main";
    private static final String COMPILER = "dev.wharf.compiler.Main";

    @ParameterizedTest
    @ValueSource(strings = {RUNNER, COMPILER})
    void a_container_ends_when_its_engine_says_nothing(String main) throws Exception {
        ChildProcess child = ChildProcess.impatient(main, 700);
        assertTrue(child.process().waitFor(30, TimeUnit.SECONDS));
        assertEquals(ContainerPort.EXIT_SILENCE, child.process().exitValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {RUNNER, COMPILER})
    void a_container_ends_when_its_input_ends(String main) throws Exception {
        ChildProcess child = ChildProcess.impatient(main, 30_000);
        child.toContainer().close();
        assertTrue(child.process().waitFor(20, TimeUnit.SECONDS));
        assertEquals(ContainerPort.EXIT_ENGINE_GONE, child.process().exitValue());
    }

    @Test
    void pings_are_answered_and_keep_a_container_alive_whatever_the_class_does() throws Exception {
        ChildProcess child = ChildProcess.impatient(RUNNER, 1_500);
        try (ProtocolSession session = ProtocolSession.open(
                child,
                Specs.of(SampleClasses.EndlessAtThree.class, Specs.rowMillis(Specs.numbers(), 5_000)),
                System.nanoTime(),
                new Timing(30_000, 200, 1_500))) {
            SandboxFailure failure = failure(session.transform(Rows.counting(3, 1)));
            assertEquals(Cause.ROW_TIMEOUT, failure.reason());
        }
    }

    @Test
    void a_container_that_stands_still_is_dead() throws Exception {
        ChildProcess child = ChildProcess.runner();
        try (ProtocolSession session = ProtocolSession.open(
                child,
                Specs.of(SampleClasses.Doubling.class, Specs.numbers()),
                System.nanoTime(),
                new Timing(30_000, 200, 1_500))) {
            new ProcessBuilder("kill", "-STOP", Long.toString(child.process().pid()))
                    .start()
                    .waitFor();
            SandboxFailure failure = failure(session.transform(Rows.counting(0, 1)));
            assertEquals(Cause.DIED, failure.reason());
            assertEquals("the container said nothing for 1500 ms", failure.getMessage());
        }
    }

    @Test
    void a_container_that_is_never_ready_is_dead() {
        ScriptedChannel channel = new ScriptedChannel();
        SandboxFailure failure = assertThrows(
                SandboxFailure.class,
                () -> ProtocolSession.open(channel, Specs.numbers(), System.nanoTime(), new Timing(300, 5_000, 30_000)));
        assertEquals(Cause.DIED, failure.reason());
        assertEquals("the container was not ready within 300 ms", failure.getMessage());
        assertTrue(channel.killed());
    }

    @Test
    void an_engine_of_another_version_is_told_so() throws IOException {
        ChildProcess child = ChildProcess.runner();
        byte[] other = new PayloadWriter().u32(0x57485246).u16(99).u8(0).toBytes();
        new FrameWriter(child.toContainer()).write(FrameType.HELLO, other);
        FrameReader in = new FrameReader(child.fromContainer());
        Frame hello = in.next();
        Protocol.checkHello(hello, Protocol.Role.RUNNER);
        assertEquals(FrameType.FAIL, in.next().type());
        child.kill();
    }

    private static SandboxFailure failure(CompletableFuture<TransformedChunk> answer) {
        ExecutionException e = assertThrows(ExecutionException.class, () -> answer.get(30, TimeUnit.SECONDS));
        return assertInstanceOf(SandboxFailure.class, e.getCause());
    }
}
