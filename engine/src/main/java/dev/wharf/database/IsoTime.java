package dev.wharf.database;

import dev.wharf.wire.TimeCodec;
import java.time.DateTimeException;
import java.time.LocalDate;

/**
 * Reads dates and times back from the text that the databases print (see {@link dev.wharf.wire.IsoText}), as keys keep it:
 * with the years before Christ and beyond 9999, 24:00:00 and the infinities. That is more than {@code IsoText} reads, which
 * takes what somebody wrote into a text column: there, ISO 8601 alone is a date, and a guess would be a wrong row.
 */
public final class IsoTime {

    private static final long EPOCH_DAYS = LocalDate.of(2000, 1, 1).toEpochDay();

    private IsoTime() {}

    /** Whether a date (no infinity) lies in the years that ISO 8601 writes with four digits, 0001 to 9999. */
    public static boolean fourDigitYear(long days) {
        return days >= -730_119 && days <= 2_921_939;
    }

    /** @throws ValueRefusal where the text is no such date */
    public static int parseDate(String text) {
        if (text.equals("infinity") || text.equals("-infinity")) {
            return text.charAt(0) == '-' ? TimeCodec.DATE_MINUS_INFINITY : TimeCodec.DATE_INFINITY;
        }
        boolean beforeChrist = text.endsWith(" BC");
        long days = days(beforeChrist ? text.substring(0, text.length() - 3) : text, beforeChrist);
        if (days <= TimeCodec.DATE_MINUS_INFINITY || days >= TimeCodec.DATE_INFINITY) {
            throw new ValueRefusal("takes a date within the database's range");
        }
        return (int) days;
    }

    private static long days(String text, boolean beforeChrist) {
        int end = text.length();
        if (end < 10 || end > 13 || text.charAt(end - 3) != '-' || text.charAt(end - 6) != '-') {
            throw new ValueRefusal("takes a date written YYYY-MM-DD");
        }
        int year = number(text, 0, end - 6, "a date written YYYY-MM-DD");
        int month = number(text, end - 5, end - 3, "a date written YYYY-MM-DD");
        int day = number(text, end - 2, end, "a date written YYYY-MM-DD");
        if (year == 0) {
            throw new ValueRefusal("takes a date of a year from 1 on");
        }
        try {
            return LocalDate.of(beforeChrist ? 1 - year : year, month, day).toEpochDay() - EPOCH_DAYS;
        } catch (DateTimeException e) {
            throw new ValueRefusal("takes a date that the calendar has");
        }
    }

    private static int number(String text, int start, int end, String what) {
        int number = 0;
        for (int i = start; i < end; i++) {
            char digit = text.charAt(i);
            if (digit < '0' || digit > '9') {
                throw new ValueRefusal("takes " + what);
            }
            number = number * 10 + digit - '0';
        }
        return number;
    }

    /**
     * Reads HH:MM, with seconds and their fraction where they are there.
     *
     * @throws ValueRefusal where the text is no such time, or has more than six digits after the seconds
     */
    public static long parseTime(String text) {
        String what = "a time written HH:MM:SS";
        int length = text.length();
        if (length != 5 && length != 8 && (length < 10 || text.charAt(8) != '.') || text.charAt(2) != ':') {
            throw new ValueRefusal("takes " + what);
        }
        int hours = number(text, 0, 2, what);
        int minutes = number(text, 3, 5, what);
        int seconds = length == 5 ? 0 : text.charAt(5) == ':' ? number(text, 6, 8, what) : 60;
        long micros = (hours * 3600L + minutes * 60L + seconds) * 1_000_000 + (length < 10 ? 0 : fraction(text, 9));
        if (hours > 24 || minutes > 59 || seconds > 59 || micros > TimeCodec.DAY_MICROS) {
            throw new ValueRefusal("takes a time of a day");
        }
        return micros;
    }

