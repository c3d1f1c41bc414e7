package dev.wharf.sandbox.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.failure.WharfException;
import dev.wharf.sandbox.SandboxFailure;
import dev.wharf.sandbox.TransformSpec;
import dev.wharf.sandbox.TransformedChunk;
import dev.wharf.sandbox.TransformedChunk.Field;
import dev.wharf.sandbox.TransformedChunk.Record;
import dev.wharf.testing.Drawn;
import dev.wharf.wire.BigEndian;
import dev.wharf.wire.PayloadWriter;
import dev.wharf.wire.RowsTag;
import dev.wharf.wire.ValueType;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Honest answers with some bytes changed: an answer within the spec or a SandboxFailure comes out, and it comes at once. */
class FrameFuzzTest {

    private static final int ROWS = 3;

    @Test
    void whatever_bytes_are_changed_the_answer_is_within_the_spec_or_a_failure() {
        Drawn.forAll(3_000, drawn -> answer(drawn.random()));
    }

    private static void answer(Random random) {
        byte[] honest = honestAnswer();
        byte[] answer = corrupt(honest, random);
        ScriptedChannel channel = new ScriptedChannel().say(ScriptedChannel.greeting());
        try (ProtocolSession session = open(channel)) {
            CompletableFuture<TransformedChunk> future = session.transform(Rows.counting(0, ROWS));
            channel.say(answer).end();
            TransformedChunk chunk = future.get(10, TimeUnit.SECONDS);
            assertWithinSpec(chunk);
        } catch (ExecutionException e) {
            assertInstanceOf(SandboxFailure.class, e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("no answer came", e);
        }
    }

    @Test
    void whatever_a_container_says_first_a_session_opens_or_fails() {
        Drawn.forAll(drawn -> greet(drawn.random()));
    }

    private static void greet(Random random) {
        byte[] said = corrupt(ScriptedChannel.greeting(), random);
        ScriptedChannel channel = new ScriptedChannel().say(said).end();
        try (ProtocolSession session = open(channel)) {
            assertTrue(session.startTime().toNanos() > 0);
        } catch (SandboxFailure | WharfException e) {
            assertTrue(channel.killed());
        }
    }

    private static byte[] honestAnswer() {
        byte[] announced = new PayloadWriter()
                .u8(RowsTag.SHAPE).u16(0).u16(3)
                .u16(0).u16(0xFFFF).u8(ValueType.NUMERIC.id())
                .u16(1).u16(0xFFFF).u8(ValueType.TEXT.id())
                .u16(2).u16(1)
                .u8(RowsTag.ROW).u32(0).u16(0)
                .blob(new byte[] {0, 1, 0, 0, 0, 0, 0, 0, 0, 9})
                .blob(Rows.text("Grüße"))
                .toBytes();
        byte[] rest = new PayloadWriter()
                .u8(RowsTag.ROW).u32(0).u16(0).u32(-1).u32(-1)
                .u8(RowsTag.SKIP).u32(1).text("not wanted")
                .u8(RowsTag.REJECT).u32(2).text("bad")
                .toBytes();
        return ScriptedChannel.join(ScriptedChannel.rows(0, false, announced), ScriptedChannel.rows(0, true, rest));
    }

    private static byte[] corrupt(byte[] honest, Random random) {
        byte[] bytes = honest.clone();
        for (int times = 1 + random.nextInt(4); times > 0; times--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes = Arrays.copyOf(bytes, Math.max(at, 1));
                case 3 -> bytes = ScriptedChannel.join(Arrays.copyOf(bytes, at), new byte[] {(byte) random.nextInt(256)}, Arrays.copyOfRange(bytes, at, bytes.length));
                default -> bytes = ScriptedChannel.join(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, Math.min(at + 1, bytes.length - 1), bytes.length));
            }
        }
        return bytes;
    }

    private static void assertWithinSpec(TransformedChunk chunk) {
        int row = -1;
        for (Record entry : chunk.records()) {
            assertTrue(entry.sourceRow() == row && entry instanceof Record.Row || entry.sourceRow() == row + 1);
            row = entry.sourceRow();
            if (entry instanceof Record.Row(int ignored, TransformedChunk.Shape shape, int start)) {
                int at = start;
                TransformSpec.TargetTable table = Specs.numbers().tables().get(shape.table());
                for (Field field : shape.fields()) {
                    assertTrue(field.column() >= 0 && field.column() < table.columns().size());
                    assertTrue(field.copyOf() < 2);
                    if (field.copyOf() < 0) {
                        int length = BigEndian.int32(chunk.bytes(), at);
                        assertTrue(length >= -1);
                        at += 4 + Math.max(length, 0);
                    }
                }
                assertTrue(at <= chunk.bytes().length);
            }
        }
        assertEquals(ROWS - 1, row);
    }

    private static ProtocolSession open(Channel channel) {
        return ProtocolSession.open(channel, Specs.numbers(), System.nanoTime());
    }
}
