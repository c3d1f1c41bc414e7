package dev.wharf.sandbox.docker;

import java.nio.charset.StandardCharsets;

/** Keeps the last bytes of a stream that may be endless. Safe for one writer and several readers. */
final class StderrTail {

    private static final int BYTES = 4096;

    private final byte[] ring = new byte[BYTES];
    private long written;

    synchronized void add(byte[] bytes, int length) {
        for (int i = Math.max(0, length - BYTES); i < length; i++) {
            ring[(int) ((written + i) % BYTES)] = bytes[i];
        }
        written += length;
    }

    /** As text in one line; what is not printable ASCII stands as a question mark, for it comes from hostile code. */
    synchronized String text() {
        int length = (int) Math.min(written, BYTES);
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = ring[(int) ((written - length + i) % BYTES)];
        }
        return new String(bytes, StandardCharsets.ISO_8859_1)
                .strip()
                .replaceAll("[\\r\\n]+", " | ")
                .replaceAll("[^\\x20-\\x7e]", "?");
    }
}
