package dev.wharf.sandbox.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.wharf.sandbox.BatchTime;
import dev.wharf.sandbox.TransformSpec;
import dev.wharf.sandbox.TransformedChunk;
import dev.wharf.sandbox.TransformedChunk.Field;
import dev.wharf.sandbox.TransformedChunk.Harm;
import dev.wharf.sandbox.TransformedChunk.Record;
import dev.wharf.sandbox.TransformedChunk.Shape;
import dev.wharf.wire.Limits;
import dev.wharf.wire.PayloadReader;
import dev.wharf.wire.PayloadWriter;
import dev.wharf.wire.RowsTag;
import dev.wharf.wire.ValueType;
import dev.wharf.wire.WireException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Records of answers without any channel: what they become, and in which words they are refused. */
class RowsParserTest {

    private final TransformSpec spec = Specs.numbers();
    private final RowsParser parser = new RowsParser(spec);
    private final PendingChunk chunk = new PendingChunk(8, new BatchTime());

    @Test
    void recordsBecomeWhatTheySay() {
        byte[] records = ScriptedChannel.join(
                new PayloadWriter()
                        .u8(RowsTag.SHAPE).u16(0).u16(3)
                        .u16(0).u16(0xFFFF).u8(ValueType.INT8.id())
                        .u16(1).u16(1)
                        .u16(2).u16(0xFFFF).u8(ValueType.TEXT.id())
                        .u8(RowsTag.ROW).u32(0).u16(0).blob(new byte[8]).blob(Rows.text("a"))
                        .u8(RowsTag.ROW).u32(0).u16(0).u32(-1).u32(-1)
                        .toBytes(),
                Answers.left(RowsTag.SKIP, 1, "not wanted"),
                Answers.left(RowsTag.REJECT, 2, "bad"),
                Answers.left(RowsTag.OVERFLOW, 3, "too deep"),
                Answers.left(RowsTag.BROKEN, 4, "out of order"));
        assertEquals(true, parse(batch(0, 5), 1, records));
        Shape shape = new Shape(0, List.of(new Field(0, -1, ValueType.INT8), new Field(1, 1, null), new Field(2, -1, ValueType.TEXT)));
        int first = 1 + 19 + 7;
        assertEquals(
                List.of(
                        new Record.Row(0, shape, first),
                        new Record.Row(0, shape, first + 8 + 4 + 4 + 1 + 7),
                        new Record.Skip(1, "not wanted"),
                        new Record.Reject(2, "bad"),
                        new Record.Reject(3, "too deep", Harm.OVERFLOW),
                        new Record.Reject(4, "out of order", Harm.BROKEN)),
                complete(5));
    }

    @Test
    void anAnswerMayComeInManyFramesAndBatches() {
        assertEquals(false, parse(batch(0, 2), 0, Answers.left(RowsTag.SKIP, 0, "a")));
        assertEquals(true, parse(batch(0, 2), 1, Answers.left(RowsTag.SKIP, 1, "b")));
        assertEquals(true, parse(batch(2, 1), 1, Answers.left(RowsTag.SKIP, 0, "c")));
        assertEquals(List.of(new Record.Skip(0, "a"), new Record.Skip(1, "b"), new Record.Skip(2, "c")), complete(3));
    }

    @Test
    void rowsThatWereTooLongToBeSentAreRejectedInTheirPlace() {
        parse(batch(2, 1), 1, Answers.left(RowsTag.SKIP, 0, "c"));
        String tooLong = "the row's columns that the class reads have more than 16 MiB";
        assertEquals(
                List.of(
                        new Record.Reject(0, tooLong), new Record.Reject(1, tooLong), new Record.Skip(2, "c"),
                        new Record.Reject(3, tooLong)),
                complete(4));
    }

    @Test
    void theSameShapeIsTheSameObjectAgain() {
        parse(batch(0, 1), 1, ScriptedChannel.join(
                Answers.row(0, 8), new byte[] {RowsTag.FORGET_SHAPES}, Answers.row(0, 8)));
        List<Record> records = complete(1);
        assertSame(((Record.Row) records.get(0)).shape(), ((Record.Row) records.get(1)).shape());
    }

