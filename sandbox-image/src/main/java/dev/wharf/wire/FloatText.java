package dev.wharf.wire;

import java.math.BigDecimal;

/**
 * Floating-point numbers in decimal: always the fewest digits that give the same number back. PostgreSQL prints them so
 * since version 12; SQLite prints 15 or 17 digits, which loses or adds something.
 */
public final class FloatText {

    private static final int DOUBLE_FIXED_BELOW = 15;
    private static final int FLOAT_FIXED_BELOW = 6;

    private FloatText() {}

    /** The fewest digits that give the number back. The number must be finite. */
    public static BigDecimal decimal(double value) {
        BigDecimal digits = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        // Java prints two digits where one would do (4.9E-324); its own rule, Double.toString.
        if (digits.precision() == 2) {
            BigDecimal shorter = oneDigit(digits);
            if (shorter.doubleValue() == value) {
                return shorter;
            }
        }
        return digits;
    }

    /** As {@link #decimal(double)} for a number of single precision. */
    public static BigDecimal decimal(float value) {
        BigDecimal digits = new BigDecimal(Float.toString(value)).stripTrailingZeros();
        if (digits.precision() == 2) {
            BigDecimal shorter = oneDigit(digits);
            if (shorter.floatValue() == value) {
                return shorter;
            }
        }
        return digits;
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

    private static BigDecimal oneDigit(BigDecimal digits) {
        return digits.setScale(digits.scale() - 1, java.math.RoundingMode.HALF_EVEN).stripTrailingZeros();
    }
}
