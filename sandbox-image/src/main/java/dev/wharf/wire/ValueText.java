package dev.wharf.wire;

import java.util.HexFormat;

/** The text form of a value of any layout: as the source database prints it, numbers with all their digits. */
public final class ValueText {

    private static final HexFormat HEX = HexFormat.of();

    private ValueText() {}

    /**
     * The text form. A boolean is true or false, bytes are hexadecimal behind a {@code \x}, times are ISO and in UTC, years
     * before Christ have their BC, infinities are infinity and -infinity.
     *
     * @throws WireException where the bytes are not of that layout, or the layout has no text form
     */
    public static String of(ValueType type, byte[] bytes, int offset, int length) {
        checkLength(type, length);
        return switch (type) {
            case INT2 -> Integer.toString(BigEndian.int16(bytes, offset));
            case INT4 -> Integer.toString(BigEndian.int32(bytes, offset));
            case INT8 -> Long.toString(BigEndian.int64(bytes, offset));
            case FLOAT4 -> FloatText.postgresql(Float.intBitsToFloat(BigEndian.int32(bytes, offset)));
            case FLOAT8 -> FloatText.postgresql(Double.longBitsToDouble(BigEndian.int64(bytes, offset)));
            case NUMERIC -> numeric(bytes, offset, length);
            case BOOL -> bytes[offset] != 0 ? "true" : "false";
            case TEXT, JSON -> Texts.decode(bytes, offset, length);
            case JSONB -> jsonb(bytes, offset, length);
            case BYTES -> "\\x" + HEX.formatHex(bytes, offset, offset + length);
            case DATE -> IsoText.printDate(BigEndian.int32(bytes, offset));
            case TIME -> IsoText.printTime(BigEndian.int64(bytes, offset));
            case TIMESTAMP -> IsoText.printTimestamp(BigEndian.int64(bytes, offset));
            case TIMESTAMPTZ -> IsoText.printInstant(BigEndian.int64(bytes, offset));
            case UUID -> UuidCodec.decode(bytes, offset).toString();
            case DYNAMIC -> dynamic(bytes, offset, length);
            case OPAQUE -> throw new WireException("values of its type can only be copied");
        };
    }

    /** @throws WireException where a layout of fixed length has another one */
    public static void checkLength(ValueType type, int length) {
        boolean ok =
                switch (type) {
                    case BOOL -> length == 1;
                    case INT2 -> length == 2;
                    case INT4, FLOAT4, DATE -> length == 4;
                    case INT8, FLOAT8, TIME, TIMESTAMP, TIMESTAMPTZ -> length == 8;
                    case UUID -> length == UuidCodec.BYTES;
                    case JSONB, DYNAMIC -> length >= 1;
                    case NUMERIC -> length >= 8;
                    case TEXT, BYTES, JSON, OPAQUE -> length >= 0;
                };
        if (!ok) {
            throw new WireException("a value of the layout " + type + " has " + length + " bytes");
        }
    }

    /** The layout of a DYNAMIC value behind its first byte. */
    public static ValueType dynamicType(byte tag, int length) {
        ValueType type =
                switch (tag) {
                    case 'i' -> ValueType.INT8;
                    case 'r' -> ValueType.FLOAT8;
                    case 't' -> ValueType.TEXT;
                    case 'b' -> ValueType.BYTES;
                    default -> throw new WireException("a dynamic value has no storage class");
                };
        checkLength(type, length - 1);
        return type;
    }

    /** The JSON text of a jsonb value. */
    public static String jsonb(byte[] bytes, int offset, int length) {
        if (length < 1 || bytes[offset] != 1) {
            throw new WireException("a jsonb value has another version than 1");
        }
        return Texts.decode(bytes, offset + 1, length - 1);
    }

    private static String numeric(byte[] bytes, int offset, int length) {
        String special = NumericCodec.special(bytes, offset);
        return special.isEmpty() ? NumericCodec.decode(bytes, offset, length).toPlainString() : special;
    }

    private static String dynamic(byte[] bytes, int offset, int length) {
        ValueType type = dynamicType(bytes[offset], length);
        return type == ValueType.FLOAT8
                ? FloatText.sqlite(Double.longBitsToDouble(BigEndian.int64(bytes, offset + 1)))
                : of(type, bytes, offset + 1, length - 1);
    }
}
