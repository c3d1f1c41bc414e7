package dev.wharf.sandbox.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.sandbox.BatchTime;
import dev.wharf.sandbox.protocol.BatchFrames.Piece;
import dev.wharf.wire.FrameType;
import dev.wharf.wire.FrameWriter;
import dev.wharf.wire.Limits;
import dev.wharf.wire.PayloadWriter;
import dev.wharf.wire.RowChunk;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How chunks are cut into frames, and how much of them is under way at once. */
@Timeout(60)
class WindowTest {

    private final Window window = new Window();
    private final List<Integer> sent = new ArrayList<>();

    @Test
    void framesAreAnsweredInTheOrderThatTheyWereSentIn() throws Exception {
        PendingChunk chunk = chunk();
        assertNull(window.head());
        assertTrue(admit(chunk, new Piece(0, 2, 10), false));
        assertTrue(admit(chunk, new Piece(2, 1, 5), true));
        assertEquals(List.of(0, 1), sent);
        assertEquals(new PendingChunk.Batch(0, chunk, 0, 2, 10, false), window.head());
        window.answered(window.head());
        assertEquals(new PendingChunk.Batch(1, chunk, 2, 1, 5, true), window.head());
        assertFalse(window.closeIfEmpty());
        window.answered(window.head());
        assertNull(window.head());
        assertFalse(window.amountsTo(2, 3));
        assertTrue(window.closeIfEmpty());
        assertFalse(window.closeIfEmpty());
        assertTrue(window.amountsTo(2, 3));
        assertFalse(window.amountsTo(1, 3));
        assertFalse(window.amountsTo(2, 2));
        assertFalse(admit(chunk, new Piece(0, 1, 1), true));
    }

    @Test
    void aChunkThatIsNotWhollySentIsUnderWay() throws Exception {
        assertTrue(admit(chunk(), new Piece(0, 1, 1), false));
        window.answered(window.head());
        assertFalse(window.closeIfEmpty());
    }

    @Test
    void whatIsAbandonedIsToldWithTheChunkThatWasWorkedOn() throws Exception {
        assertEquals(new Window.Leftovers(null, List.of()), new Window().abandon());
        PendingChunk first = chunk();
        PendingChunk second = chunk();
        admit(first, new Piece(0, 1, 1), true);
        admit(second, new Piece(0, 1, 1), true);
        Window.Leftovers leftovers = window.abandon();
        assertSame(first, leftovers.first());
        assertEquals(List.of(first, second), leftovers.chunks());
        assertFalse(admit(first, new Piece(0, 1, 1), true));
        assertFalse(window.closeIfEmpty());
        assertNull(window.head());
        assertFalse(window.amountsTo(0, 0));
        assertEquals(new Window.Leftovers(null, List.of()), window.abandon());
    }

    @Test
    void aFrameWaitsWhereEightAreUnderWay() throws Exception {
        for (int i = 0; i < Limits.WINDOW_FRAMES; i++) {
            assertTrue(admit(chunk(), new Piece(0, 1, 1), true));
        }
        waitsUntil(() -> window.answered(window.head()), new Piece(0, 1, 1), true);
    }

    @Test
    void aFrameWaitsWhereTheBytesWouldBeTooMany() throws Exception {
        assertTrue(admit(chunk(), new Piece(0, 1, Limits.WINDOW_BYTES - 1), true));
        assertTrue(admit(chunk(), new Piece(0, 1, 1), true));
        waitsUntil(() -> window.answered(window.head()), new Piece(0, 1, 1), true);
    }

    @Test
    void oneFrameOfAnySizeFitsAnEmptyWindow() throws Exception {
        assertTrue(admit(chunk(), new Piece(0, 1, Limits.WINDOW_BYTES + 1), true));
    }

    @Test
    void whoWaitsIsSentAwayWhenItEnds() throws Exception {
        assertTrue(admit(chunk(), new Piece(0, 1, Limits.WINDOW_BYTES), true));
        waitsUntil(window::abandon, new Piece(0, 1, 1), false);
    }

    private void waitsUntil(Runnable event, Piece piece, boolean admitted) throws Exception {
        AtomicReference<Boolean> result = new AtomicReference<>();
        Thread waiting = new Thread(() -> {
            try {
                result.set(window.admit(chunk(), piece, true, number -> {}));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        waiting.start();
        while (waiting.getState() != Thread.State.WAITING && waiting.isAlive()) {
            Thread.onSpinWait();
        }
        assertNull(result.get());
        event.run();
        waiting.join(60_000);
        assertEquals(admitted, result.get());
    }

    @Test
    void aChunkBecomesFramesOfAMebibyteAtMost() {
        int whole = Limits.BATCH_FRAME_BYTES;
        assertEquals(List.of(), pieces());
        assertEquals(List.of(new Piece(0, 2, whole)), pieces(whole - 1, 1));
        assertEquals(List.of(new Piece(0, 1, whole - 1), new Piece(1, 1, 2)), pieces(whole - 1, 2));
        assertEquals(List.of(new Piece(0, 1, whole + 1), new Piece(1, 2, 3)), pieces(whole + 1, 1, 2));
        assertEquals(List.of(new Piece(0, 1, 1), new Piece(1, 1, whole + 5), new Piece(2, 1, 1)), pieces(1, whole + 5, 1));
    }

    @Test
    void aRowThatIsTooLongIsInNone() {
        int most = Limits.SOURCE_ROW_BYTES;
        assertEquals(List.of(new Piece(0, 1, most)), pieces(most));
        assertEquals(List.of(), pieces(most + 1));
        assertEquals(List.of(new Piece(0, 1, 7), new Piece(2, 2, 9)), pieces(7, most + 1, 4, 5));
        assertEquals(List.of(new Piece(2, 1, 3)), pieces(most + 1, most + 2, 3, most + 1));
    }

    @Test
    void aFrameHoldsItsNumberItsRowsAndTheirBytes() {
        RowChunk chunk = Rows.counting(1, 3);
        byte[] frame = BatchFrames.frame(7, new Piece(1, 2, 28), chunk);
        byte[] payload = new PayloadWriter()
                .u32(7).u32(2)
                .u16(1).blob(Rows.int8(2))
                .u16(1).blob(Rows.int8(3))
                .toBytes();
        assertArrayEquals(FrameWriter.frame(FrameType.BATCH, payload), frame);
    }

    private static List<Piece> pieces(int... lengths) {
        int[] starts = new int[lengths.length + 1];
        for (int i = 0; i < lengths.length; i++) {
            starts[i + 1] = starts[i] + lengths[i];
        }
        return BatchFrames.cut(new RowChunk(new byte[0], starts, lengths.length));
    }

    private boolean admit(PendingChunk chunk, Piece piece, boolean last) throws InterruptedException {
        return window.admit(chunk, piece, last, sent::add);
    }

    private static PendingChunk chunk() {
        return new PendingChunk(1, new BatchTime());
    }
}
