package dev.wharf.wire;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;

/**
 * PostgreSQL's binary dates and times: days and microseconds since 2000-01-01, in the proleptic Gregorian calendar, where
 * the extreme values stand for the infinities (src/include/datatype/timestamp.h). Years are Java's: 0 is 1 BC.
 */
public final class TimeCodec {

    /** infinity as a date. */
    public static final int DATE_INFINITY = Integer.MAX_VALUE;

    /** -infinity as a date. */
    public static final int DATE_MINUS_INFINITY = Integer.MIN_VALUE;

    /** infinity as a timestamp, with a zone or without. */
    public static final long TIMESTAMP_INFINITY = Long.MAX_VALUE;

    /** -infinity as a timestamp, with a zone or without. */
    public static final long TIMESTAMP_MINUS_INFINITY = Long.MIN_VALUE;

    /** 24:00:00, which PostgreSQL's time can hold and Java's cannot. */
    public static final long DAY_MICROS = 86_400_000_000L;

    private static final long EPOCH_DAY = 10_957;
    private static final long EPOCH_SECOND = EPOCH_DAY * 86_400;
    private static final long MICROS = 1_000_000;

    private TimeCodec() {}

    public static LocalDate date(int days) {
        if (days == DATE_INFINITY || days == DATE_MINUS_INFINITY) {
            throw new WireException("the date is infinite");
        }
        return LocalDate.ofEpochDay(EPOCH_DAY + days);
    }

    public static int days(LocalDate date) {
        long days = date.toEpochDay() - EPOCH_DAY;
        if (days <= DATE_MINUS_INFINITY || days >= DATE_INFINITY) {
            throw new WireException("the date is too far away");
        }
        return (int) days;
    }

    public static LocalTime time(long micros) {
        if (micros < 0 || micros >= DAY_MICROS) {
            throw new WireException(
                    micros == DAY_MICROS ? "the time is 24:00, the end of a day" : "the time is not within a day");
        }
        return LocalTime.ofNanoOfDay(micros * 1_000);
    }

    public static long micros(LocalTime time) {
        return wholeMicros(time.getNano()) + time.toSecondOfDay() * MICROS;
    }

    public static LocalDateTime timestamp(long micros) {
        checkFinite(micros);
        return LocalDateTime.ofEpochSecond(second(micros), nano(micros), ZoneOffset.UTC);
    }

    public static long micros(LocalDateTime timestamp) {
        return micros(timestamp.toEpochSecond(ZoneOffset.UTC), timestamp.getNano());
    }

    public static Instant instant(long micros) {
        checkFinite(micros);
        return Instant.ofEpochSecond(second(micros), nano(micros));
    }

    public static long micros(Instant instant) {
        return micros(instant.getEpochSecond(), instant.getNano());
    }

    public static boolean isInfinite(long micros) {
        return micros == TIMESTAMP_INFINITY || micros == TIMESTAMP_MINUS_INFINITY;
    }

    private static void checkFinite(long micros) {
        if (isInfinite(micros)) {
            throw new WireException("the timestamp is infinite");
        }
    }

    private static long second(long micros) {
        return Math.floorDiv(micros, MICROS) + EPOCH_SECOND;
    }

    private static int nano(long micros) {
        return (int) Math.floorMod(micros, MICROS) * 1_000;
    }

    private static long micros(long epochSecond, int nano) {
        try {
            long micros = Math.addExact(
                    Math.multiplyExact(Math.subtractExact(epochSecond, EPOCH_SECOND), MICROS), wholeMicros(nano));
            if (isInfinite(micros)) {
                throw new WireException("the timestamp is too far away");
            }
            return micros;
        } catch (ArithmeticException | DateTimeException e) {
            throw new WireException("the timestamp is too far away");
        }
    }

    private static int wholeMicros(int nano) {
        if (nano % 1_000 != 0) {
            throw new WireException("the time is finer than a microsecond");
        }
        return nano / 1_000;
    }
}
