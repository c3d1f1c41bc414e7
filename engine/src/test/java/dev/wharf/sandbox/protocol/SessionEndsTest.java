package dev.wharf.sandbox.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.sandbox.SandboxFailure;
import dev.wharf.sandbox.SandboxFailure.Cause;
import dev.wharf.sandbox.SourceFile;
import dev.wharf.sandbox.TransformSpec;
import dev.wharf.sandbox.TransformedChunk;
import dev.wharf.wire.FailCode;
import dev.wharf.wire.FailMessage;
import dev.wharf.wire.FrameType;
import dev.wharf.wire.FrameWriter;
import dev.wharf.wire.Protocol;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a session that ends early says and leaves: by an interrupt, by the compiler's last words, by being closed. */
@Timeout(60)
class SessionEndsTest {

    private static final byte[] READY = FrameWriter.frame(FrameType.READY, new byte[0]);
    private static final List<SourceFile> SOURCES = List.of(new SourceFile("A.java", "class A {}"));

    private final ScriptedChannel channel = new ScriptedChannel();

    @AfterEach
    void interruptNobodyElse() {
        assertFalse(Thread.interrupted());
    }

    @Test
    void anInterruptWhileItOpensEndsTheContainer() {
        Thread.currentThread().interrupt();
        SandboxFailure failure = assertThrows(SandboxFailure.class, this::open);
        assertTrue(Thread.interrupted());
        assertEquals("DIED -1 the thread that waited for the container was interrupted", words(failure));
        assertTrue(channel.killed());
    }

    @Test
    void anInterruptWhileRowsAreSentEndsTheContainer() {
        channel.say(ScriptedChannel.greeting());
        try (ProtocolSession session = open()) {
            Thread.currentThread().interrupt();
            CompletableFuture<TransformedChunk> answer = session.transform(Rows.counting(0, 3));
            assertTrue(Thread.interrupted());
            assertEquals("DIED -1 the thread that sent rows was interrupted", words(failure(answer)));
            assertTrue(channel.killed());
        }
    }

    @Test
    void anInterruptWhileItClosesIsKept() {
        channel.say(ScriptedChannel.greeting());
        ProtocolSession session = open();
        Thread.currentThread().interrupt();
        session.close();
        assertTrue(Thread.interrupted());
        assertTrue(channel.killed());
    }

    @Test
    void anInterruptWhileACompilerWorksEndsIt() {
        channel.say(compiler(READY));
        try (CompilerSession session = CompilerSession.open(channel)) {
            Thread.currentThread().interrupt();
            SandboxFailure failure = assertThrows(SandboxFailure.class, () -> session.compile(SOURCES));
            assertTrue(Thread.interrupted());
            assertEquals("DIED -1 the thread that waited for the compiler was interrupted", words(failure));
            assertFalse(session.usable());
            assertTrue(channel.killed());
        }
    }

    @Test
    void aCompilerIsReadyWithoutAWord() {
        channel.say(compiler(FrameWriter.frame(FrameType.READY, new byte[1])));
        assertEquals(Cause.PROTOCOL, assertThrows(SandboxFailure.class, () -> CompilerSession.open(channel)).reason());
    }

    @Test
    void aCompilersLastWordsSayWhyItEnded() throws Exception {
        channel.say(compiler(lastWords(FailCode.DEFECT, "it broke")));
        SandboxFailure failure = assertThrows(SandboxFailure.class, () -> CompilerSession.open(channel));
        assertEquals("PROTOCOL -1 the compiler gave up: it broke", words(failure));

        ScriptedChannel other = new ScriptedChannel().say(compiler(READY));
        try (CompilerSession session = CompilerSession.open(other)) {
            other.say(lastWords(FailCode.COMPILER_OVERRUN, "it took too long"));
            while (!other.killed()) {
                Thread.sleep(10);
            }
            assertFalse(session.usable());
            assertEquals("DIED -1 it took too long", words(assertThrows(SandboxFailure.class, () -> session.compile(SOURCES))));
        }
    }

    @Test
    void aSessionThatIsClosedLeavesNoThread() throws Exception {
        TransformSpec spec = Specs.numbers();
        TransformSpec named = new TransformSpec(
                null, "that-ends", spec.mainClass(), spec.classes(), spec.columns(), spec.tables(), spec.settings());
        channel.say(ScriptedChannel.greeting());
        ProtocolSession.open(channel, named, System.nanoTime()).close();
        while (Thread.getAllStackTraces().keySet().stream().anyMatch(thread -> thread.getName().startsWith("runner-that-ends-"))) {
            Thread.sleep(10);
        }
    }

    @Test
    void theStartIsAsLongAsItTook() {
        channel.say(ScriptedChannel.greeting());
        long asked = System.nanoTime();
        try (ProtocolSession session = ProtocolSession.open(channel, Specs.numbers(), asked)) {
            Duration most = Duration.ofNanos(System.nanoTime() - asked);
            assertTrue(session.startTime().isPositive() && session.startTime().compareTo(most) <= 0, session.startTime().toString());
        }
    }

    private ProtocolSession open() {
        return ProtocolSession.open(channel, Specs.numbers(), System.nanoTime());
    }

    private static byte[] compiler(byte[] behindTheGreeting) {
        return ScriptedChannel.join(FrameWriter.frame(FrameType.HELLO, Protocol.hello(Protocol.Role.COMPILER)), behindTheGreeting);
    }

    private static byte[] lastWords(FailCode code, String words) {
        return FrameWriter.frame(FrameType.FAIL, new FailMessage(code, -1, -1, words).toPayload());
    }

    private static String words(SandboxFailure failure) {
        return failure.reason() + " " + failure.sourceRow() + " " + failure.getMessage();
    }

    private static SandboxFailure failure(CompletableFuture<TransformedChunk> answer) {
        ExecutionException e = assertThrows(ExecutionException.class, () -> answer.get(10, TimeUnit.SECONDS));
        return assertInstanceOf(SandboxFailure.class, e.getCause());
    }
}
