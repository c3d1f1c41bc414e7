package dev.wharf.wire;

/** One frame as it was read. The payload may be longer than what is used of it. */
public record Frame(FrameType type, byte[] payload, int length) {

    /** Reads the payload from its beginning. */
    public PayloadReader reader() {
        return new PayloadReader(payload, 0, length);
    }
}
