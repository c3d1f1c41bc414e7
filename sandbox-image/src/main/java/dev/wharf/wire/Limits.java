package dev.wharf.wire;

/** What both sides of the wall keep to. The engine checks all of them, whatever the container says. */
public final class Limits {

    /** One row's tuple on its way into the container, in bytes. */
    public static final int SOURCE_ROW_BYTES = 16 << 20;

    /** A batch frame is filled with rows up to this many bytes; a longer row has a frame of its own. */
    public static final int BATCH_FRAME_BYTES = 1 << 20;

    /** Target rows that one source row may become. */
    public static final int TARGET_ROWS = 10_000;

    /** Bytes of all target rows that one source row becomes. */
    public static final int TARGET_BYTES = 32 << 20;

    /** The runner sends what it has once it has this many bytes. */
    public static final int ROWS_FRAME_BYTES = 512 << 10;

    /** Bytes of everything that the rows of one chunk become. */
    public static final int CHUNK_TARGET_BYTES = 64 << 20;

    /** Target rows, skips and rejects of one chunk. */
    public static final int CHUNK_RECORDS = 2_000_000;

    /** The most that any frame's payload takes: one source row's target rows beside others. */
    public static final int FRAME_BYTES = TARGET_BYTES + (2 << 20);

    /** Batch frames that are sent and not yet answered. The runner's queue holds that many, so its reader never waits. */
    public static final int WINDOW_FRAMES = 8;

    /** Bytes of batch frames that are sent and not yet answered; a single longer frame goes alone. */
    public static final int WINDOW_BYTES = 4 << 20;

    /** Characters of a reason or another message. */
    public static final int REASON_CHARS = 1_000;

    /** Shapes that are known at a time; the runner forgets all of them when it needs one more. */
    public static final int SHAPES = 1_024;

    /** Fields of a shape, columns of a table, columns of a source, tables of a step. */
    public static final int NAMES = 4_096;

    /** Without a frame for so long either side takes the other one for dead. */
    public static final long SILENCE_MILLIS = 30_000;

    /** The engine sends a ping that often. */
    public static final long HEARTBEAT_MILLIS = 5_000;

    /** From the first byte until a container is ready. */
    public static final long READY_MILLIS = 30_000;

    /** Class files that a compilation may give. */
    public static final int CLASSES = 256;

    /** Bytes of all class files of a compilation. */
    public static final int CLASS_BYTES = 4 << 20;

    /** Bytes of all sources of a compilation. */
    public static final int SOURCE_BYTES = 1 << 20;

    /** Problems that a compilation tells. */
    public static final int PROBLEMS = 100;

    /** The most CPU time that one compilation may take. */
    public static final long COMPILE_MILLIS = 10_000;

    /** The most time by the clock that one compilation may take, on a machine that is busy with others. */
    public static final long COMPILE_WAIT_MILLIS = 60_000;

    private Limits() {}
}