    private static int fraction(String text, int start) {
        int micros = 0;
        for (int i = start; i < text.length(); i++) {
            int digit = number(text, i, i + 1, "a fraction of seconds in digits");
            if (i - start < 6) {
                micros = micros * 10 + digit;
            } else if (digit != 0) {
                throw new ValueRefusal("holds microseconds, the value has more digits after the seconds");
            }
        }
        for (int digits = text.length() - start; digits < 6; digits++) {
            micros *= 10;
        }
        return micros;
    }

    /** @throws ValueRefusal where the text is no date and time, or has a zone */
    public static long parseTimestamp(String text) {
        if (text.equals("infinity") || text.equals("-infinity")) {
            return text.charAt(0) == '-' ? TimeCodec.TIMESTAMP_MINUS_INFINITY : TimeCodec.TIMESTAMP_INFINITY;
        }
        boolean beforeChrist = text.endsWith(" BC");
        String body = beforeChrist ? text.substring(0, text.length() - 3) : text;
        int gap = body.indexOf('T') >= 0 ? body.indexOf('T') : body.indexOf(' ');
        if (gap < 0) {
            throw new ValueRefusal("takes a date with a time, such as 2026-01-31 12:00:00");
        }
        String time = body.substring(gap + 1);
        if (zoneAt(time) >= 0) {
            throw new ValueRefusal("takes a date and time without a zone, the value has one");
        }
        return micros(days(body.substring(0, gap), beforeChrist), parseTime(time));
    }

    /** @throws ValueRefusal where the text is no date and time with an offset */
    public static long parseInstant(String text) {
        if (text.equals("infinity") || text.equals("-infinity")) {
            return text.charAt(0) == '-' ? TimeCodec.TIMESTAMP_MINUS_INFINITY : TimeCodec.TIMESTAMP_INFINITY;
        }
        boolean beforeChrist = text.endsWith(" BC");
        String body = beforeChrist ? text.substring(0, text.length() - 3) : text;
        int gap = body.indexOf('T') >= 0 ? body.indexOf('T') : body.indexOf(' ');
        int zone = gap < 0 ? -1 : zoneAt(body.substring(gap + 1));
        if (zone < 0) {
            throw new ValueRefusal("takes a date and time with an offset, such as 2026-01-31 12:00:00+00:00");
        }
        String time = body.substring(gap + 1, gap + 1 + zone);
        long local = micros(days(body.substring(0, gap), beforeChrist), parseTime(time));
        return Math.subtractExact(local, offsetSeconds(body.substring(gap + 1 + zone)) * 1_000_000L);
    }

    private static long micros(long days, long time) {
        try {
            return Math.addExact(Math.multiplyExact(days, TimeCodec.DAY_MICROS), time);
        } catch (ArithmeticException e) {
            throw new ValueRefusal("takes a date and time within the database's range");
        }
    }

    private static int zoneAt(String time) {
        for (int i = 0; i < time.length(); i++) {
            char c = time.charAt(i);
            if (c == 'Z' || c == '+' || c == '-') {
                return i;
            }
        }
        return -1;
    }

    private static int offsetSeconds(String zone) {
        if (zone.equals("Z")) {
            return 0;
        }
        String what = "an offset written +HH:MM";
        String digits = zone.substring(1).replace(":", "");
        boolean colons = zone.length() - 1 == digits.length() || zone.matches("[+-]\\d\\d(:\\d\\d){1,2}");
        if (!colons || digits.length() != 2 && digits.length() != 4 && digits.length() != 6) {
            throw new ValueRefusal("takes " + what);
        }
        int seconds = number(digits, 0, 2, what) * 3600;
        seconds += digits.length() < 4 ? 0 : number(digits, 2, 4, what) * 60;
        seconds += digits.length() < 6 ? 0 : number(digits, 4, 6, what);
        if (seconds > 18 * 3600) {
            throw new ValueRefusal("takes an offset of at most 18 hours");
        }
        return zone.charAt(0) == '-' ? -seconds : seconds;
    }
}
