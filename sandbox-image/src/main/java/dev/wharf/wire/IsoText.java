package dev.wharf.wire;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Dates and times as text. Written as PostgreSQL prints them with DateStyle ISO and in UTC; read in ISO 8601 with a space
 * or a T, hours and minutes at least, a fraction of up to nine digits, and an offset where there is to be one. Whatever
 * else is read gives null, never a guess.
 */
public final class IsoText {

    private static final int MINUTE_LENGTH = 5;

    private IsoText() {}

    public static String print(LocalDate date) {
        StringBuilder out = new StringBuilder(16);
        boolean beforeChrist = appendDate(out, date);
        return (beforeChrist ? out.append(" BC") : out).toString();
    }

    public static String print(LocalTime time) {
        StringBuilder out = new StringBuilder(16);
        appendTime(out, time);
        return out.toString();
    }

    public static String print(LocalDateTime timestamp) {
        return print(timestamp, "");
    }

    public static String print(Instant instant) {
        return print(LocalDateTime.ofInstant(instant, ZoneOffset.UTC), "+00");
    }

    /** As PostgreSQL prints a date of {@link TimeCodec}'s days, the infinities too. */
    public static String printDate(int days) {
        return switch (days) {
            case TimeCodec.DATE_INFINITY -> "infinity";
            case TimeCodec.DATE_MINUS_INFINITY -> "-infinity";
            default -> print(TimeCodec.date(days));
        };
    }

    /** As PostgreSQL prints a time of {@link TimeCodec}'s microseconds, the end of a day too. */
    public static String printTime(long micros) {
        return micros == TimeCodec.DAY_MICROS ? "24:00:00" : print(TimeCodec.time(micros));
    }

    /** As PostgreSQL prints a timestamp without a zone. */
    public static String printTimestamp(long micros) {
        return printTimestamp(micros, "");
    }

    /** As PostgreSQL prints a timestamp with a zone where that is UTC. */
    public static String printInstant(long micros) {
        return printTimestamp(micros, "+00");
    }

    /** @param offset what stands behind the time */
    public static String printTimestamp(long micros, String offset) {
        if (TimeCodec.isInfinite(micros)) {
            return micros > 0 ? "infinity" : "-infinity";
        }
        return print(TimeCodec.timestamp(micros), offset);
    }

    /** yyyy-mm-dd of the years 0001 to 9999; the year 0000, which many programs write for no date, is none */
    public static @Nullable LocalDate date(String text) {
        if (text.length() != 10 || text.charAt(4) != '-' || text.charAt(7) != '-') {
            return null;
        }
        int year = digits(text, 0, 4);
        int month = digits(text, 5, 7);
        int day = digits(text, 8, 10);
        if (year < 1 || month < 0 || day < 0) {
            return null;
        }
        try {
            return LocalDate.of(year, month, day);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** hh:mm, hh:mm:ss or hh:mm:ss.f with one to nine digits */
    public static @Nullable LocalTime time(String text) {
        if (text.length() < MINUTE_LENGTH || text.charAt(2) != ':') {
            return null;
        }
        int hour = digits(text, 0, 2);
        int minute = digits(text, 3, 5);
        int second = 0;
        int nano = 0;
        if (text.length() > MINUTE_LENGTH) {
            if (text.length() < 8 || text.charAt(5) != ':') {
                return null;
            }
            second = digits(text, 6, 8);
            if (text.length() > 8) {
                int places = text.length() - 9;
                if (text.charAt(8) != '.' || places < 1 || places > 9) {
                    return null;
                }
                nano = digits(text, 9, text.length());
                for (int i = places; i < 9 && nano > 0; i++) {
                    nano *= 10;
                }
            }
        }
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59 || nano < 0) {
            return null;
        }
        return LocalTime.of(hour, minute, second, nano);
    }

    /** A date, a space or a T, a time; nothing behind it */
    public static @Nullable LocalDateTime timestamp(String text) {
        if (text.length() < 16 || text.charAt(10) != ' ' && text.charAt(10) != 'T') {
            return null;
        }
        LocalDate date = date(text.substring(0, 10));
        LocalTime time = time(text.substring(11));
        return date == null || time == null ? null : LocalDateTime.of(date, time);
    }

    /** A timestamp and its offset: Z, +hh, +hhmm or +hh:mm */
    public static @Nullable Instant instant(String text) {
        int from = offsetStart(text);
        if (from < 0) {
            return null;
        }
        LocalDateTime timestamp = timestamp(text.substring(0, from));
        ZoneOffset offset = offset(text, from);
        return timestamp == null || offset == null
                ? null
                : OffsetDateTime.of(timestamp, offset).toInstant();
    }

    private static int offsetStart(String text) {
        for (int i = text.length() - 1; i >= 16; i--) {
            char c = text.charAt(i);
            if (c == 'Z' || c == '+' || c == '-') {
                return i;
            }
        }
        return -1;
    }

    private static @Nullable ZoneOffset offset(String text, int from) {
        int length = text.length() - from;
        if (text.charAt(from) == 'Z') {
            return length == 1 ? ZoneOffset.UTC : null;
        }
        int hours = digits(text, from + 1, Math.min(from + 3, text.length()));
        int minutes =
                switch (length) {
                    case 3 -> 0;
                    case 5 -> digits(text, from + 3, from + 5);
                    case 6 -> text.charAt(from + 3) == ':' ? digits(text, from + 4, from + 6) : -1;
                    default -> -1;
                };
        if (hours < 0 || hours > 17 || minutes < 0 || minutes > 59) {
            return null;
        }
        int total = hours * 60 + minutes;
        return ZoneOffset.ofTotalSeconds((text.charAt(from) == '-' ? -total : total) * 60);
    }

    private static String print(LocalDateTime timestamp, String offset) {
        StringBuilder out = new StringBuilder(32);
        boolean beforeChrist = appendDate(out, timestamp.toLocalDate());
        out.append(' ');
        appendTime(out, timestamp.toLocalTime());
        out.append(offset);
        return (beforeChrist ? out.append(" BC") : out).toString();
    }

    private static boolean appendDate(StringBuilder out, LocalDate date) {
        boolean beforeChrist = date.getYear() <= 0;
        int year = beforeChrist ? 1 - date.getYear() : date.getYear();
        for (int digit = 1_000; digit > year && digit > 1; digit /= 10) {
            out.append('0');
        }
        out.append(year).append('-');
        twoDigits(out, date.getMonthValue());
        out.append('-');
        twoDigits(out, date.getDayOfMonth());
        return beforeChrist;
    }

    private static void appendTime(StringBuilder out, LocalTime time) {
        twoDigits(out, time.getHour());
        out.append(':');
        twoDigits(out, time.getMinute());
        out.append(':');
        twoDigits(out, time.getSecond());
        int nano = time.getNano();
        if (nano != 0) {
            out.append('.');
            for (int digit = 100_000_000; nano > 0; digit /= 10) {
                out.append((char) ('0' + nano / digit));
                nano %= digit;
            }
        }
    }

    private static void twoDigits(StringBuilder out, int value) {
        out.append((char) ('0' + value / 10)).append((char) ('0' + value % 10));
    }

    private static int digits(String text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            value = value * 10 + c - '0';
        }
        return from < to ? value : -1;
    }
}
