package dev.wharf.sandbox.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.failure.WharfException;
import dev.wharf.sandbox.Compilation;
import dev.wharf.sandbox.SandboxFailure;
import dev.wharf.sandbox.SandboxFailure.Cause;
import dev.wharf.sandbox.SourceFile;
import dev.wharf.sandbox.TransformedChunk;
import dev.wharf.wire.ClassesMessage;
import dev.wharf.wire.FailCode;
import dev.wharf.wire.FailMessage;
import dev.wharf.wire.Frame;
import dev.wharf.wire.FrameReader;
import dev.wharf.wire.FrameType;
import dev.wharf.wire.FrameWriter;
import dev.wharf.wire.Limits;
import dev.wharf.wire.PayloadWriter;
import dev.wharf.wire.Protocol;
import dev.wharf.wire.RowsTag;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a session sends, and what it says of a container that does not do its part. */
@Timeout(60)
class SessionWordsTest {

    private static final byte[] ANSWER = ScriptedChannel.rows(
            0, true, ScriptedChannel.join(Answers.row(0, 8), Answers.left(RowsTag.SKIP, 1, "a"), Answers.left(RowsTag.REJECT, 2, "b")));

    /** A scripted container that listens too. */
    private static final class Listening implements Channel {

        private final ScriptedChannel said = new ScriptedChannel();
        private final List<Frame> heard = Collections.synchronizedList(new ArrayList<>());
        private final PipedOutputStream out = new PipedOutputStream();
        private final String diagnosis;

        Listening(String diagnosis, Consumer<Frame> whenHeard) throws IOException {
            this.diagnosis = diagnosis;
            PipedInputStream in = new PipedInputStream(out, 1 << 20);
            Thread.ofPlatform().daemon().start(() -> {
                FrameReader frames = new FrameReader(in);
                try {
                    Frame frame;
                    while ((frame = frames.next()) != null) {
                        heard.add(frame);
                        whenHeard.accept(frame);
                    }
                } catch (IOException e) {
                    // the session is over
                }
            });
        }

        @Override
        public InputStream fromContainer() {
            return said.fromContainer();
        }

        @Override
        public OutputStream toContainer() {
            return out;
        }

        @Override
        public void kill() {
            said.kill();
        }

        @Override
        public String diagnosis() {
            return said.killed() ? diagnosis : "it is alive";
        }
    }

    @Test
    void aSessionGreetsSendsTheClassTheRowsAndAFarewell() throws Exception {
        CompletableFuture<Listening> self = new CompletableFuture<>();
        AtomicBoolean killedBeforeItsFarewell = new AtomicBoolean();
        Listening channel = new Listening("", frame -> {
            if (frame.type() == FrameType.BATCH) {
                self.join().said.say(ANSWER);
            } else if (frame.type() == FrameType.END) {
                killedBeforeItsFarewell.set(self.join().said.killed());
                self.join().said.say(FrameWriter.frame(FrameType.DONE, new PayloadWriter().u32(1).u64(3).toBytes()));
            }
        });
        self.complete(channel);
        channel.said.say(ScriptedChannel.greeting());
        ProtocolSession session = open(channel);
        assertEquals(List.of(), session.transform(Rows.counting(0, 0)).get(10, TimeUnit.SECONDS).records());
        assertEquals(3, session.transform(Rows.counting(0, 3)).get(10, TimeUnit.SECONDS).records().size());
        assertFalse(channel.said.killed());
        session.close();
        assertTrue(channel.said.killed());
        assertFalse(killedBeforeItsFarewell.get());
        assertEquals(
                List.of(FrameType.HELLO, FrameType.CODE, FrameType.BATCH, FrameType.END),
                channel.heard.stream().map(Frame::type).toList());
        assertEquals(Cause.DIED, failure(session.transform(Rows.counting(0, 1))).reason());
        assertEquals("the session was closed", failure(session.transform(Rows.counting(0, 1))).getMessage());
    }

