package dev.wharf.database.postgresql;

import dev.wharf.catalog.ColumnType;
import dev.wharf.catalog.TypeKind;
import dev.wharf.database.ByteSink;
import dev.wharf.database.NumericLayout;
import dev.wharf.database.ValueEncoder;
import dev.wharf.database.ValueRefusal;
import dev.wharf.wire.BigEndian;
import dev.wharf.wire.FloatText;
import dev.wharf.wire.ValueType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Numbers on their way into PostgreSQL's numeric columns of every kind. */
final class PostgresNumbers {

    private static final String FRACTION = "holds whole numbers, the value has a fraction";
    private static final String ROUNDS = "holds a binary floating-point number, the value would be rounded";

    private PostgresNumbers() {}

    static @Nullable ValueEncoder toInteger(ValueType from, TypeKind to) {
        return switch (from) {
            case INT2 -> (bytes, offset, length, out) -> integer(BigEndian.int16(bytes, offset), to, out);
            case INT4 -> (bytes, offset, length, out) -> integer(BigEndian.int32(bytes, offset), to, out);
            case INT8 -> (bytes, offset, length, out) -> integer(BigEndian.int64(bytes, offset), to, out);
            case NUMERIC -> (bytes, offset, length, out) ->
                integer(whole(NumericLayout.decode(bytes, offset, length)), to, out);
            case FLOAT4 -> (bytes, offset, length, out) -> integer(whole(BigEndian.float4(bytes, offset)), to, out);
            case FLOAT8 -> (bytes, offset, length, out) -> integer(whole(BigEndian.float8(bytes, offset)), to, out);
            default -> null;
        };
    }

    static void integer(long value, TypeKind to, ByteSink out) {
        switch (to) {
            case SMALLINT -> {
                if (value != (short) value) {
                    throw new ValueRefusal("holds whole numbers from -32768 to 32767");
                }
                out.int16((int) value);
            }
            case INTEGER -> {
                if (value != (int) value) {
                    throw new ValueRefusal("holds whole numbers from -2147483648 to 2147483647");
                }
                out.int32((int) value);
            }
            default -> out.int64(value);
        }
    }

    static long whole(BigDecimal value) {
        try {
            if ((long) value.precision() - value.scale() > 20) {
                throw new ValueRefusal("holds whole numbers of 64 bits, the value is beyond");
            }
            return value.setScale(0, RoundingMode.UNNECESSARY).longValueExact();
        } catch (ArithmeticException e) {
            throw new ValueRefusal(value.stripTrailingZeros().scale() > 0 ? FRACTION
                    : "holds whole numbers of 64 bits, the value is beyond");
        }
    }

    /** A floating-point number as an integer, where it is one; a negative zero is not, for it would lose its sign. */
    static long whole(double value) {
        if (value != Math.rint(value) || Double.isInfinite(value)) {
            throw new ValueRefusal(FRACTION);
        }
        if (!(value >= -0x1p63 && value < 0x1p63) || value == 0 && 1 / value < 0) {
            throw new ValueRefusal("holds whole numbers of 64 bits, the value is beyond");
        }
        return (long) value;
    }

    static @Nullable ValueEncoder toDouble(ValueType from) {
        return switch (from) {
            case FLOAT8 -> ValueEncoder.SAME;
            case FLOAT4 -> (bytes, offset, length, out) -> float8(BigEndian.float4(bytes, offset), out);
            case INT2 -> (bytes, offset, length, out) -> float8(BigEndian.int16(bytes, offset), out);
            case INT4 -> (bytes, offset, length, out) -> float8(BigEndian.int32(bytes, offset), out);
            case INT8 -> (bytes, offset, length, out) -> float8(exact(BigEndian.int64(bytes, offset)), out);
            case NUMERIC -> (bytes, offset, length, out) -> float8(numeric(bytes, offset, length), out);
            default -> null;
        };
    }

    static void float8(double value, ByteSink out) {
        out.int64(Double.doubleToRawLongBits(value));
    }

    static double exact(long value) {
        double converted = value;
        if ((long) converted != value || converted == 0x1p63) {
            throw new ValueRefusal(ROUNDS);
        }
        return converted;
    }

    private static double numeric(byte[] bytes, int offset, int length) {
        return length >= 8 && NumericLayout.special(bytes, offset)
                ? special(bytes, offset)
                : nearest(NumericLayout.decode(bytes, offset, length));
    }

    /** The double whose fewest digits are the value's. */
    static double nearest(BigDecimal value) {
        double converted = value.doubleValue();
        if (Double.isInfinite(converted) || FloatText.decimal(converted).compareTo(value) != 0) {
            throw new ValueRefusal(ROUNDS);
        }
        return converted;
    }

    private static double special(byte[] bytes, int offset) {
        return switch (NumericLayout.specialText(bytes, offset)) {
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> Double.NaN;
        };
    }

    static @Nullable ValueEncoder toReal(ValueType from) {
        return switch (from) {
            case FLOAT4 -> ValueEncoder.SAME;
            case FLOAT8 -> (bytes, offset, length, out) -> float4(BigEndian.float8(bytes, offset), out);
            case INT2 -> (bytes, offset, length, out) -> float4(BigEndian.int16(bytes, offset), out);
            case INT4 -> (bytes, offset, length, out) -> float4(BigEndian.int32(bytes, offset), out);
            case INT8 -> (bytes, offset, length, out) -> float4(exact(BigEndian.int64(bytes, offset)), out);
            case NUMERIC -> (bytes, offset, length, out) -> {
                if (length >= 8 && NumericLayout.special(bytes, offset)) {
                    float4(special(bytes, offset), out);
                    return;
                }
                BigDecimal value = NumericLayout.decode(bytes, offset, length);
                float converted = value.floatValue();
                if (Float.isInfinite(converted) || FloatText.decimal(converted).compareTo(value) != 0) {
                    throw new ValueRefusal(ROUNDS);
                }
                out.int32(Float.floatToRawIntBits(converted));
            };
            default -> null;
        };
    }

