package dev.wharf.sandbox.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.sandbox.SandboxFailure;
import dev.wharf.sandbox.SandboxFailure.Cause;
import dev.wharf.sandbox.TransformSpec;
import dev.wharf.sandbox.TransformedChunk;
import dev.wharf.wire.FailCode;
import dev.wharf.wire.FailMessage;
import dev.wharf.wire.FrameType;
import dev.wharf.wire.FrameWriter;
import dev.wharf.wire.Limits;
import dev.wharf.wire.PayloadWriter;
import dev.wharf.wire.Protocol;
import dev.wharf.wire.RowsTag;
import dev.wharf.wire.ValueType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** What the engine makes of answers that no honest container gives: a SandboxFailure, never a row and never a hang. */
@Timeout(60)
class HostileFramesTest {

    private static final int ROWS = 3;

    @TestFactory
    Stream<DynamicTest> an_answer_that_breaks_the_spec_is_refused() {
        Map<String, byte[]> answers = new LinkedHashMap<>();
        answers.put("a tag that is none", Answers.records().u8(9).toBytes());
        answers.put("a shape that was not announced", Answers.records().u8(RowsTag.ROW).u32(0).u16(1).toBytes());
        answers.put("a table beyond the spec", Answers.shape(2, 0, 0xFFFF, ValueType.INT8.id()));
        answers.put("a column beyond the table", Answers.shape(1, 1, 0xFFFF, ValueType.INT8.id()));
        answers.put("a copy of a column beyond the extract", Answers.shape(0, 0, 2, 0));
        answers.put("a type that no class sets", Answers.shape(0, 0, 0xFFFF, ValueType.JSONB.id()));
        answers.put("a type that is none", Answers.shape(0, 0, 0xFFFF, 99));
        answers.put("a column twice", new PayloadWriter()
                .u8(RowsTag.SHAPE).u16(0).u16(2)
                .u16(1).u16(0xFFFF).u8(ValueType.INT4.id())
                .u16(1).u16(0xFFFF).u8(ValueType.INT4.id())
                .toBytes());
        answers.put("more fields than columns", new PayloadWriter().u8(RowsTag.SHAPE).u16(0).u16(4).toBytes());
        answers.put("rows out of order", Answers.row(1, 8));
        answers.put("a row beyond the batch", ScriptedChannel.join(Answers.row(0, 8), Answers.row(1, 8), Answers.row(2, 8), Answers.row(3, 8)));
        answers.put("a negative row", Answers.row(-1, 8));
        answers.put("a row before the first of a whole answer", ScriptedChannel.join(
                Answers.row(-1, 8), Answers.left(RowsTag.SKIP, 0, "a"), Answers.left(RowsTag.SKIP, 1, "a"), Answers.left(RowsTag.SKIP, 2, "a")));
        answers.put("rows missing", Answers.row(0, 8));
        answers.put("a row after its reject", ScriptedChannel.join(Answers.left(RowsTag.REJECT, 0, "bad"), Answers.row(0, 8)));
        answers.put("a skip after its row", ScriptedChannel.join(Answers.row(0, 8), Answers.left(RowsTag.SKIP, 0, "bad")));
        answers.put("a reason without words", Answers.left(RowsTag.REJECT, 0, ""));
        answers.put("a reason with an escape", Answers.left(RowsTag.REJECT, 0, "\u001b[2J"));
        answers.put("a reason with a bidirectional mark", Answers.left(RowsTag.REJECT, 0, "a\u202eb"));
        answers.put("a reason that is too long", Answers.left(RowsTag.REJECT, 0, "x".repeat(Limits.REASON_CHARS + 1)));
        answers.put("a reason that is not UTF-8", new PayloadWriter()
                .u8(RowsTag.REJECT).u32(0).blob(new byte[] {(byte) 0xC3}).toBytes());
        answers.put("a value of the wrong length", Answers.row(0, 7));
        answers.put("a value beyond the frame", Answers.records().u8(RowsTag.ROW).u32(0).u16(0).u32(1 << 30).toBytes());
        answers.put("a negative length", Answers.records().u8(RowsTag.ROW).u32(0).u16(0).u32(-2).toBytes());
        answers.put("text that is not UTF-8", Answers.value(ValueType.TEXT, (byte) 0xFF));
        answers.put("an overlong text", Answers.value(ValueType.TEXT, (byte) 0xC0, (byte) 0x80));
        answers.put("a surrogate in UTF-8", Answers.value(ValueType.TEXT, (byte) 0xED, (byte) 0xA0, (byte) 0x80));
        answers.put("a boolean of two", Answers.value(ValueType.BOOL, (byte) 2));
        answers.put("an infinite date", Answers.value(ValueType.DATE, (byte) 0x7F, (byte) -1, (byte) -1, (byte) -1));
        answers.put("a numeric that is cut", Answers.value(ValueType.NUMERIC, new byte[] {0, 1, 0, 0, 0, 0, 0, 0}));
        answers.put("a numeric NaN", Answers.value(ValueType.NUMERIC, new byte[] {0, 0, 0, 0, (byte) 0xC0, 0, 0, 0}));
        answers.put("a numeric digit of 10000", Answers.value(ValueType.NUMERIC, new byte[] {0, 1, 0, 0, 0, 0, 0, 0, 0x27, 0x10}));
        answers.put("a time of 25 hours", Answers.value(ValueType.TIME, Rows.int8(90_000_000_000L)));
        answers.put("a copy of the mark of a set value by another type", Answers.shape(0, 0, 0xFFFF, ValueType.OPAQUE.id()));
        answers.put("a copy of a column of another extract", Answers.shape(0, 0, 0xFFFE, 0));
        answers.put("a shape without a table", new PayloadWriter().u8(RowsTag.SHAPE).toBytes());
        answers.put("a shape that is cut", new PayloadWriter().u8(RowsTag.SHAPE).u16(0).u16(2).u16(0).toBytes());
        answers.put("columns in falling order", new PayloadWriter()
                .u8(RowsTag.SHAPE).u16(0).u16(2)
                .u16(1).u16(0).u16(0).u16(0)
                .toBytes());
        answers.put("a shape of forgotten ones", ScriptedChannel.join(
                Answers.records().toBytes(),
                new byte[] {RowsTag.FORGET_SHAPES},
                new PayloadWriter().u8(RowsTag.ROW).u32(0).u16(0).blob(new byte[8]).toBytes()));
        answers.put("a row twice with another between", ScriptedChannel.join(
                Answers.row(0, 8), Answers.left(RowsTag.SKIP, 1, "a"), Answers.row(0, 8)));
        answers.put("a row that was left out, left out again", ScriptedChannel.join(
                Answers.left(RowsTag.SKIP, 0, "a"), Answers.left(RowsTag.SKIP, 0, "a")));
        answers.put("a row number beyond an int", Answers.left(RowsTag.SKIP, 0xFFFFFFFF, "a"));
        answers.put("a row number that wraps round", Answers.left(RowsTag.SKIP, 0x80000000, "a"));
        answers.put("a reason longer than its frame", new PayloadWriter().u8(RowsTag.SKIP).u32(0).u32(900).u8('a').toBytes());
        answers.put("a reason with a negative length", new PayloadWriter().u8(RowsTag.SKIP).u32(0).u32(-1).toBytes());
        answers.put("a reason with a NUL", Answers.left(RowsTag.REJECT, 0, "a\u0000b"));
        answers.put("a reason with a line end", Answers.left(RowsTag.REJECT, 0, "a\nb"));
        answers.put("a text cut within a character", Answers.value(ValueType.TEXT, (byte) 0xE2, (byte) 0x82));
        answers.put("a character beyond the last one", Answers.value(ValueType.TEXT, (byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80));
        answers.put("a numeric of an infinity", Answers.value(ValueType.NUMERIC, new byte[] {0, 0, 0, 0, (byte) 0xD0, 0, 0, 0}));
        answers.put("a numeric of another sign", Answers.value(ValueType.NUMERIC, new byte[] {0, 0, 0, 0, 0x12, 0, 0, 0}));
        answers.put("a numeric of a negative number of digits", Answers.value(ValueType.NUMERIC, new byte[] {-1, -1, 0, 0, 0, 0, 0, 0}));
        answers.put("a numeric with more digits behind the point than there may be",
                Answers.value(ValueType.NUMERIC, new byte[] {0, 1, (byte) 0x80, 0, 0, 0, 0, 0, 0, 1}));
        answers.put("a numeric with a scale of 65535", Answers.value(ValueType.NUMERIC, new byte[] {0, 0, 0, 0, 0, 0, -1, -1}));
        answers.put("a numeric without a header", Answers.value(ValueType.NUMERIC, new byte[] {0, 0}));
        answers.put("a date of minus infinity", Answers.value(ValueType.DATE, (byte) 0x80, (byte) 0, (byte) 0, (byte) 0));
        answers.put("an infinite timestamp", Answers.value(ValueType.TIMESTAMP, Rows.int8(Long.MAX_VALUE)));
        answers.put("an instant of minus infinity", Answers.value(ValueType.TIMESTAMPTZ, Rows.int8(Long.MIN_VALUE)));
        answers.put("a time before the day", Answers.value(ValueType.TIME, Rows.int8(-1)));
        answers.put("a time of 24 hours", Answers.value(ValueType.TIME, Rows.int8(86_400_000_000L)));
        answers.put("a uuid of 15 bytes", Answers.value(ValueType.UUID, new byte[15]));
        answers.put("a boolean of no bytes", Answers.value(ValueType.BOOL));
        answers.put("too many shapes", Answers.shapes(Limits.SHAPES + 1));
        answers.put("too many target rows", Answers.many(Limits.TARGET_ROWS + 1));
        // The others are whole, so that nothing but what is wrong with their first row can be why they are refused.
        byte[] rest = ScriptedChannel.join(Answers.left(RowsTag.SKIP, 1, "a"), Answers.left(RowsTag.SKIP, 2, "a"));
        Set<String> ofManyRows = Set.of("rows missing", "a row beyond the batch", "a row before the first of a whole answer");
        answers.replaceAll((name, answer) -> ofManyRows.contains(name) ? answer : ScriptedChannel.join(answer, rest));
        return answers.entrySet().stream()
                .map(answer -> DynamicTest.dynamicTest(
                        answer.getKey(), () -> assertRefused(ScriptedChannel.rows(0, true, answer.getValue()))));
    }

    @TestFactory
    Stream<DynamicTest> a_frame_that_is_not_due_is_refused() {
        byte[] allRows = ScriptedChannel.join(Answers.row(0, 8), Answers.left(RowsTag.SKIP, 1, "a"), Answers.left(RowsTag.SKIP, 2, "b"));
        Map<String, byte[]> frames = new LinkedHashMap<>();
        frames.put("rows of a later batch", ScriptedChannel.rows(1, true, allRows));
        frames.put("HELLO again", FrameWriter.frame(FrameType.HELLO, Protocol.hello(Protocol.Role.RUNNER)));
        frames.put("READY again", FrameWriter.frame(FrameType.READY, new byte[0]));
        frames.put("DONE in the middle", FrameWriter.frame(FrameType.DONE, new PayloadWriter().u32(0).u64(0).toBytes()));
        frames.put("a PONG without a PING", FrameWriter.frame(FrameType.PONG, new PayloadWriter().u32(0).toBytes()));
        frames.put("class files", FrameWriter.frame(FrameType.CLASSES, new byte[12]));
        frames.put("a frame that only the engine sends", FrameWriter.frame(FrameType.BATCH, new byte[8]));
        frames.put("a type that is none", new byte[] {0, 0, 0, 0, 77});
        frames.put("a length of four gigabytes", new byte[] {-1, -1, -1, -1, 5});
        frames.put("a length just beyond the limit", new PayloadWriter().u32(Limits.FRAME_BYTES + 1).u8(5).toBytes());
        frames.put("a failure with a code that is none", FrameWriter.frame(FrameType.FAIL, new byte[] {99, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}));
        frames.put("a row time-out of a batch that is not due", FrameWriter.frame(
                FrameType.FAIL, new FailMessage(FailCode.ROW_TIMEOUT, 1, 0, "").toPayload()));
        frames.put("a row time-out beyond the batch", FrameWriter.frame(
                FrameType.FAIL, new FailMessage(FailCode.ROW_TIMEOUT, 0, ROWS, "").toPayload()));
        frames.put("a class refused too late", FrameWriter.frame(
                FrameType.FAIL, new FailMessage(FailCode.CLASS_REFUSED, -1, -1, "").toPayload()));
        frames.put("rows of an earlier batch", ScriptedChannel.rows(-1, true, allRows));
        frames.put("an answer to all rows, twice", ScriptedChannel.join(
                ScriptedChannel.rows(0, false, allRows), ScriptedChannel.rows(0, true, allRows)));
        frames.put("an answer that is neither the last nor another", FrameWriter.frame(
                FrameType.ROWS, new PayloadWriter().u32(0).u8(2).toBytes()));
        frames.put("an answer without its head", FrameWriter.frame(FrameType.ROWS, new byte[2]));
        frames.put("READY with something in it", FrameWriter.frame(FrameType.READY, new byte[1]));
        frames.put("DONE with a count that wraps round", FrameWriter.frame(
                FrameType.DONE, new PayloadWriter().u32(-1).u64(-1).toBytes()));
        frames.put("a PONG that is cut", FrameWriter.frame(FrameType.PONG, new byte[3]));
        frames.put("a PONG of a later PING", FrameWriter.frame(FrameType.PONG, new PayloadWriter().u32(1).toBytes()));
        frames.put("a CODE", FrameWriter.frame(FrameType.CODE, new byte[8]));
        frames.put("an END", FrameWriter.frame(FrameType.END, new byte[0]));
        frames.put("a PING", FrameWriter.frame(FrameType.PING, new byte[4]));
        frames.put("sources", FrameWriter.frame(FrameType.SOURCES, new byte[8]));
        frames.put("a negative length", new byte[] {(byte) 0x80, 0, 0, 0, 5});
        frames.put("a failure of another batch's row", FrameWriter.frame(
                FrameType.FAIL, new FailMessage(FailCode.ROW_TIMEOUT, 0, -2, "").toPayload()));
        frames.put("a compiler's failure", FrameWriter.frame(
                FrameType.FAIL, new FailMessage(FailCode.COMPILER_OVERRUN, -1, -1, "x").toPayload()));
        frames.put("a failure with something behind it", FrameWriter.frame(FrameType.FAIL, ScriptedChannel.join(
                new FailMessage(FailCode.DEFECT, -1, -1, "x").toPayload(), new byte[1])));
        frames.put("an answer that goes on after its last frame", ScriptedChannel.join(
                ScriptedChannel.rows(0, false, Answers.row(0, 8)), ScriptedChannel.rows(1, true, allRows)));
        return frames.entrySet().stream()
                .map(frame -> DynamicTest.dynamicTest(frame.getKey(), () -> assertRefused(frame.getValue())));
    }

    @TestFactory
    Stream<DynamicTest> a_greeting_that_is_none_is_refused() {
        Map<String, byte[]> greetings = new LinkedHashMap<>();
        greetings.put("a compiler's", FrameWriter.frame(FrameType.HELLO, Protocol.hello(Protocol.Role.COMPILER)));
        greetings.put("none", FrameWriter.frame(FrameType.READY, new byte[0]));
        greetings.put("another version's", FrameWriter.frame(
                FrameType.HELLO, new PayloadWriter().u32(0x57485246).u16(2).u8(0).toBytes()));
        greetings.put("a warning of the virtual machine", ChildProcess.utf8("OpenJDK 64-Bit Server VM warning: ..."));
        greetings.put("rows before READY", ScriptedChannel.join(
                FrameWriter.frame(FrameType.HELLO, Protocol.hello(Protocol.Role.RUNNER)),
                ScriptedChannel.rows(0, true, new byte[0])));
        return greetings.entrySet().stream().map(greeting -> DynamicTest.dynamicTest(greeting.getKey(), () -> {
            ScriptedChannel channel = new ScriptedChannel().say(greeting.getValue());
            SandboxFailure failure = assertThrows(SandboxFailure.class, () -> open(channel));
            assertEquals(Cause.PROTOCOL, failure.reason());
            assertTrue(channel.killed());
        }));
    }

    /** Byte after byte, and no frame is ever whole: that is silence. */
    @Test
    void a_frame_that_trickles_is_no_sign_of_life() {
        ScriptedChannel channel = new ScriptedChannel().say(ScriptedChannel.greeting());
        try (ProtocolSession session = ProtocolSession.open(
                channel, Specs.numbers(), System.nanoTime(), new Timing(30_000, 60_000, 1_000))) {
            CompletableFuture<TransformedChunk> answer = session.transform(Rows.counting(0, ROWS));
            Thread.ofVirtual().start(() -> {
                channel.say(new byte[] {0, 1, 0, 0, 5});
                while (!channel.killed()) {
                    channel.say(new byte[] {0});
                    try {
                        Thread.sleep(20);
                    } catch (InterruptedException e) {
                        return;
                    }
                }
            });
            SandboxFailure failure = failure(answer);
            assertEquals(Cause.DIED, failure.reason());
            assertTrue(failure.getMessage().contains("said nothing"), failure.getMessage());
        }
    }

    /** It answers every heartbeat and sends frame after frame, but no row: the batch's deadline is for that. */
    @Test
    void frames_without_rows_do_not_hold_off_the_deadline() {
        ScriptedChannel channel = new ScriptedChannel().say(ScriptedChannel.greeting());
        TransformSpec spec = Specs.millis(Specs.numbers(), 1_000, 500);
        try (ProtocolSession session = ProtocolSession.open(channel, spec, System.nanoTime())) {
            CompletableFuture<TransformedChunk> answer = session.transform(Rows.counting(0, ROWS));
            Thread.ofVirtual().start(() -> {
                while (!channel.killed()) {
                    channel.say(ScriptedChannel.rows(0, false, new byte[0]));
                    try {
                        Thread.sleep(20);
                    } catch (InterruptedException e) {
                        return;
                    }
                }
            });
            assertEquals(Cause.BATCH_TIMEOUT, failure(answer).reason());
        }
    }

    @Test
    void an_end_without_the_answer_is_a_death() {
        ScriptedChannel channel = new ScriptedChannel().say(ScriptedChannel.greeting());
        try (ProtocolSession session = open(channel)) {
            CompletableFuture<TransformedChunk> answer = session.transform(Rows.counting(0, ROWS));
            channel.say(ScriptedChannel.rows(0, false, Answers.row(0, 8))).end();
            assertEquals(Cause.DIED, failure(answer).reason());
        }
    }

    @Test
    void an_end_within_a_frame_is_a_death() {
        ScriptedChannel channel = new ScriptedChannel().say(ScriptedChannel.greeting());
        try (ProtocolSession session = open(channel)) {
            CompletableFuture<TransformedChunk> answer = session.transform(Rows.counting(0, ROWS));
            byte[] frame = ScriptedChannel.rows(0, true, Answers.row(0, 8));
            channel.say(Arrays.copyOf(frame, frame.length - 1)).end();
            assertEquals(Cause.DIED, failure(answer).reason());
        }
    }

    @Test
    void shapes_that_are_forgotten_may_be_announced_again() throws Exception {
        ScriptedChannel channel = new ScriptedChannel().say(ScriptedChannel.greeting());
        try (ProtocolSession session = open(channel)) {
            CompletableFuture<TransformedChunk> answer = session.transform(Rows.counting(0, ROWS));
            channel.say(ScriptedChannel.rows(0, false, ScriptedChannel.join(Answers.shapes(Limits.SHAPES), new byte[] {RowsTag.FORGET_SHAPES})))
                    .say(ScriptedChannel.rows(
                            0, true, ScriptedChannel.join(Answers.row(0, 8), Answers.left(RowsTag.SKIP, 1, "a"), Answers.left(RowsTag.REJECT, 2, "b"))));
            List<TransformedChunk.Record> records = answer.get(10, TimeUnit.SECONDS).records();
            assertEquals(3, records.size());
        }
    }

    /** A forged answer may say what the class could have said; what it says beside that is refused. */
    @TestFactory
    Stream<DynamicTest> frames_that_a_class_forges_do_not_pass() {
        Map<String, byte[]> forgeries = new LinkedHashMap<>();
        forgeries.put("noise", ChildProcess.utf8("not a frame at all, but long enough to be read as one"));
        forgeries.put("DONE", FrameWriter.frame(FrameType.DONE, new PayloadWriter().u32(1).u64(4).toBytes()));
        forgeries.put("rows of an unknown shape", ScriptedChannel.rows(0, true, Answers.records().u8(RowsTag.ROW).u32(0).u16(7).toBytes()));
        forgeries.put("a whole answer before the runner's own", ScriptedChannel.rows(
                0, true, ScriptedChannel.join(Answers.left(RowsTag.SKIP, 0, "a"), Answers.left(RowsTag.SKIP, 1, "a"), Answers.left(RowsTag.SKIP, 2, "a"), Answers.left(RowsTag.SKIP, 3, "a"))));
        forgeries.put("the beginning of a frame", new byte[] {0, 1, 0, 0, 5});
        return forgeries.entrySet().stream().map(forgery -> DynamicTest.dynamicTest(forgery.getKey(), () -> {
            TransformSpec spec = Specs.of(
                    SampleClasses.ForgingAtThree.class, Specs.millis(Specs.numbersAndBlobs(), 3_000, 2_000));
            try (ProtocolSession session = ProtocolSession.open(ChildProcess.runner(), spec, System.nanoTime())) {
                CompletableFuture<TransformedChunk> answer = session.transform(Rows.of(
                        List.of(Rows.int8(1), forgery.getValue()),
                        List.of(Rows.int8(2), forgery.getValue()),
                        List.of(Rows.int8(3), forgery.getValue()),
                        List.of(Rows.int8(4), forgery.getValue())));
                try {
                    answer.get(10, TimeUnit.SECONDS);
                } catch (ExecutionException e) {
                    assertInstanceOf(SandboxFailure.class, e.getCause());
                    return;
                }
                // The forgery was a whole answer within the spec; the runner's own one behind it is one too many.
                CompletableFuture<TransformedChunk> next = session.transform(Rows.of(
                        List.of(Rows.int8(1), forgery.getValue())));
                assertEquals(Cause.PROTOCOL, failure(next).reason());
            }
        }));
    }

    private static void assertRefused(byte[] answer) {
        ScriptedChannel channel = new ScriptedChannel().say(ScriptedChannel.greeting());
        try (ProtocolSession session = open(channel)) {
            CompletableFuture<TransformedChunk> future = session.transform(Rows.counting(0, ROWS));
            channel.say(answer);
            assertEquals(Cause.PROTOCOL, failure(future).reason());
            assertTrue(channel.killed());
        }
    }

    private static ProtocolSession open(Channel channel) {
        return ProtocolSession.open(channel, Specs.numbers(), System.nanoTime());
    }

    private static SandboxFailure failure(CompletableFuture<TransformedChunk> answer) {
        ExecutionException e = assertThrows(ExecutionException.class, () -> answer.get(10, TimeUnit.SECONDS));
        return assertInstanceOf(SandboxFailure.class, e.getCause());
    }
}
