package dev.wharf.database;

import dev.wharf.wire.RowChunk;
import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;

/** Arrays of chunks that nobody needs any more, for the next ones: a reader goes through few of them for ever. Thread-safe. */
public final class ChunkArrays {

    /** So much is kept at most: 64 arrays, of which none is much larger than a chunk. */
    private static final int KEPT = 64;

    private static final int ARRAY_BYTES = ChunkBuilder.CHUNK_BYTES + ChunkBuilder.CHUNK_BYTES / 8;

    private final ArrayBlockingQueue<byte[]> free = new ArrayBlockingQueue<>(KEPT);

    /** An array for a chunk, with anything in it. */
    byte[] take() {
        byte @Nullable [] array = free.poll();
        return array == null ? new byte[ARRAY_BYTES] : array;
    }

    /** Takes the array of a chunk that nobody looks at from now on; one that a large row made is left to the collector. */
    public void giveBack(RowChunk chunk) {
        int length = chunk.bytes().length;
        if (length >= ARRAY_BYTES && length <= 2 * ARRAY_BYTES) {
            free.offer(chunk.bytes());
        }
    }
}
