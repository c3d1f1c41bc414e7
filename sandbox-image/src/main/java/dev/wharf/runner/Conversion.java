package dev.wharf.runner;

import dev.wharf.wire.BigEndian;
import dev.wharf.wire.FloatText;
import dev.wharf.wire.JsonText;
import dev.wharf.wire.NumericCodec;
import dev.wharf.wire.Texts;
import dev.wharf.wire.TimeCodec;
import dev.wharf.wire.UuidCodec;
import dev.wharf.wire.ValueText;
import dev.wharf.wire.ValueType;
import dev.wharf.wire.WireException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.UUID;

/**
 * Values as an accessor gives them, exactly or not at all: a refusal is a {@link WireException} whose message is the rule.
 * A DYNAMIC value converts as the layout of its own storage class does, so a class reads SQLite's texts and PostgreSQL's
 * in the same way.
 */
final class Conversion {

    private static final double TWO_TO_63 = 0x1p63;

    private Conversion() {}

    static int integer(ValueType type, byte[] bytes, int offset, int length) {
        long value = bigint(type, bytes, offset, length);
        if (value != (int) value) {
            throw new WireException("the number is beyond an integer's range; read it with bigint");
        }
        return (int) value;
    }

    static long bigint(ValueType type, byte[] bytes, int offset, int length) {
        return switch (type) {
            case INT2 -> BigEndian.int16(bytes, offset);
            case INT4 -> BigEndian.int32(bytes, offset);
            case INT8 -> BigEndian.int64(bytes, offset);
            case FLOAT4 -> whole(Float.intBitsToFloat(BigEndian.int32(bytes, offset)));
            case FLOAT8 -> whole(Double.longBitsToDouble(BigEndian.int64(bytes, offset)));
            case NUMERIC -> whole(NumericCodec.decode(bytes, offset, length));
            case TEXT -> TextConversion.bigint(Texts.decode(bytes, offset, length));
            case DYNAMIC -> bigint(inner(bytes, offset, length), bytes, offset + 1, length - 1);
            default -> throw cannot(type, "a whole number");
        };
    }

    static BigDecimal decimal(ValueType type, byte[] bytes, int offset, int length) {
        return switch (type) {
            case INT2, INT4, INT8 -> BigDecimal.valueOf(bigint(type, bytes, offset, length));
            case FLOAT4 -> {
                float value = Float.intBitsToFloat(BigEndian.int32(bytes, offset));
                requireFinite(value);
                yield plain(FloatText.decimal(value));
            }
            case FLOAT8 -> {
                double value = Double.longBitsToDouble(BigEndian.int64(bytes, offset));
                requireFinite(value);
                yield plain(FloatText.decimal(value));
            }
            case NUMERIC -> NumericCodec.decode(bytes, offset, length);
            case TEXT -> TextConversion.decimal(Texts.decode(bytes, offset, length));
            case DYNAMIC -> decimal(inner(bytes, offset, length), bytes, offset + 1, length - 1);
            default -> throw cannot(type, "a decimal number");
        };
    }

    static double float8(ValueType type, byte[] bytes, int offset, int length) {
        return switch (type) {
            case INT2, INT4 -> bigint(type, bytes, offset, length);
            case INT8 -> {
                long value = BigEndian.int64(bytes, offset);
                double nearest = value;
                if (nearest == TWO_TO_63 || (long) nearest != value) {
                    throw new WireException("the number has more digits than a float8 keeps");
                }
                yield nearest;
            }
            case FLOAT4 -> Float.intBitsToFloat(BigEndian.int32(bytes, offset));
            case FLOAT8 -> Double.longBitsToDouble(BigEndian.int64(bytes, offset));
            case NUMERIC -> {
                String special = NumericCodec.special(bytes, offset);
                yield special.isEmpty()
                        ? TextConversion.float8(NumericCodec.decode(bytes, offset, length))
                        : Double.parseDouble(special);
            }
            case TEXT -> TextConversion.float8(Texts.decode(bytes, offset, length));
            case DYNAMIC -> float8(inner(bytes, offset, length), bytes, offset + 1, length - 1);
            default -> throw cannot(type, "a float8");
        };
    }

    static boolean bool(ValueType type, byte[] bytes, int offset, int length) {
        return switch (type) {
            case BOOL -> bytes[offset] != 0;
            case INT2, INT4, INT8 -> {
                long value = bigint(type, bytes, offset, length);
                if (value != 0 && value != 1) {
                    throw new WireException("the number is neither 0 nor 1, so it is no boolean");
                }
                yield value == 1;
            }
            case TEXT -> TextConversion.bool(Texts.decode(bytes, offset, length));
            case DYNAMIC -> bool(inner(bytes, offset, length), bytes, offset + 1, length - 1);
            default -> throw cannot(type, "a boolean");
        };
    }

    static LocalDate date(ValueType type, byte[] bytes, int offset, int length) {
        return switch (type) {
            case DATE -> TimeCodec.date(BigEndian.int32(bytes, offset));
            case TEXT -> TextConversion.date(Texts.decode(bytes, offset, length));
            case DYNAMIC -> date(inner(bytes, offset, length), bytes, offset + 1, length - 1);
            case TIMESTAMP -> throw new WireException("the value has a time, which a date would lose; read it with timestamp");
            case TIMESTAMPTZ -> throw new WireException("the value is a point in time; read it with instant");
            default -> throw cannot(type, "a date");
        };
    }

