package dev.wharf.sandbox.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.sandbox.BatchTime;
import dev.wharf.sandbox.SandboxFailure;
import dev.wharf.sandbox.TransformSpec;
import dev.wharf.sandbox.TransformedChunk;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code sandbox.timeout} is for a whole batch, however many chunks it has. */
@Timeout(60)
class BatchTimeTest {

    private static final BatchFrames.Piece PIECE = new BatchFrames.Piece(0, 1, 100);

    @Test
    void chunks_of_one_batch_share_its_time() throws Exception {
        TransformSpec spec = Specs.millis(Specs.numbers(), 30_000, 10_000);
        BatchTime almostOver = new BatchTime();
        almostOver.add(Duration.ofMillis(29_900).toNanos());
        ScriptedChannel channel = new ScriptedChannel().say(ScriptedChannel.greeting());
        try (ProtocolSession session = ProtocolSession.open(channel, spec, System.nanoTime())) {
            CompletableFuture<TransformedChunk> answer = session.transform(Rows.counting(0, 3), almostOver);
            ExecutionException e = assertThrows(ExecutionException.class, () -> answer.get(20, TimeUnit.SECONDS));
            SandboxFailure failure = assertInstanceOf(SandboxFailure.class, e.getCause());
            assertEquals(SandboxFailure.Cause.BATCH_TIMEOUT, failure.reason());
            assertTrue(failure.getMessage().contains("sandbox.timeout"), failure.getMessage());
        }
    }

    @Test
    void the_time_that_frames_take_is_added_up_even_where_nothing_else_is_under_way() throws Exception {
        Window window = new Window();
        BatchTime time = new BatchTime();
        for (int i = 0; i < 3; i++) {
            long before = time.nanos();
            window.admit(new PendingChunk(1, time), PIECE, false, number -> {});
            Thread.sleep(20);
            window.answered(window.head());
            assertTrue(time.nanos() - before >= TimeUnit.MILLISECONDS.toNanos(19), "frame " + i);
        }
        window.admit(new PendingChunk(1, time), PIECE, true, number -> {});
        assertTrue(window.headNanos(System.nanoTime()) >= time.nanos());
    }

    @Test
    void waiting_behind_another_batch_does_not_count() throws Exception {
        Window window = new Window();
        BatchTime first = new BatchTime();
        BatchTime second = new BatchTime();
        window.admit(new PendingChunk(1, first), PIECE, true, number -> {});
        window.admit(new PendingChunk(1, second), PIECE, true, number -> {});
        first.add(Duration.ofHours(1).toNanos());
        window.answered(window.head());
        assertEquals(0, second.nanos());
        assertTrue(window.headNanos(System.nanoTime()) < Duration.ofHours(1).toNanos());
    }
}
