package dev.wharf.wire;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.function.IntConsumer;

/**
 * PostgreSQL's binary numeric: int16 number of digits, int16 weight of the first one, u16 sign, u16 display scale, then
 * digits base 10000 (numeric_send in src/backend/utils/adt/numeric.c). A value is the sum of digit[i] × 10000^(weight - i).
 */
public final class NumericCodec {

    /** Digits before the point that a numeric can have at most. */
    public static final int MAX_INTEGER_DIGITS = 131_072;

    /** Digits behind the point that a numeric can have at most. */
    public static final int MAX_SCALE = 16_383;

    private static final int HEADER = 8;
    private static final int BASE = 10_000;
    private static final int POSITIVE = 0x0000;
    private static final int NEGATIVE = 0x4000;
    private static final int NAN = 0xC000;
    private static final int PLUS_INFINITY = 0xD000;
    private static final int MINUS_INFINITY = 0xF000;

    private NumericCodec() {}

    /** NaN, Infinity or -Infinity as PostgreSQL prints them; empty where the value is finite. */
    public static String special(byte[] bytes, int offset) {
        return switch (BigEndian.int16(bytes, offset + 4) & 0xFFFF) {
            case NAN -> "NaN";
            case PLUS_INFINITY -> "Infinity";
            case MINUS_INFINITY -> "-Infinity";
            default -> "";
        };
    }

    /**
     * The value with its display scale.
     *
     * @throws WireException where it is not finite, or not a numeric
     */
    public static BigDecimal decode(byte[] bytes, int offset, int length) {
        check(bytes, offset, length);
        String special = special(bytes, offset);
        if (!special.isEmpty()) {
            throw new WireException("the value is " + special + ", which is no decimal number");
        }
        int digits = BigEndian.int16(bytes, offset);
        int scale = BigEndian.int16(bytes, offset + 6);
        if (digits == 0) {
            return BigDecimal.valueOf(0, scale);
        }
        // The last digit stands for so many decimal places.
        int places = 4 * (digits - 1 - BigEndian.int16(bytes, offset + 2));
        boolean negative = BigEndian.int16(bytes, offset + 4) == NEGATIVE;
        BigDecimal value = digits <= 4
                ? BigDecimal.valueOf(small(bytes, offset + HEADER, digits, negative), places)
                : new BigDecimal(large(bytes, offset + HEADER, digits, negative), places);
        try {
            return value.setScale(scale);
        } catch (ArithmeticException e) {
            throw new WireException("a numeric has more digits than its display scale says");
        }
    }

    /** @throws WireException where the bytes are not what numeric_send gives */
    public static void check(byte[] bytes, int offset, int length) {
        if (length < HEADER) {
            throw new WireException("a numeric of " + length + " bytes is too short");
        }
        int digits = BigEndian.int16(bytes, offset);
        int weight = BigEndian.int16(bytes, offset + 2);
        int sign = BigEndian.int16(bytes, offset + 4) & 0xFFFF;
        int scale = BigEndian.int16(bytes, offset + 6) & 0xFFFF;
        boolean special = sign == NAN || sign == PLUS_INFINITY || sign == MINUS_INFINITY;
        if (!special && sign != POSITIVE && sign != NEGATIVE
                || digits < 0
                || special && digits != 0
                || length != HEADER + 2 * digits
                || scale > MAX_SCALE && !special) {
            throw new WireException("a numeric's sign, scale or number of digits is wrong");
        }
        for (int i = 0; i < digits; i++) {
            int digit = BigEndian.int16(bytes, offset + HEADER + 2 * i);
            if (digit < 0 || digit >= BASE) {
                throw new WireException("a numeric has a digit that is none");
            }
        }
        if (digits > 0 && 4 * (digits - 1 - weight) > MAX_SCALE + 3) {
            throw new WireException("a numeric has more digits behind the point than " + MAX_SCALE);
        }
    }

