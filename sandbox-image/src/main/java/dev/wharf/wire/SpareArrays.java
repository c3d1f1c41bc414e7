package dev.wharf.wire;

import java.util.concurrent.ArrayBlockingQueue;

/**
 * Arrays that nobody needs any more, for whoever needs as large ones next: rows on their way go through few of them for ever,
 * and none lives so long that the collector moves it to where it stays. Thread-safe.
 */
public final class SpareArrays {

    private final ArrayBlockingQueue<byte[]> spare;
    private final int least;
    private final int most;

    /** For frames: 128 arrays at most, of 64 to 768 KiB. */
    public SpareArrays() {
        this(128, 64 << 10, 768 << 10);
    }

    /**
     * @param kept how many arrays lie here at most
     * @param least bytes of an array that is kept; new ones have a multiple of it
     * @param most bytes of an array that is kept
     */
    public SpareArrays(int kept, int least, int most) {
        this.spare = new ArrayBlockingQueue<>(kept);
        this.least = least;
        this.most = most;
    }

    /** An array of at least this length, with anything in it. */
    public byte[] take(int length) {
        if (length < least || length > most) {
            return new byte[length];
        }
        byte[] array = spare.poll();
        return array != null && array.length >= length ? array : new byte[(length + least - 1) / least * least];
    }

    /** Takes an array that nobody looks at from now on; to be told once. Small and very large ones are left to the collector. */
    public void giveBack(byte[] array) {
        if (array.length >= least && array.length <= most) {
            spare.offer(array);
        }
    }
}
