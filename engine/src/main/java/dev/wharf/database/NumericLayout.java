package dev.wharf.database;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * The layout {@link dev.wharf.wire.ValueType#NUMERIC}, as PostgreSQL's numeric_send writes it: int16 number of digits to
 * the base 10000, int16 weight of the first, uint16 sign, int16 dscale, the digits. What is written here is in the form that
 * the server itself would send back: no zero digits at either end.
 */
public final class NumericLayout {

    private static final int NEGATIVE = 0x4000;
    private static final int NAN = 0xC000;
    private static final int INFINITY = 0xD000;
    private static final int NEGATIVE_INFINITY = 0xF000;
    private static final int HEADER_BYTES = 8;
    private static final int GREATEST_SCALE = 16383;

    private NumericLayout() {}

    /** Whether the value is NaN or an infinity. */
    public static boolean special(byte[] bytes, int offset) {
        return (BigEndian.int16(bytes, offset + 4) & 0x8000) != 0;
    }

    /** The text of NaN or an infinity. */
    public static String specialText(byte[] bytes, int offset) {
        return switch (BigEndian.int16(bytes, offset + 4) & 0xFFFF) {
            case INFINITY -> "Infinity";
            case NEGATIVE_INFINITY -> "-Infinity";
            default -> "NaN";
        };
    }

    public static void special(double value, ByteSink out) {
        out.int16(0);
        out.int16(0);
        out.int16(Double.isNaN(value) ? NAN : value > 0 ? INFINITY : NEGATIVE_INFINITY);
        out.int16(value != value ? 0 : 0x20);
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
        int digits = BigEndian.int16(bytes, offset) & 0xFFFF;
        int weight = BigEndian.int16(bytes, offset + 2);
        int scale = BigEndian.int16(bytes, offset + 6) & 0x3FFF;
        if (length != HEADER_BYTES + 2 * digits) {
            throw new ValueRefusal("takes a well-formed number");
        }
        boolean negative = (BigEndian.int16(bytes, offset + 4) & NEGATIVE) != 0;
        BigDecimal value = digits <= 4
                ? BigDecimal.valueOf(smallUnscaled(bytes, offset + HEADER_BYTES, digits), 4 * (digits - 1 - weight))
                : new BigDecimal(unscaled(bytes, offset + HEADER_BYTES, digits), 4 * (digits - 1 - weight));
        // The last digit to the base 10000 may reach beyond the display scale, by zeros only.
        BigDecimal scaled = value.setScale(scale, RoundingMode.DOWN);
        return negative ? scaled.negate() : scaled;
    }

    private static long smallUnscaled(byte[] bytes, int at, int digits) {
        long unscaled = 0;
        for (int i = 0; i < digits; i++) {
            unscaled = unscaled * 10_000 + digit(bytes, at + 2 * i);
        }
        return unscaled;
    }

    private static BigInteger unscaled(byte[] bytes, int at, int digits) {
        StringBuilder text = new StringBuilder(4 * digits);
        for (int i = 0; i < digits; i++) {
            int digit = digit(bytes, at + 2 * i);
            text.append((char) ('0' + digit / 1000))
                    .append((char) ('0' + digit / 100 % 10))
                    .append((char) ('0' + digit / 10 % 10))
                    .append((char) ('0' + digit % 10));
        }
        return new BigInteger(text.toString());
    }

    private static int digit(byte[] bytes, int at) {
        int digit = BigEndian.int16(bytes, at);
        if (digit < 0 || digit > 9999) {
            throw new ValueRefusal("takes a well-formed number");
        }
        return digit;
    }

    /**
     * Appends a number with its own scale; a negative scale becomes 0.
     *
     * @throws ValueRefusal where PostgreSQL's numeric could not hold it
     */
    public static void encode(BigDecimal value, ByteSink out) {
        if (value.signum() == 0) {
            zero(Math.max(0, value.scale()), out);
            return;
        }
        long integerDigits = (long) value.precision() - value.scale();
        if (value.scale() > GREATEST_SCALE || integerDigits > 131_072) {
            throw new ValueRefusal("takes at most 131072 digits before and 16383 after the decimal point");
        }
        BigDecimal plain = value.scale() < 0 ? value.setScale(0) : value;
        int scale = plain.scale();
        int padding = (4 - scale % 4) % 4;
        BigInteger unscaled = plain.unscaledValue().abs();
        if (unscaled.bitLength() < 50) {
            digits(unscaled.longValue() * POWERS[padding], (scale + padding) / 4, value.signum() < 0, scale, out);
        } else {
            digits(unscaled.multiply(BigInteger.valueOf(POWERS[padding])), (scale + padding) / 4, value.signum() < 0, scale, out);
        }
    }

    private static final long[] POWERS = {1, 10, 100, 1000};

    private static void zero(int scale, ByteSink out) {
        out.int16(0);
        out.int16(0);
        out.int16(0);
        out.int16(Math.min(scale, GREATEST_SCALE));
    }

    private static void digits(long unscaled, int fractionDigits, boolean negative, int scale, ByteSink out) {
        int skipped = 0;
        long rest = unscaled;
        while (rest % 10_000 == 0) {
            rest /= 10_000;
            skipped++;
        }
        int count = 0;
        for (long r = rest; r != 0; r /= 10_000) {
            count++;
        }
        header(count, count + skipped - fractionDigits - 1, negative, scale, out);
        long power = 1;
        for (int i = 1; i < count; i++) {
            power *= 10_000;
        }
        for (; power > 0; power /= 10_000) {
            out.int16((int) (rest / power % 10_000));
        }
    }

    private static void digits(BigInteger unscaled, int fractionDigits, boolean negative, int scale, ByteSink out) {
        String text = unscaled.toString();
        int groups = (text.length() + 3) / 4;
        String padded = "0".repeat(groups * 4 - text.length()) + text;
        int used = groups;
        while (used > 1 && padded.startsWith("0000", (used - 1) * 4)) {
            used--;
        }
        header(used, groups - fractionDigits - 1, negative, scale, out);
        for (int i = 0; i < used; i++) {
            out.int16(Integer.parseInt(padded, i * 4, i * 4 + 4, 10));
        }
    }

    private static void header(int digits, int weight, boolean negative, int scale, ByteSink out) {
        out.int16(digits);
        out.int16(weight);
        out.int16(negative ? NEGATIVE : 0);
        out.int16(scale);
    }

    /** Appends the number in the server's own form, whatever form it came in. */
    public static void normalize(byte[] bytes, int offset, int length, ByteSink out) {
        if (length >= HEADER_BYTES && (special(bytes, offset) || normal(bytes, offset, length))) {
            out.put(bytes, offset, length);
        } else {
            encode(decode(bytes, offset, length), out);
        }
    }

    /** Whether there is a digit and none is zero at either end. */
    private static boolean normal(byte[] bytes, int offset, int length) {
        return length > HEADER_BYTES
                && BigEndian.int16(bytes, offset + HEADER_BYTES) != 0
                && BigEndian.int16(bytes, offset + length - 2) != 0;
    }
}
