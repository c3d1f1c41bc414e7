package dev.wharf.runner;

import dev.wharf.wire.FloatText;
import dev.wharf.wire.IsoText;
import dev.wharf.wire.NumericCodec;
import dev.wharf.wire.UuidCodec;
import dev.wharf.wire.WireException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Texts as another type, where they are written in the one form that gives the same text back or in ISO 8601. So 007, 1e3,
 * 1,5 and a blank are no numbers: whoever knows what they mean says so in the class.
 */
final class TextConversion {

    private static final int NUMBER_CHARS = NumericCodec.MAX_INTEGER_DIGITS + NumericCodec.MAX_SCALE + 2;
    private static final int EXPONENT_CHARS = 4;

    private TextConversion() {}

    static long bigint(String text) {
        int digits = digits(text, text.startsWith("-") ? 1 : 0);
        if (digits != text.length() || "-0".equals(text) || leadingZero(text)) {
            throw new WireException("the text is not a whole number in plain digits");
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new WireException("the number is beyond a bigint's range");
        }
    }

    static BigDecimal decimal(String text) {
        if (numberEnd(text) != text.length()) {
            throw new WireException("the text is not a decimal number in plain digits");
        }
        if (text.length() > NUMBER_CHARS) {
            throw new WireException("the text has more digits than a number can have");
        }
        return new BigDecimal(text);
    }

    static double float8(String text) {
        int end = numberEnd(text);
        if (end > 0 && end < text.length() && (text.charAt(end) | 0x20) == 'e') {
            int from = end + 1;
            if (from < text.length() && (text.charAt(from) == '+' || text.charAt(from) == '-')) {
                from++;
            }
            end = digits(text, from);
            if (end == from || end - from > EXPONENT_CHARS) {
                end = -1;
            }
        }
        if (end <= 0 || end != text.length() || text.length() > NUMBER_CHARS) {
            throw new WireException("the text is not a number");
        }
        return float8(new BigDecimal(text));
    }

    /** The nearest number, if its fewest digits are the value's. */
    static double float8(BigDecimal value) {
        double nearest = value.doubleValue();
        if (!Double.isFinite(nearest) || FloatText.decimal(nearest).compareTo(value) != 0) {
            throw new WireException("the number has more digits or a larger exponent than a float8 keeps");
        }
        return nearest;
    }

    static boolean bool(String text) {
        return switch (text) {
            case "1", "true" -> true;
            case "0", "false" -> false;
            default -> throw new WireException("the text is not one of 0, 1, true, false");
        };
    }

    static LocalDate date(String text) {
        LocalDate date = IsoText.date(text);
        if (date == null && (IsoText.timestamp(text) != null || IsoText.instant(text) != null)) {
            throw new WireException("the text has a time, which a date would lose; read it with timestamp or instant");
        }
        return found(date, "the text is not a date like 2024-02-29");
    }

    static LocalTime time(String text) {
        return found(IsoText.time(text), "the text is not a time like 23:59:59.5");
    }

    static LocalDateTime timestamp(String text) {
        LocalDateTime timestamp = IsoText.timestamp(text);
        if (timestamp == null && IsoText.instant(text) != null) {
            throw new WireException("the text has an offset, which a timestamp would lose; read it with instant");
        }
        if (timestamp == null && IsoText.date(text) != null) {
            throw new WireException("the text is a date without a time; read it with date");
        }
        return found(timestamp, "the text is not a timestamp like 2024-02-29 23:59:59.5");
    }

    static Instant instant(String text) {
        Instant instant = IsoText.instant(text);
        if (instant == null && IsoText.timestamp(text) != null) {
            throw new WireException("the text has no offset; read it with timestamp and say which zone it is in");
        }
        return found(instant, "the text is not a point in time like 2024-02-29T23:59:59.5+01:00");
    }

    static UUID uuid(String text) {
        return found(UuidCodec.parse(text), "the text is not a uuid in its canonical form, 36 characters in lower case");
    }

    private static <T> T found(@Nullable T value, String rule) {
        if (value == null) {
            throw new WireException(rule);
        }
        return value;
    }

    /** Where a number like -12.50 ends that begins the text; -1 where none does. */
    private static int numberEnd(String text) {
        int from = text.startsWith("-") ? 1 : 0;
        int end = digits(text, from);
        if (end == from || leadingZero(text)) {
            return -1;
        }
        if (end == text.length() || text.charAt(end) != '.') {
            return end;
        }
        int fraction = digits(text, end + 1);
        return fraction == end + 1 ? -1 : fraction;
    }

    private static boolean leadingZero(String text) {
        int from = text.startsWith("-") ? 1 : 0;
        return text.length() > from + 1
                && text.charAt(from) == '0'
                && text.charAt(from + 1) >= '0'
                && text.charAt(from + 1) <= '9';
    }

    private static int digits(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }
}
