package dev.wharf.sandbox.protocol;

import dev.wharf.wire.PayloadWriter;
import dev.wharf.wire.RowsTag;
import dev.wharf.wire.ValueType;

/** Records of ROWS frames, right ones and wrong ones. */
final class Answers {

    private Answers() {}

    /** Announces the shape 0: column a of t, an INT8. */
    static PayloadWriter records() {
        byte[] shape = shape(0, 0, 0xFFFF, ValueType.INT8.id());
        return new PayloadWriter().raw(shape, 0, shape.length);
    }

    static byte[] shape(int table, int column, int copyOf, int type) {
        PayloadWriter out = new PayloadWriter().u8(RowsTag.SHAPE).u16(table).u16(1).u16(column).u16(copyOf);
        return (copyOf == RowsTag.SET ? out.u8(type) : out).toBytes();
    }

    static byte[] shapes(int count) {
        PayloadWriter out = new PayloadWriter();
        byte[] shape = shape(0, 0, 0xFFFF, ValueType.INT8.id());
        for (int i = 0; i < count; i++) {
            out.raw(shape, 0, shape.length);
        }
        return out.toBytes();
    }

    static byte[] row(int number, int length) {
        return ScriptedChannel.join(
                records().toBytes(),
                new PayloadWriter()
                        .u8(RowsTag.ROW)
                        .u32(number)
                        .u16(0)
                        .blob(new byte[length])
                        .toBytes());
    }

    static byte[] many(int count) {
        PayloadWriter out = records();
        for (int i = 0; i < count; i++) {
            out.u8(RowsTag.ROW).u32(0).u16(0).u32(-1);
        }
        return out.toBytes();
    }

    static byte[] value(ValueType type, byte... value) {
        return new PayloadWriter()
                .raw(shape(0, 0, 0xFFFF, type.id()), 0, 10)
                .u8(RowsTag.ROW)
                .u32(0)
                .u16(0)
                .blob(value)
                .toBytes();
    }

    static byte[] left(byte tag, int row, String reason) {
        return new PayloadWriter().u8(tag).u32(row).text(reason).toBytes();
    }
}