    static void float4(double value, ByteSink out) {
        float converted = (float) value;
        if (converted != value && !Double.isNaN(value)) {
            throw new ValueRefusal(ROUNDS);
        }
        out.int32(Float.floatToRawIntBits(converted));
    }

    static @Nullable ValueEncoder toDecimal(ValueType from, ColumnType to) {
        Decimals decimals = new Decimals(to);
        return switch (from) {
            case INT2 -> (bytes, offset, length, out) -> decimals.put(BigEndian.int16(bytes, offset), out);
            case INT4 -> (bytes, offset, length, out) -> decimals.put(BigEndian.int32(bytes, offset), out);
            case INT8 -> (bytes, offset, length, out) -> decimals.put(BigEndian.int64(bytes, offset), out);
            case FLOAT4 -> (bytes, offset, length, out) -> {
                float value = BigEndian.float4(bytes, offset);
                if (Float.isNaN(value) || Float.isInfinite(value)) {
                    decimals.special(value, out);
                } else {
                    decimals.put(shortest(FloatText.decimal(value), value), out);
                }
            };
            case FLOAT8 -> (bytes, offset, length, out) -> decimals.put(BigEndian.float8(bytes, offset), out);
            case NUMERIC -> (bytes, offset, length, out) -> {
                if (decimals.takesAsItIs(bytes, offset, length)) {
                    out.put(bytes, offset, length);
                } else if (length >= 8 && NumericLayout.special(bytes, offset)) {
                    decimals.special(special(bytes, offset), out);
                } else {
                    decimals.put(NumericLayout.decode(bytes, offset, length), out);
                }
            };
            default -> null;
        };
    }

    private static BigDecimal shortest(BigDecimal digits, double value) {
        if (value == 0 && 1 / value < 0) {
            throw new ValueRefusal("has no negative zero");
        }
        return digits;
    }

    /** numeric, numeric(p) or numeric(p,s): takes what needs no rounding and carries the column's scale. */
    static final class Decimals {

        /** A double keeps decimals of so many digits apart (DBL_DIG). */
        private static final int MOST_DIGITS = 15;

        private static final long DIGITS_LIMIT = 1_000_000_000_000_000L;
        private static final long[] TENS = LongStream.iterate(1, ten -> ten * 10).limit(MOST_DIGITS + 1).toArray();

        private final @Nullable Integer precision;
        private final int scale;
        private final boolean shortScale;

        Decimals(ColumnType to) {
            precision = to.precision();
            Integer declared = to.scale();
            scale = declared == null ? 0 : declared;
            shortScale = scale >= 0 && scale <= MOST_DIGITS;
        }

        /** Most numbers come as the column would send them back. */
        boolean takesAsItIs(byte[] bytes, int offset, int length) {
            return precision != null && scale >= 0 && precision >= scale
                    && NumericLayout.isNormal(bytes, offset, length, scale, precision - scale);
        }

        void put(long value, ByteSink out) {
            if (shortScale && value <= DIGITS_LIMIT / TENS[scale] && value >= -DIGITS_LIMIT / TENS[scale] && fits(value * TENS[scale])) {
                NumericLayout.encode(value * TENS[scale], scale, out);
            } else {
                put(BigDecimal.valueOf(value), out);
            }
        }

        /**
         * A floating-point number stands for the shortest decimal that gives it back. Decimals of up to 15 digits give
         * different numbers each, so one with the column's scale that gives it back equals the shortest.
         */
        void put(double value, ByteSink out) {
            if (precision != null && shortScale && value != 0) {
                double units = Math.rint(value * TENS[scale]);
                if (Math.abs(units) < DIGITS_LIMIT && units / TENS[scale] == value && fits((long) units)) {
                    NumericLayout.encode((long) units, scale, out);
                    return;
                }
            }
            if (Double.isNaN(value) || Double.isInfinite(value)) {
                special(value, out);
            } else {
                put(shortest(FloatText.decimal(value), value), out);
            }
        }

        private boolean fits(long units) {
            return precision == null || precision > MOST_DIGITS || Math.abs(units) < TENS[precision];
        }

        void put(BigDecimal value, ByteSink out) {
            if (precision == null) {
                NumericLayout.encode(value, out);
                return;
            }
            if (value.signum() != 0 && (long) value.precision() - value.scale() > precision - scale) {
                throw new ValueRefusal("holds at most " + (precision - scale)
                        + " digits before the decimal point, the value has more");
            }
            BigDecimal scaled;
            try {
                scaled = value.setScale(scale, RoundingMode.UNNECESSARY);
            } catch (ArithmeticException e) {
                throw new ValueRefusal("holds " + scale + " digits after the decimal point, the value has more");
            }
            NumericLayout.encode(scaled, out);
        }

        void special(double value, ByteSink out) {
            if (precision != null && !Double.isNaN(value)) {
                throw new ValueRefusal("holds no infinity");
            }
            NumericLayout.special(value, out);
        }
    }
}