    @Test
    void notAllShapesThatEverWereAreRemembered() {
        TransformSpec wide = new TransformSpec(
                null, "step", "none", Map.of(), spec.columns(), List.of(new TransformSpec.TargetTable("t", List.of("a", "b", "c", "d"))), spec.settings());
        RowsParser parser = new RowsParser(wide);
        List<ValueType> types = Arrays.stream(ValueType.values()).filter(ValueCheck::isSettable).toList();
        PayloadWriter out = new PayloadWriter();
        int shapes = 8 * Limits.SHAPES;
        for (int i = 0; i <= shapes; i++) {
            out.u8(RowsTag.FORGET_SHAPES).u8(RowsTag.SHAPE).u16(0).u16(4);
            for (int column = 0, left = i % shapes; column < 4; column++, left /= types.size()) {
                out.u16(column).u16(0xFFFF).u8(types.get(left % types.size()).id());
            }
            if (i % shapes == 0) {
                out.u8(RowsTag.ROW).u32(0).u16(0).u32(-1).u32(-1).u32(-1).u32(-1);
            }
        }
        parse(parser, batch(0, 1), 1, out.toBytes());
        List<Record> records = complete(1);
        Shape first = ((Record.Row) records.get(0)).shape();
        Shape again = ((Record.Row) records.get(1)).shape();
        assertEquals(first, again);
        assertNotSame(first, again);
    }

    @Test
    void asManyShapesAndTargetRowsAsThereMayBeAreTaken() {
        assertEquals(true, parse(batch(0, 1), 1, ScriptedChannel.join(
                Answers.shapes(Limits.SHAPES - 1), Answers.many(Limits.TARGET_ROWS))));
        assertEquals(Limits.TARGET_ROWS, complete(1).size());
    }

    @Test
    void targetRowsAreCountedForEachRowAnew() {
        assertEquals(true, parse(batch(0, 2), 1, ScriptedChannel.join(
                Answers.many(Limits.TARGET_ROWS),
                new PayloadWriter().u8(RowsTag.ROW).u32(1).u16(0).u32(-1).u8(RowsTag.ROW).u32(1).u16(0).u32(-1).toBytes())));
    }

    @Test
    void theBytesOfARowsTargetRowsAreAddedUp() {
        assertEquals("row 0 becomes more bytes than it may", refusal(batch(0, 1), 1, texts(0, Limits.TARGET_BYTES / 2, 3)));
        PendingChunk other = new PendingChunk(8, new BatchTime());
        assertEquals(true, parse(new RowsParser(spec), new PendingChunk.Batch(0, other, 0, 1, 0, true), 1, texts(0, Limits.TARGET_BYTES / 2, 2)));
    }

    /** Rows of one text each, and its shape before them. */
    private static byte[] texts(int row, int length, int count) {
        byte[] shape = Answers.shape(0, 0, 0xFFFF, ValueType.TEXT.id());
        PayloadWriter out = new PayloadWriter().raw(shape, 0, shape.length);
        for (int i = 0; i < count; i++) {
            out.u8(RowsTag.ROW).u32(row).u16(0).blob(new byte[length]);
        }
        return out.toBytes();
    }

