package dev.wharf.wire;

import java.io.IOException;
import java.io.OutputStream;

/** Writes frames, each by one call of the stream. Threads take turns. */
public final class FrameWriter {

    /** What a frame takes beside its payload. */
    public static final int HEADER_BYTES = 5;

    private final OutputStream out;

    public FrameWriter(OutputStream out) {
        this.out = out;
    }

    /** Lays out a frame whole. */
    public static byte[] frame(FrameType type, byte[] payload) {
        byte[] frame = new byte[HEADER_BYTES + payload.length];
        header(type, payload.length, frame);
        System.arraycopy(payload, 0, frame, HEADER_BYTES, payload.length);
        return frame;
    }

    /** Puts the header into the first bytes of a frame whose payload follows there. */
    public static void header(FrameType type, int length, byte[] frame) {
        if (length > Limits.FRAME_BYTES) {
            throw new WireException("a frame of " + length + " bytes is longer than " + Limits.FRAME_BYTES);
        }
        frame[0] = (byte) (length >>> 24);
        frame[1] = (byte) (length >>> 16);
        frame[2] = (byte) (length >>> 8);
        frame[3] = (byte) length;
        frame[4] = type.id();
    }

    /** Writes bytes that are one frame, header and all. */
    public synchronized void write(byte[] frame, int length) throws IOException {
        out.write(frame, 0, length);
        out.flush();
    }

    public void write(FrameType type, byte[] payload) throws IOException {
        byte[] frame = frame(type, payload);
        write(frame, frame.length);
    }
}
