package dev.wharf.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads frames: a u32 with the length of the payload, a u8 with the type, the payload. Memory is taken as bytes arrive, so
 * that a length alone takes none. For one thread.
 */
public final class FrameReader {

    private static final int HEADER = 5;
    private static final int FIRST_BYTES = 1 << 20;

    private final InputStream in;
    private final byte[] header = new byte[HEADER];

    private final IntFunction<byte[]> arrays;

    public FrameReader(InputStream in) {
        this(in, byte[]::new);
    }

    /** @param arrays gives arrays of at least a length, for payloads */
    public FrameReader(InputStream in, IntFunction<byte[]> arrays) {
        this.in = in;
        this.arrays = arrays;
    }

    /**
     * The next frame; null at an end of stream between two frames.
     *
     * @throws WireException where the length or the type is none
     * @throws EOFException where the stream ends within a frame
     */
    public @Nullable Frame next() throws IOException {
        int first = in.readNBytes(header, 0, HEADER);
        if (first == 0) {
            return null;
        }
        if (first < HEADER) {
            throw new EOFException("the stream ended within a frame");
        }
        int length = header[0] << 24 | (header[1] & 0xFF) << 16 | (header[2] & 0xFF) << 8 | header[3] & 0xFF;
        if (length < 0 || length > Limits.FRAME_BYTES) {
            throw new WireException("a frame says that it has " + Integer.toUnsignedString(length) + " bytes, the most is "
                    + Limits.FRAME_BYTES);
        }
        FrameType type = FrameType.byId(header[4]);
        byte[] payload = arrays.apply(Math.min(length, FIRST_BYTES));
        int filled = 0;
        while (true) {
            int room = Math.min(length, payload.length);
            filled += in.readNBytes(payload, filled, room - filled);
            if (filled < room) {
                throw new EOFException("the stream ended within a frame");
            }
            if (filled == length) {
                return new Frame(type, payload, length);
            }
            payload = Arrays.copyOf(payload, Math.min(length, payload.length * 2));
        }
    }
}
