package dev.wharf.wire;

/** The first byte of a record in a ROWS frame. */
public final class RowsTag {

    /** u32 source row, u16 shape, then for each field that the class set an int32 length (-1 for NULL) and its bytes. */
    public static final byte ROW = 1;

    /** u32 source row, text: left out on purpose. */
    public static final byte SKIP = 2;

    /** u32 source row, text: bad. */
    public static final byte REJECT = 3;

    /**
     * u16 table, u16 fields, then for each field u16 column and u16 source column for a copy; or u16 column, u16 0xFFFF
     * and u8 value type. Shapes are numbered from 0 in the order in which they are announced.
     */
    public static final byte SHAPE = 4;

    /** Nothing: all shapes are forgotten, the next one has the number 0. */
    public static final byte FORGET_SHAPES = 5;

    /** As {@link #REJECT}: the row overflowed the stack, which may have left classes of Java half made for the rows after it. */
    public static final byte OVERFLOW = 6;

    /** As {@link #REJECT}: Java itself failed, as it does where a class of its own could not be made before. */
    public static final byte BROKEN = 7;

    /** Stands for the source column of a field that the class set. */
    public static final int SET = 0xFFFF;

    private RowsTag() {}
}
