package dev.wharf.sandbox.protocol;

import dev.wharf.wire.BigEndian;
import dev.wharf.wire.NumericCodec;
import dev.wharf.wire.Texts;
import dev.wharf.wire.TimeCodec;
import dev.wharf.wire.ValueText;
import dev.wharf.wire.ValueType;
import dev.wharf.wire.WireException;

/** Whether bytes from a container are a value that a class could have set. */
final class ValueCheck {

    private ValueCheck() {}

    /** Whether a class can set values of that type. */
    static boolean isSettable(ValueType type) {
        return switch (type) {
            case TEXT, INT4, INT8, NUMERIC, FLOAT8, BOOL, DATE, TIME, TIMESTAMP, TIMESTAMPTZ, UUID, BYTES -> true;
            case INT2, FLOAT4, JSON, JSONB, DYNAMIC, OPAQUE -> false;
        };
    }

    /** @throws WireException where they are not */
    static void check(ValueType type, byte[] bytes, int offset, int length) {
        ValueText.checkLength(type, length);
        switch (type) {
            case TEXT -> require(Texts.isUtf8(bytes, offset, length), "a text is not valid UTF-8");
            case BOOL -> require(bytes[offset] == 0 || bytes[offset] == 1, "a boolean is neither 0 nor 1");
            case NUMERIC -> {
                NumericCodec.check(bytes, offset, length);
                require(NumericCodec.special(bytes, offset).isEmpty(), "a decimal number is not finite");
            }
            case DATE -> {
                int days = BigEndian.int32(bytes, offset);
                require(
                        days != TimeCodec.DATE_INFINITY && days != TimeCodec.DATE_MINUS_INFINITY,
                        "a date is infinite");
            }
            case TIME -> {
                long micros = BigEndian.int64(bytes, offset);
                require(micros >= 0 && micros < TimeCodec.DAY_MICROS, "a time is not within a day");
            }
            case TIMESTAMP, TIMESTAMPTZ ->
                require(!TimeCodec.isInfinite(BigEndian.int64(bytes, offset)), "a timestamp is infinite");
            case INT4, INT8, FLOAT8, UUID, BYTES -> {
                // Any bytes of the right length.
            }
            case INT2, FLOAT4, JSON, JSONB, DYNAMIC, OPAQUE ->
                throw new WireException("no class sets values of the layout " + type);
        }
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new WireException(otherwise);
        }
    }
}
