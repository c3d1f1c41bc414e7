package dev.wharf.database;

import dev.wharf.wire.RowChunk;
import dev.wharf.wire.SpareArrays;

/** Arrays of chunks that nobody needs any more, for the next ones: a reader goes through few of them for ever. Thread-safe. */
public final class ChunkArrays {

    /** So many are kept at most, of which none is much larger than a chunk. */
    private static final int KEPT = 64;

    private static final int ARRAY_BYTES = ChunkBuilder.CHUNK_BYTES + ChunkBuilder.CHUNK_BYTES / 8;

    private final SpareArrays spare = new SpareArrays(KEPT, ARRAY_BYTES, 2 * ARRAY_BYTES);

    /** An array for a chunk, with anything in it. */
    byte[] take() {
        return spare.take(ARRAY_BYTES);
    }

    /** Takes the array of a chunk that nobody looks at from now on; one that a large row made is left to the collector. */
    public void giveBack(RowChunk chunk) {
        spare.giveBack(chunk.bytes());
    }
}