    static LocalTime time(ValueType type, byte[] bytes, int offset, int length) {
        return switch (type) {
            case TIME -> TimeCodec.time(BigEndian.int64(bytes, offset));
            case TEXT -> TextConversion.time(Texts.decode(bytes, offset, length));
            case DYNAMIC -> time(inner(bytes, offset, length), bytes, offset + 1, length - 1);
            case TIMESTAMP -> throw new WireException("the value has a date, which a time would lose; read it with timestamp");
            case TIMESTAMPTZ -> throw new WireException("the value is a point in time; read it with instant");
            default -> throw cannot(type, "a time");
        };
    }

    static LocalDateTime timestamp(ValueType type, byte[] bytes, int offset, int length) {
        return switch (type) {
            case TIMESTAMP -> TimeCodec.timestamp(BigEndian.int64(bytes, offset));
            case TEXT -> TextConversion.timestamp(Texts.decode(bytes, offset, length));
            case DYNAMIC -> timestamp(inner(bytes, offset, length), bytes, offset + 1, length - 1);
            case DATE -> throw new WireException("the value is a date without a time; read it with date");
            case TIMESTAMPTZ -> throw new WireException("the value has a zone, which a timestamp would lose; read it with instant");
            default -> throw cannot(type, "a timestamp");
        };
    }

    static Instant instant(ValueType type, byte[] bytes, int offset, int length) {
        return switch (type) {
            case TIMESTAMPTZ -> TimeCodec.instant(BigEndian.int64(bytes, offset));
            case TEXT -> TextConversion.instant(Texts.decode(bytes, offset, length));
            case DYNAMIC -> instant(inner(bytes, offset, length), bytes, offset + 1, length - 1);
            case DATE -> throw new WireException("the value is a date without a time; read it with date");
            case TIMESTAMP -> throw new WireException("the value has no zone; read it with timestamp and say which one it is in");
            default -> throw cannot(type, "a point in time");
        };
    }

    static UUID uuid(ValueType type, byte[] bytes, int offset, int length) {
        return switch (type) {
            case UUID -> UuidCodec.decode(bytes, offset);
            case TEXT -> TextConversion.uuid(Texts.decode(bytes, offset, length));
            case DYNAMIC -> uuid(inner(bytes, offset, length), bytes, offset + 1, length - 1);
            default -> throw cannot(type, "a uuid");
        };
    }

    static byte[] bytes(ValueType type, byte[] bytes, int offset, int length) {
        return switch (type) {
            case BYTES -> Arrays.copyOfRange(bytes, offset, offset + length);
            case DYNAMIC -> bytes(inner(bytes, offset, length), bytes, offset + 1, length - 1);
            default -> throw cannot(type, "bytes");
        };
    }

    static String json(ValueType type, byte[] bytes, int offset, int length) {
        return switch (type) {
            case JSON -> Texts.decode(bytes, offset, length);
            case JSONB -> ValueText.jsonb(bytes, offset, length);
            case TEXT -> {
                String text = Texts.decode(bytes, offset, length);
                if (!JsonText.isJson(text)) {
                    throw new WireException("the text is not JSON");
                }
                yield text;
            }
            // SQLite stores a number that stands alone in a JSON column as a number.
            case DYNAMIC -> {
                ValueType inner = inner(bytes, offset, length);
                yield switch (inner) {
                    case INT8 -> ValueText.of(type, bytes, offset, length);
                    case FLOAT8 -> {
                        requireFinite(Double.longBitsToDouble(BigEndian.int64(bytes, offset + 1)));
                        yield ValueText.of(type, bytes, offset, length);
                    }
                    default -> json(inner, bytes, offset + 1, length - 1);
                };
            }
            default -> throw cannot(type, "JSON");
        };
    }

    private static ValueType inner(byte[] bytes, int offset, int length) {
        return ValueText.dynamicType(bytes[offset], length);
    }

    /** Digits as they are counted by people: 1E+20 has its zeros written out, 12 has no place behind the point. */
    private static BigDecimal plain(BigDecimal value) {
        return value.scale() < 0 ? value.setScale(0) : value;
    }

    private static long whole(double value) {
        requireFinite(value);
        if (value != Math.rint(value)) {
            throw new WireException("the number has digits behind the point");
        }
        if (value >= TWO_TO_63 || value < -TWO_TO_63) {
            throw new WireException("the number is beyond a bigint's range");
        }
        return (long) value;
    }

    private static long whole(BigDecimal value) {
        if (value.scale() > 0 && value.stripTrailingZeros().scale() > 0) {
            throw new WireException("the number has digits behind the point");
        }
        if (value.precision() - value.scale() > 19) {
            throw new WireException("the number is beyond a bigint's range");
        }
        try {
            return value.longValueExact();
        } catch (ArithmeticException e) {
            throw new WireException("the number is beyond a bigint's range");
        }
    }

    private static void requireFinite(double value) {
        if (!Double.isFinite(value)) {
            throw new WireException("the number is NaN or infinite");
        }
    }

    private static WireException cannot(ValueType type, String wanted) {
        return new WireException("the value is " + describe(type) + ", not " + wanted);
    }

    private static String describe(ValueType type) {
        return switch (type) {
            case INT2, INT4, INT8 -> "a whole number";
            case FLOAT4, FLOAT8 -> "a floating-point number";
            case NUMERIC -> "a decimal number";
            case BOOL -> "a boolean";
            case TEXT -> "text";
            case BYTES -> "binary";
            case DATE -> "a date";
            case TIME -> "a time";
            case TIMESTAMP -> "a timestamp";
            case TIMESTAMPTZ -> "a point in time";
            case UUID -> "a uuid";
            case JSON, JSONB -> "JSON";
            case DYNAMIC -> "dynamic";
            case OPAQUE -> "of a type that can only be copied";
        };
    }
}
