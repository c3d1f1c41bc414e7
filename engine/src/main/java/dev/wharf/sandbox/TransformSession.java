package dev.wharf.sandbox;

import dev.wharf.wire.RowChunk;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A container that holds one class and takes rows. Several threads may send; chunks are answered in the order sent. */
public interface TransformSession extends AutoCloseable {

    /**
     * Sends rows that have just the crossing columns, in the order of the spec. Blocks while too much is under way.
     *
     * @param rows whose arrays stay as they are until the answer is there
     * @param batch what the chunks of one batch share: together they may take as long as the settings say
     * @return what they became, checked against the spec; fails with a {@link SandboxFailure}
     */
    CompletableFuture<TransformedChunk> transform(RowChunk rows, BatchTime batch);

    /** Sends rows that are a batch of their own. */
    default CompletableFuture<TransformedChunk> transform(RowChunk rows) {
        return transform(rows, new BatchTime());
    }

    /** Takes an answer back that nobody looks at from now on, so that its array serves another; to be told once. */
    default void reuse(TransformedChunk chunk) {}

    /** From asking for the container until it was ready. */
    Duration startTime();

    /** Ends the container and removes it behind the caller's back. */
    @Override
    void close();
}