    @Test
    void saysWhatIsWrong() {
        refuses("a frame of rows is neither the last one nor another", 2, new byte[0]);
        refuses("no record has the tag 9", 1, new byte[] {9});
        refuses("a batch of 3 rows is answered after row -1", 1, new byte[0]);
        refuses("a batch of 3 rows is answered after row 0", 1, Answers.left(RowsTag.SKIP, 0, "a"));
        refuses("row -1 comes after row -1 of 3", 0, Answers.row(-1, 8));
        refuses("row 1 comes after row -1 of 3", 0, Answers.row(1, 8));
        refuses("row 3 comes after row 2 of 3", 0, ScriptedChannel.join(
                Answers.row(0, 8), Answers.left(RowsTag.SKIP, 1, "a"), Answers.left(RowsTag.SKIP, 2, "a"), Answers.left(RowsTag.SKIP, 3, "a")));
        refuses("row 0 comes after row 0 of 3", 0, ScriptedChannel.join(Answers.row(0, 8), Answers.left(RowsTag.SKIP, 0, "a")));
        refuses("row 0 has target rows that it cannot have", 0, ScriptedChannel.join(Answers.left(RowsTag.SKIP, 0, "a"), Answers.row(0, 8)));
        refuses("row 0 has target rows that it cannot have", 0, Answers.many(Limits.TARGET_ROWS + 1));
        refuses("a row has the shape 1, which was not announced", 0, Answers.records().u8(RowsTag.ROW).u32(0).u16(1).toBytes());
        refuses("a reason is empty or has characters that no text for people has", 0, Answers.left(RowsTag.SKIP, 0, ""));
        refuses("a reason is empty or has characters that no text for people has", 0, Answers.left(RowsTag.SKIP, 0, "\u001b"));
        refuses("more than 1024 shapes are announced", 0, Answers.shapes(Limits.SHAPES + 1));
        refuses("a shape is of the table 2, the step has 2", 0, Answers.shape(2, 0, 0xFFFF, 0));
        refuses("a shape has 4 fields, its table has 3", 0, new PayloadWriter().u8(RowsTag.SHAPE).u16(0).u16(4).toBytes());
        refuses("a shape has the column 1 after -1 of 1", 0, Answers.shape(1, 1, 0, 0));
        refuses("a shape has the column 1 after 1 of 3", 0, new PayloadWriter()
                .u8(RowsTag.SHAPE).u16(0).u16(2).u16(1).u16(0).u16(1).u16(0).toBytes());
        refuses("a shape copies the column 2, there are 2", 0, Answers.shape(0, 0, 2, 0));
        int types = ValueType.values().length;
        refuses("a shape sets a value of the type " + types + ", which no class can", 0, Answers.shape(0, 0, 0xFFFF, types));
        refuses("a shape sets a value of the type " + ValueType.OPAQUE.id() + ", which no class can", 0,
                Answers.shape(0, 0, 0xFFFF, ValueType.OPAQUE.id()));
    }

    @Test
    void onlyWhatAClassCanSetIsAValue() {
        refuses("a boolean is neither 0 nor 1", 0, Answers.value(ValueType.BOOL, (byte) 2));
        refuses("a text is not valid UTF-8", 0, Answers.value(ValueType.TEXT, (byte) 0xFF));
        refuses("a decimal number is not finite", 0, Answers.value(ValueType.NUMERIC, new byte[] {0, 0, 0, 0, (byte) 0xC0, 0, 0, 0}));
        refuses("a numeric has a digit that is none", 0,
                Answers.value(ValueType.NUMERIC, new byte[] {0, 1, 0, 0, 0, 0, 0, 0, 0x27, 0x10}));
        refuses("a date is infinite", 0, Answers.value(ValueType.DATE, (byte) 0x7F, (byte) -1, (byte) -1, (byte) -1));
        refuses("a date is infinite", 0, Answers.value(ValueType.DATE, (byte) 0x80, (byte) 0, (byte) 0, (byte) 0));
        refuses("a time is not within a day", 0, Answers.value(ValueType.TIME, Rows.int8(-1)));
        refuses("a time is not within a day", 0, Answers.value(ValueType.TIME, Rows.int8(86_400_000_000L)));
        refuses("a timestamp is infinite", 0, Answers.value(ValueType.TIMESTAMP, Rows.int8(Long.MAX_VALUE)));
        refuses("a timestamp is infinite", 0, Answers.value(ValueType.TIMESTAMPTZ, Rows.int8(Long.MIN_VALUE)));
        refuses("a value of the layout INT8 has 7 bytes", 0, Answers.row(0, 7));
        for (byte[] value : List.of(
                Answers.value(ValueType.BOOL, (byte) 0), Answers.value(ValueType.BOOL, (byte) 1), Answers.value(ValueType.TEXT),
                Answers.value(ValueType.TIME, Rows.int8(0)), Answers.value(ValueType.TIME, Rows.int8(86_399_999_999L)),
                Answers.value(ValueType.DATE, new byte[4]), Answers.value(ValueType.TIMESTAMP, new byte[8]),
                Answers.value(ValueType.TIMESTAMPTZ, new byte[8]), Answers.value(ValueType.NUMERIC, new byte[8]),
                Answers.value(ValueType.FLOAT8, new byte[8]), Answers.value(ValueType.INT4, new byte[4]),
                Answers.value(ValueType.UUID, new byte[16]), Answers.value(ValueType.BYTES, new byte[3]))) {
            PendingChunk other = new PendingChunk(1, new BatchTime());
            assertEquals(true, parse(new RowsParser(spec), new PendingChunk.Batch(0, other, 0, 1, 0, true), 1, value));
        }
        for (ValueType type : List.of(ValueType.INT2, ValueType.FLOAT4, ValueType.JSON, ValueType.JSONB, ValueType.DYNAMIC, ValueType.OPAQUE)) {
            refuses("a shape sets a value of the type " + type.id() + ", which no class can", 0, Answers.shape(0, 0, 0xFFFF, type.id()));
        }
    }

