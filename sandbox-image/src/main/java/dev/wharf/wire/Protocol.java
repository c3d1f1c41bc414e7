package dev.wharf.wire;

/** The version of the protocol and the greeting that both sides begin with. */
public final class Protocol {

    /** Raised with every change of a frame. */
    public static final int VERSION = 1;

    private static final int MAGIC = 0x57485246;

    /** What a container is for. */
    public enum Role {
        RUNNER,
        COMPILER
    }

    private Protocol() {}

    /** The payload of HELLO. */
    public static byte[] hello(Role role) {
        return new PayloadWriter().u32(MAGIC).u16(VERSION).u8(role.ordinal()).toBytes();
    }

    /** @throws WireException where the other side is something else or speaks another version */
    public static void checkHello(Frame frame, Role expected) {
        if (frame.type() != FrameType.HELLO) {
            throw new WireException("the first frame is " + frame.type() + ", not HELLO");
        }
        PayloadReader in = frame.reader();
        if (in.i32() != MAGIC) {
            throw new WireException("the first frame is not this protocol's");
        }
        int version = in.u16();
        if (version != VERSION) {
            throw new WireException("the other side speaks version " + version + " of the protocol, this one " + VERSION);
        }
        int role = in.u8();
        if (role != expected.ordinal()) {
            throw new WireException("the other side is for another role than " + expected);
        }
        in.end();
    }
}
