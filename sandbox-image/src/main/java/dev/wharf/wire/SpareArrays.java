package dev.wharf.wire;

import java.util.concurrent.ArrayBlockingQueue;

/**
 * Arrays that nobody needs any more, for whoever needs as large ones next: rows on their way go through few of them for ever,
 * and none lives so long that the collector moves it to where it stays. Thread-safe.
 */
public final class SpareArrays {

    private static final int LEAST = 64 << 10;
    private static final int MOST = 768 << 10;
    private static final int KEPT = 128;

    private final ArrayBlockingQueue<byte[]> spare = new ArrayBlockingQueue<>(KEPT);

    /** An array of at least this length, with anything in it. */
    public byte[] take(int length) {
        if (length < LEAST || length > MOST) {
            return new byte[length];
        }
        byte[] array = spare.poll();
        return array != null && array.length >= length ? array : new byte[(length + LEAST - 1) / LEAST * LEAST];
    }

    /** Takes an array that nobody looks at from now on; to be told once. Small and very large ones are left to the collector. */
    public void giveBack(byte[] array) {
        if (array.length >= LEAST && array.length <= MOST) {
            spare.offer(array);
        }
    }
}