    @Test
    void aChunkTakesNoMoreBytesAndRecordsThanItMay() {
        PendingChunk full = new PendingChunk(1, new BatchTime());
        byte[] half = new byte[Limits.CHUNK_TARGET_BYTES / 2];
        assertEquals(0, full.append(half, half.length));
        assertEquals(half.length, full.append(half, half.length));
        assertEquals(
                "the rows of one chunk become more than 64 MiB; make the batches smaller",
                assertThrows(WireException.class, () -> full.append(new byte[1], 1)).getMessage());
        for (int i = 0; i < Limits.CHUNK_RECORDS; i++) {
            full.add(new Record.Skip(0, "a"));
        }
        assertEquals(
                "the rows of one chunk become more than 2000000 rows; make the batches smaller",
                assertThrows(WireException.class, () -> full.add(new Record.Skip(0, "a"))).getMessage());
    }

    @Test
    void aLongFrameStandsBehindAShortOne() {
        PendingChunk two = new PendingChunk(0, new BatchTime());
        two.append(new byte[] {1}, 1);
        assertEquals(1, two.append(new byte[] {2, 3, 4, 5, 6, 7}, 6));
        two.complete();
        assertArrayEquals(new byte[] {1, 2, 3, 4, 5, 6, 7}, two.future.join().bytes());
    }

    @Test
    void framesOfOneChunkStandBehindEachOther() {
        PendingChunk three = new PendingChunk(0, new BatchTime());
        assertEquals(0, three.append(new byte[] {1, 2, 9}, 2));
        assertEquals(2, three.append(new byte[] {3}, 1));
        assertEquals(3, three.append(new byte[] {4, 5, 6, 7, 8}, 5));
        three.complete();
        byte[] bytes = three.future.join().bytes();
        for (int i = 0; i < 8; i++) {
            assertEquals(i + 1, bytes[i]);
        }
    }

    private PendingChunk.Batch batch(int firstRow, int rows) {
        return new PendingChunk.Batch(0, chunk, firstRow, rows, 0, true);
    }

    private boolean parse(PendingChunk.Batch batch, int last, byte[] records) {
        return parse(parser, batch, last, records);
    }

    private static boolean parse(RowsParser parser, PendingChunk.Batch batch, int last, byte[] records) {
        byte[] payload = ScriptedChannel.join(new byte[] {(byte) last}, records);
        int base = batch.chunk().append(payload, payload.length);
        return parser.parse(batch, new PayloadReader(payload, 0, payload.length), payload, base);
    }

    private String refusal(PendingChunk.Batch batch, int last, byte[] records) {
        return assertThrows(WireException.class, () -> parse(batch, last, records)).getMessage();
    }

    private void refuses(String message, int last, byte[] records) {
        PendingChunk other = new PendingChunk(8, new BatchTime());
        PendingChunk.Batch batch = new PendingChunk.Batch(0, other, 0, 3, 0, true);
        assertEquals(message, assertThrows(WireException.class, () -> parse(new RowsParser(spec), batch, last, records)).getMessage());
    }

    private List<Record> complete(int rows) {
        chunk.refuseUntil(rows);
        chunk.complete();
        TransformedChunk answer = chunk.future.join();
        return answer.records().subList(0, answer.records().size() - (8 - rows));
    }
}
