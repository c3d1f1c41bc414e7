package dev.wharf.wire;

import org.jspecify.annotations.Nullable;

/**
 * What a frame says. Both roles begin with HELLO from either side. A runner is then sent CODE, answers READY, and answers
 * every BATCH with one or more ROWS; END asks for DONE. A compiler is sent SOURCES and answers CLASSES. A FAIL is the last
 * frame of a container. PING and PONG go in between at any time.
 */
public enum FrameType {
    /** Both ways: u32 magic, u16 version, u8 role. */
    HELLO(1),
    /** To the runner: a {@link CodeMessage}. */
    CODE(2),
    /** From the runner: nothing. */
    READY(3),
    /** To the runner: u32 batch, u32 rows, then the rows' tuples. */
    BATCH(4),
    /** From the runner: u32 batch, u8 last, then records; see {@link RowsTag}. */
    ROWS(5),
    /** To the runner: nothing; no batch follows. */
    END(6),
    /** From the runner: u32 batches, u64 source rows. The last frame. */
    DONE(7),
    /** From a container: u8 {@link FailCode}, u32 batch, i32 row (both -1 where unknown), text. The last frame. */
    FAIL(8),
    /** To a container: u32 number. */
    PING(9),
    /** From a container: the number of the ping. */
    PONG(10),
    /** To the compiler: u32 request, sources. */
    SOURCES(11),
    /** From the compiler: u32 request, problems, class files. */
    CLASSES(12);

    private static final @Nullable FrameType[] BY_ID = new FrameType[values().length + 1];

    static {
        for (FrameType type : values()) {
            BY_ID[type.id] = type;
        }
    }

    private final byte id;

    FrameType(int id) {
        this.id = (byte) id;
    }

    public byte id() {
        return id;
    }

    static FrameType byId(int id) {
        FrameType type = id < 0 || id >= BY_ID.length ? null : BY_ID[id];
        if (type == null) {
            throw new WireException("no frame has the type " + id);
        }
        return type;
    }
}