    @Test
    void aSessionThatIsClosedInTheMiddleFailsWhatIsUnderWay() throws Exception {
        Listening channel = greeted("");
        ProtocolSession session = open(channel);
        CompletableFuture<TransformedChunk> answer = session.transform(Rows.counting(0, 3));
        session.close();
        assertEquals("the session was closed", failure(answer).getMessage());
        assertTrue(channel.heard.stream().noneMatch(frame -> frame.type() == FrameType.END));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ROW_TIMEOUT      | 0 | 2  | ROW_TIMEOUT | 2  | a row took more than 10000 ms of CPU time in the class
            ROW_TIMEOUT      | 0 | 0  | ROW_TIMEOUT | 0  | a row took more than 10000 ms of CPU time in the class
            ROW_TIMEOUT      | 0 | 3  | PROTOCOL    | -1 | the container broke the protocol: a row overran its time that is not due
            ROW_TIMEOUT      | 0 | -1 | PROTOCOL    | -1 | the container broke the protocol: a row overran its time that is not due
            ROW_TIMEOUT      | 1 | 0  | PROTOCOL    | -1 | the container broke the protocol: a row overran its time that is not due
            OUT_OF_MEMORY    | 0 | 1  | DIED        | 1  | the container ran out of memory
            OUT_OF_MEMORY    | 7 | 1  | DIED        | -1 | the container ran out of memory
            CLASS_REFUSED    | 0 | 0  | PROTOCOL    | -1 | the container broke the protocol: the class is refused although it was ready
            DEFECT           | 0 | 0  | PROTOCOL    | -1 | the container gave up: words
            COMPILER_OVERRUN | 0 | 0  | PROTOCOL    | -1 | the container gave up: words
            """)
    void lastWordsBecomeTheFailureOfTheOldestChunk(FailCode code, int batch, int row, Cause cause, int failed, String message)
            throws Exception {
        Listening channel = greeted("");
        try (ProtocolSession session = ProtocolSession.open(channel, Specs.millis(Specs.numbers(), 60_000, 10_000), System.nanoTime())) {
            CompletableFuture<TransformedChunk> first = session.transform(Rows.counting(0, 3));
            CompletableFuture<TransformedChunk> second = session.transform(Rows.counting(3, 3));
            channel.said.say(FrameWriter.frame(FrameType.FAIL, new FailMessage(code, batch, row, "words").toPayload()));
            assertEquals(cause + " " + failed + " " + message, words(failure(first)));
            assertEquals(cause + " -1 " + message, words(failure(second)));
            assertEquals(cause + " -1 " + message, words(failure(session.transform(Rows.counting(0, 1)))));
            assertTrue(channel.said.killed());
        }
    }

    @Test
    void framesThatAreNotDueAreNamed() throws Exception {
        breaks("READY came twice", FrameWriter.frame(FrameType.READY, new byte[0]));
        breaks("rows of a batch that is not due", ScriptedChannel.rows(1, true, new byte[0]));
        breaks("DONE after 1 batches and 3 rows, which is not what was sent",
                FrameWriter.frame(FrameType.DONE, new PayloadWriter().u32(1).u64(3).toBytes()));
        breaks("a container sends no CLASSES", FrameWriter.frame(FrameType.CLASSES, new byte[12]));
        breaks("an answer to a heartbeat that was not sent", FrameWriter.frame(FrameType.PONG, new byte[4]));
    }

    private static void breaks(String message, byte[] frame) throws Exception {
        Listening channel = greeted("");
        try (ProtocolSession session = open(channel)) {
            CompletableFuture<TransformedChunk> answer = session.transform(Rows.counting(0, 3));
            channel.said.say(frame);
            assertEquals("PROTOCOL -1 the container broke the protocol: " + message, words(failure(answer)));
        }
    }

    @ParameterizedTest
    @CsvSource({"'', it ended although not everything was said", "exit code 137, exit code 137"})
    void aContainerThatEndsIsToldWithWhatIsKnownOfIt(String diagnosis, String told) throws Exception {
        Listening channel = greeted(diagnosis);
        try (ProtocolSession session = open(channel)) {
            CompletableFuture<TransformedChunk> answer = session.transform(Rows.counting(0, 3));
            channel.said.end();
            assertEquals("DIED -1 the container died: " + told, words(failure(answer)));
        }
    }

    @Test
    void aClassThatIsRefusedAtTheStartIsARefusal() throws Exception {
        Listening channel = new Listening("", frame -> {});
        channel.said.say(ScriptedChannel.join(
                FrameWriter.frame(FrameType.HELLO, Protocol.hello(Protocol.Role.RUNNER)),
                FrameWriter.frame(FrameType.FAIL, new FailMessage(FailCode.CLASS_REFUSED, -1, -1, "no such method").toPayload())));
        WharfException refused = assertThrows(WharfException.class, () -> open(channel));
        assertEquals("class-refused", refused.code());
        assertEquals("no such method", refused.getMessage());
        assertEquals("Correct the class none of step step and check the plan again.", refused.next());
        assertTrue(channel.said.killed());
    }

    @Test
    void heartbeatsAreSentAndTheirAnswersCounted() throws Exception {
        CompletableFuture<Listening> self = new CompletableFuture<>();
        Listening channel = new Listening("", frame -> {
            if (frame.type() == FrameType.PING) {
                self.join().said.say(FrameWriter.frame(FrameType.PONG, new PayloadWriter().u32(frame.reader().i32()).toBytes()));
            }
        });
        self.complete(channel);
        channel.said.say(ScriptedChannel.greeting());
        try (ProtocolSession session = ProtocolSession.open(channel, Specs.numbers(), System.nanoTime(), new Timing(30_000, 100, 60_000))) {
            while (channel.heard.stream().filter(frame -> frame.type() == FrameType.PING).count() < 3) {
                Thread.sleep(20);
            }
            CompletableFuture<TransformedChunk> answer = session.transform(Rows.counting(0, 3));
            channel.said.say(ANSWER);
            assertEquals(3, answer.get(30, TimeUnit.SECONDS).records().size());
        }
    }

    @Test
    void aFarewellAndAHeartbeatHaveNothingBehindThem() throws Exception {
        assertEquals(Cause.PROTOCOL, afterwards(FrameType.END, FrameType.DONE, new PayloadWriter().u32(0).u64(0).u8(0)).reason());
        assertEquals(Cause.PROTOCOL, afterwards(FrameType.PING, FrameType.PONG, new PayloadWriter().u32(0).u8(0)).reason());
    }

    /** What a session that was closed says, where the container answered a frame in this way. */
    private static SandboxFailure afterwards(FrameType said, FrameType answered, PayloadWriter answer) throws Exception {
        CompletableFuture<Listening> self = new CompletableFuture<>();
        Listening channel = new Listening("", frame -> {
            if (frame.type() == said) {
                self.join().said.say(FrameWriter.frame(answered, answer.toBytes()));
            }
        });
        self.complete(channel);
        channel.said.say(ScriptedChannel.greeting());
        ProtocolSession session = ProtocolSession.open(channel, Specs.numbers(), System.nanoTime(), new Timing(30_000, 100, 60_000));
        while (said == FrameType.PING && !channel.said.killed()) {
            Thread.sleep(10);
        }
        session.close();
        return failure(session.transform(Rows.counting(0, 1)));
    }

    @Test
    void aCompilerTakesAsManySourcesAndCharactersAsThereMayBe() throws Exception {
        CompletableFuture<Listening> self = new CompletableFuture<>();
        Listening channel = new Listening("", frame -> {
            if (frame.type() == FrameType.SOURCES) {
                self.join().said.say(FrameWriter.frame(
                        FrameType.CLASSES, new ClassesMessage(0, List.of(), Map.of("A", new byte[] {1})).toPayload()));
            }
        });
        self.complete(channel);
        channel.said.say(ScriptedChannel.join(
                FrameWriter.frame(FrameType.HELLO, Protocol.hello(Protocol.Role.COMPILER)), FrameWriter.frame(FrameType.READY, new byte[0])));
        List<SourceFile> sources = IntStream.range(0, Limits.CLASSES)
                .mapToObj(i -> new SourceFile("A" + i + ".java", " ".repeat(Limits.SOURCE_BYTES / Limits.CLASSES)))
                .toList();
        try (CompilerSession session = CompilerSession.open(channel)) {
            assertTrue(session.compile(sources).ok());
        }
    }

    @Test
    void aCompilerIsAskedAndItsAnswerHeldToWhatWasAsked() throws Exception {
        List<ClassesMessage> answers = List.of(
                new ClassesMessage(0, List.of(), Map.of("A", new byte[] {1})),
                new ClassesMessage(
                        1,
                        List.of(new ClassesMessage.Problem("A.java", 3, 0, "wrong"), new ClassesMessage.Problem("", 0, 0, "all wrong")),
                        Map.of()),
                new ClassesMessage(2, List.of(new ClassesMessage.Problem("B.java", 1, 1, "wrong")), Map.of()));
        CompletableFuture<Listening> self = new CompletableFuture<>();
        List<ClassesMessage> left = new ArrayList<>(answers);
        Listening channel = new Listening("", frame -> {
            if (frame.type() == FrameType.SOURCES) {
                self.join().said.say(FrameWriter.frame(FrameType.CLASSES, left.removeFirst().toPayload()));
            }
        });
        self.complete(channel);
        channel.said.say(ScriptedChannel.join(
                FrameWriter.frame(FrameType.HELLO, Protocol.hello(Protocol.Role.COMPILER)), FrameWriter.frame(FrameType.READY, new byte[0])));
        List<SourceFile> sources = List.of(new SourceFile("A.java", "class A {}"));
        try (CompilerSession session = CompilerSession.open(channel)) {
            assertTrue(session.usable());
            assertEquals(List.of("A"), List.copyOf(session.compile(sources).classes().keySet()));
            assertEquals(
                    List.of(new Compilation.Problem("A.java", 3, null, "wrong"), new Compilation.Problem(null, null, null, "all wrong")),
                    session.compile(sources).problems());
            assertEquals(
                    List.of(new Compilation.Problem(null, null, null, "two sources have the name A.java")),
                    session.compile(List.of(sources.getFirst(), sources.getFirst())).problems());
            SandboxFailure failure = assertThrows(SandboxFailure.class, () -> session.compile(sources));
            assertEquals("PROTOCOL -1 the container broke the protocol: a problem is in a file that was not sent", words(failure));
            assertFalse(session.usable());
            assertThrows(SandboxFailure.class, () -> session.compile(sources));
        }
    }

    private static Listening greeted(String diagnosis) throws IOException {
        Listening channel = new Listening(diagnosis, frame -> {});
        channel.said.say(ScriptedChannel.greeting());
        return channel;
    }

    private static ProtocolSession open(Channel channel) {
        return ProtocolSession.open(channel, Specs.numbers(), System.nanoTime());
    }

    private static String words(SandboxFailure failure) {
        return failure.reason() + " " + failure.sourceRow() + " " + failure.getMessage();
    }

    private static SandboxFailure failure(CompletableFuture<TransformedChunk> answer) {
        ExecutionException e = assertThrows(ExecutionException.class, () -> answer.get(10, TimeUnit.SECONDS));
        return assertInstanceOf(SandboxFailure.class, e.getCause());
    }
}
