package dev.wharf.database;

import dev.wharf.wire.BigEndian;
import dev.wharf.wire.NumericCodec;
import dev.wharf.wire.WireException;
import java.math.BigDecimal;

/**
 * The layout {@link dev.wharf.wire.ValueType#NUMERIC} as columns take it. The bytes are {@link NumericCodec}'s business, so
 * that a class and a copy read the same number; what is here is the columns' alone: their refusals, NaN and the infinities,
 * which no class can set, and the form that the server itself would send back, without zero digits at either end.
 */
public final class NumericLayout {

    private static final int BASE = 10_000;
    /** So many units can still be multiplied by a thousand. */
    private static final long SHORT = Long.MAX_VALUE / 1_000;
    private static final int NEGATIVE = 0x4000;
    private static final int NAN = 0xC000;
    private static final int INFINITY = 0xD000;
    private static final int NEGATIVE_INFINITY = 0xF000;
    private static final int HEADER_BYTES = 8;
    private static final int[] POWERS = {1, 10, 100, 1000};

    private NumericLayout() {}

    /** Whether the value is NaN or an infinity. */
    public static boolean special(byte[] bytes, int offset) {
        return !specialText(bytes, offset).isEmpty();
    }

    /** The text of NaN or an infinity; empty where the value is finite. */
    public static String specialText(byte[] bytes, int offset) {
        return NumericCodec.special(bytes, offset);
    }

    public static void special(double value, ByteSink out) {
        out.int16(0);
        out.int16(0);
        out.int16(Double.isNaN(value) ? NAN : value > 0 ? INFINITY : NEGATIVE_INFINITY);
        out.int16(Double.isNaN(value) ? 0 : 0x20);
    }

    /**
     * The number, with its display scale.
     *
     * @throws ValueRefusal where the bytes are no finite number in this layout
     */
    public static BigDecimal decode(byte[] bytes, int offset, int length) {
        if (length < HEADER_BYTES || special(bytes, offset)) {
            throw new ValueRefusal("takes a finite number");
        }
        try {
            return NumericCodec.decode(bytes, offset, length);
        } catch (WireException e) {
            throw new ValueRefusal("takes a well-formed number");
        }
    }

    /**
     * Appends a number with its own scale; a negative scale becomes 0.
     *
     * @throws ValueRefusal where PostgreSQL's numeric could not hold it
     */
    public static void encode(BigDecimal value, ByteSink out) {
        try {
            NumericCodec.encode(value, out::int16);
        } catch (WireException e) {
            throw new ValueRefusal("takes at most " + NumericCodec.MAX_INTEGER_DIGITS + " digits before and "
                    + NumericCodec.MAX_SCALE + " after the decimal point");
        }
    }

    /**
     * Appends {@code unscaled} / 10^scale with that display scale, without an object on the way. Most numbers are short.
     *
     * @param scale 0 to 15
     */
    public static void encode(long unscaled, int scale, ByteSink out) {
        int fillers = -scale & 3;
        if (unscaled == 0 || Math.abs(unscaled) > SHORT || unscaled == Long.MIN_VALUE) {
            encode(BigDecimal.valueOf(unscaled, scale), out);
            return;
        }
        long rest = Math.abs(unscaled) * POWERS[fillers];
        int last = -(scale + fillers) / 4;
        while (rest % BASE == 0) {
            rest /= BASE;
            last++;
        }
        int digits = 0;
        long divisor = 1;
        for (long r = rest; r != 0; r /= BASE) {
            divisor = digits++ == 0 ? 1 : divisor * BASE;
        }
        out.int16(digits);
        out.int16(last + digits - 1);
        out.int16(unscaled < 0 ? NEGATIVE : 0);
        out.int16(scale);
        for (; divisor != 0; divisor /= BASE) {
            out.int16((int) (rest / divisor % BASE));
        }
    }

    /** Appends the number in the server's own form, whatever form it came in. */
    public static void normalize(byte[] bytes, int offset, int length, ByteSink out) {
        if (length >= HEADER_BYTES && (special(bytes, offset) || normal(bytes, offset, length))) {
            out.put(bytes, offset, length);
        } else {
            encode(decode(bytes, offset, length), out);
        }
    }

    /**
     * Whether the bytes are a finite number in the server's own form, with this display scale and at most so many digits before
     * the point: what {@link #encode} would give for it. False says nothing; it is an answer without arithmetic.
     */
    public static boolean isNormal(byte[] bytes, int offset, int length, int scale, int integerDigits) {
        if (length <= HEADER_BYTES || !normal(bytes, offset, length) || special(bytes, offset)) {
            return false;
        }
        try {
            NumericCodec.check(bytes, offset, length);
        } catch (WireException e) {
            return false;
        }
        int digits = BigEndian.int16(bytes, offset);
        int weight = BigEndian.int16(bytes, offset + 2);
        int before = weight < 0 ? 0 : 4 * weight + decimals(BigEndian.int16(bytes, offset + HEADER_BYTES));
        int beyond = 4 * (digits - 1 - weight) - scale;
        return BigEndian.int16(bytes, offset + 6) == scale
                && before <= integerDigits
                && (beyond <= 0 || beyond < 4 && BigEndian.int16(bytes, offset + length - 2) % POWERS[beyond] == 0);
    }

    private static int decimals(int digit) {
        return digit >= 1000 ? 4 : digit >= 100 ? 3 : digit >= 10 ? 2 : 1;
    }

    /** Whether there is a digit and none is zero at either end, or none because the number is zero. */
    private static boolean normal(byte[] bytes, int offset, int length) {
        if (length == HEADER_BYTES) {
            return BigEndian.int32(bytes, offset) == 0 && BigEndian.int16(bytes, offset + 4) == 0;
        }
        return length > HEADER_BYTES
                && BigEndian.int16(bytes, offset + HEADER_BYTES) != 0
                && BigEndian.int16(bytes, offset + length - 2) != 0;
    }
}
