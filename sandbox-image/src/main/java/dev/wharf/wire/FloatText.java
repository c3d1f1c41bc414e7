package dev.wharf.wire;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Floating-point numbers in decimal: always the fewest digits that give the same number back. PostgreSQL prints them so
 * since version 12; SQLite prints 15 or 17 digits, which loses or adds something.
 */
public final class FloatText {

    private static final int DOUBLE_FIXED_BELOW = 15;
    private static final int FLOAT_FIXED_BELOW = 6;

    /** From here on there is no number but whole ones. */
    private static final double DOUBLE_WHOLE = 0x1p53;

    private static final float FLOAT_WHOLE = 0x1p24f;
    private static final MathContext ONE_DIGIT = new MathContext(1, RoundingMode.HALF_EVEN);

    private FloatText() {}

    /** The fewest digits that give the number back. The number must be finite. */
    public static BigDecimal decimal(double value) {
        BigDecimal digits = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        // Java prints two digits where one would do (4.9E-324); its own rule, Double.toString.
        if (digits.precision() == 2) {
            BigDecimal shorter = digits.round(ONE_DIGIT);
            if (shorter.doubleValue() == value) {
                return shorter.stripTrailingZeros();
            }
        }
        return Math.abs(value) < DOUBLE_WHOLE
                ? digits
                : withinBounds(digits, value, Math.nextUp(value), Math.nextDown(value));
    }

    /** As {@link #decimal(double)} for a number of single precision. */
    public static BigDecimal decimal(float value) {
        BigDecimal digits = new BigDecimal(Float.toString(value)).stripTrailingZeros();
        if (digits.precision() == 2) {
            BigDecimal shorter = digits.round(ONE_DIGIT);
            if (shorter.floatValue() == value) {
                return shorter.stripTrailingZeros();
            }
        }
        return Math.abs(value) < FLOAT_WHOLE
                ? digits
                : withinBounds(digits, value, Math.nextUp(value), Math.nextDown(value));
    }

    /**
     * Java takes digits that lie just between two numbers where rounding gives the right one of them; PostgreSQL does not
     * (STRICTLY_SHORTEST in src/common/ryu_common.h) and prints one digit more. That happens to whole numbers only.
     */
    private static BigDecimal withinBounds(BigDecimal digits, double value, double up, double down) {
        BigDecimal exact = new BigDecimal(value);
        BigDecimal aboveTwice = exact.add(new BigDecimal(Double.isFinite(up) ? up : value));
        BigDecimal belowTwice = exact.add(new BigDecimal(Double.isFinite(down) ? down : value));
        BigDecimal candidate = digits;
        for (int precision = digits.precision() + 1; ; precision++) {
            BigDecimal twice = candidate.add(candidate);
            if (twice.compareTo(aboveTwice) != 0 && twice.compareTo(belowTwice) != 0 || candidate.compareTo(exact) == 0) {
                return candidate.stripTrailingZeros();
            }
            candidate = exact.round(new MathContext(precision, RoundingMode.HALF_EVEN));
        }
    }

    /** As PostgreSQL prints a double precision: 1, 0.1, 1e+20, -0, NaN, Infinity. */
    public static String postgresql(double value) {
        if (!Double.isFinite(value)) {
            return special(value);
        }
        return value == 0 ? zero(value) : print(decimal(value), DOUBLE_FIXED_BELOW, false);
    }

    /** As PostgreSQL prints a real. */
    public static String postgresql(float value) {
        if (!Float.isFinite(value)) {
            return special(value);
        }
        return value == 0 ? zero(value) : print(decimal(value), FLOAT_FIXED_BELOW, false);
    }

    /** As SQLite prints a REAL, but with the fewest digits: 1.0, 0.1, 1.0e+20, Inf. */
    public static String sqlite(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "NaN" : value > 0 ? "Inf" : "-Inf";
        }
        return value == 0 ? zero(value) + ".0" : print(decimal(value), DOUBLE_FIXED_BELOW, true);
    }

    private static String special(double value) {
        return Double.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
    }

    private static String zero(double value) {
        return 1 / value < 0 ? "-0" : "0";
    }

    private static String print(BigDecimal value, int fixedBelow, boolean alwaysPoint) {
        int exponent = value.precision() - value.scale() - 1;
        if (exponent >= -4 && exponent < fixedBelow) {
            String plain = value.toPlainString();
            return alwaysPoint && plain.indexOf('.') < 0 ? plain + ".0" : plain;
        }
        String digits = value.unscaledValue().abs().toString();
        StringBuilder out = new StringBuilder(digits.length() + 8);
        if (value.signum() < 0) {
            out.append('-');
        }
        out.append(digits.charAt(0));
        if (digits.length() > 1) {
            out.append('.').append(digits, 1, digits.length());
        } else if (alwaysPoint) {
            out.append(".0");
        }
        out.append('e').append(exponent < 0 ? '-' : '+');
        int size = Math.abs(exponent);
        return (size < 10 ? out.append('0') : out).append(size).toString();
    }
}
