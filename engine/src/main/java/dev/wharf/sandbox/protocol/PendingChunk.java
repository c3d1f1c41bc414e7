package dev.wharf.sandbox.protocol;

import dev.wharf.sandbox.BatchTime;
import dev.wharf.sandbox.TransformedChunk;
import dev.wharf.wire.Limits;
import dev.wharf.wire.WireException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A chunk of rows that is under way, and what is known of its answer. The answer is put together by the reading thread. */
final class PendingChunk {

    private static final String TOO_LONG =
            "the row's columns that the class reads have more than " + (Limits.SOURCE_ROW_BYTES >> 20) + " MiB";

    final CompletableFuture<TransformedChunk> future = new CompletableFuture<>();
    final BatchTime time;
    private final int rows;
    private final List<TransformedChunk.Record> records;
    private byte[] bytes = {};
    private int size;
    /** The first row that has no record yet. */
    private int next;

    PendingChunk(int rows, BatchTime time) {
        this.time = time;
        this.rows = rows;
        this.records = new ArrayList<>(rows);
    }

    /** One frame of the chunk's rows. */
    record Batch(int number, PendingChunk chunk, int firstRow, int rows, int bytes, boolean last) {}

    /** Takes an answer's bytes as they are; gives the position that its first byte has in the chunk. */
    int append(byte[] payload, int length) {
        int base = size;
        if ((long) base + length > Limits.CHUNK_TARGET_BYTES) {
            throw new WireException("the rows of one chunk become more than " + (Limits.CHUNK_TARGET_BYTES >> 20)
                    + " MiB; make the batches smaller");
        }
        if (base == 0) {
            bytes = payload;
        } else {
            if (bytes.length - base < length) {
                bytes = Arrays.copyOf(bytes, Math.max(base + length, bytes.length * 2));
            }
            System.arraycopy(payload, 0, bytes, base, length);
        }
        size = base + length;
        return base;
    }

    void add(TransformedChunk.Record entry) {
        if (records.size() == Limits.CHUNK_RECORDS) {
            throw new WireException(
                    "the rows of one chunk become more than " + Limits.CHUNK_RECORDS + " rows; make the batches smaller");
        }
        records.add(entry);
        next = entry.sourceRow() + 1;
    }

    /** Rows before this one that have no record were too long to be sent. */
    void refuseUntil(int row) {
        while (next < row) {
            add(new TransformedChunk.Record.Reject(next, TOO_LONG));
        }
    }

    void complete() {
        refuseUntil(rows);
        future.complete(new TransformedChunk(records, bytes));
    }
}