    /**
     * Appends a value. Its scale becomes the display scale; one below zero is written out.
     *
     * @throws WireException where it has more digits than a numeric can keep
     */
    public static void encode(BigDecimal value, PayloadWriter out) {
        encode(value, (IntConsumer) out::u16);
    }

    /**
     * Gives a value's layout, 16 bits after 16 bits, to whatever takes the low half of an int. Its scale becomes the display
     * scale; one below zero is written out.
     *
     * @throws WireException where it has more digits than a numeric can keep; nothing was given then
     */
    public static void encode(BigDecimal value, IntConsumer out) {
        int scale = value.scale();
        long integerDigits = (long) value.precision() - scale;
        if (scale > MAX_SCALE || integerDigits > MAX_INTEGER_DIGITS || scale < -MAX_INTEGER_DIGITS) {
            throw new WireException("a number has at most " + MAX_INTEGER_DIGITS + " digits before the point and "
                    + MAX_SCALE + " behind it");
        }
        int displayScale = Math.max(scale, 0);
        int sign = value.signum() < 0 ? NEGATIVE : POSITIVE;
        if (value.signum() == 0) {
            header(0, 0, POSITIVE, displayScale, out);
            return;
        }
        // Zeros are put behind until the number of places is a multiple of four.
        int places = Math.floorMod(scale, 4) == 0 ? scale : scale + 4 - Math.floorMod(scale, 4);
        BigInteger unscaled = value.unscaledValue().abs();
        if (places != scale) {
            unscaled = unscaled.multiply(BigInteger.TEN.pow(places - scale));
        }
        if (unscaled.bitLength() < Long.SIZE) {
            encodeSmall(unscaled.longValueExact(), places, sign, displayScale, out);
        } else {
            encodeLarge(unscaled.toString(), places, sign, displayScale, out);
        }
    }

    private static void encodeSmall(long unscaled, int places, int sign, int displayScale, IntConsumer out) {
        int last = -places / 4;
        long rest = unscaled;
        while (rest % BASE == 0) {
            rest /= BASE;
            last++;
        }
        int digits = 0;
        for (long r = rest; r != 0; r /= BASE) {
            digits++;
        }
        header(digits, last + digits - 1, sign, displayScale, out);
        long divisor = 1;
        for (int i = 1; i < digits; i++) {
            divisor *= BASE;
        }
        for (; divisor != 0; divisor /= BASE) {
            out.accept((int) (rest / divisor % BASE));
        }
    }

    private static void encodeLarge(String text, int places, int sign, int displayScale, IntConsumer out) {
        int last = -places / 4;
        int end = text.length();
        while (end >= 4 && text.startsWith("0000", end - 4)) {
            end -= 4;
            last++;
        }
        int digits = (end + 3) / 4;
        header(digits, last + digits - 1, sign, displayScale, out);
        int from = 0;
        for (int to = end - 4 * (digits - 1); from < end; to += 4) {
            out.accept(Integer.parseInt(text, from, to, 10));
            from = to;
        }
    }

    private static void header(int digits, int weight, int sign, int displayScale, IntConsumer out) {
        out.accept(digits);
        out.accept(weight);
        out.accept(sign);
        out.accept(displayScale);
    }

    private static long small(byte[] bytes, int at, int digits, boolean negative) {
        long value = 0;
        for (int i = 0; i < digits; i++) {
            value = value * BASE + BigEndian.int16(bytes, at + 2 * i);
        }
        return negative ? -value : value;
    }

    private static BigInteger large(byte[] bytes, int at, int digits, boolean negative) {
        StringBuilder text = new StringBuilder(digits * 4 + 1);
        if (negative) {
            text.append('-');
        }
        for (int i = 0; i < digits; i++) {
            int digit = BigEndian.int16(bytes, at + 2 * i);
            text.append((char) ('0' + digit / 1000))
                    .append((char) ('0' + digit / 100 % 10))
                    .append((char) ('0' + digit / 10 % 10))
                    .append((char) ('0' + digit % 10));
        }
        return new BigInteger(text.toString());
    }
}
