package dev.wharf.trial;

import dev.wharf.catalog.ColumnType;
import dev.wharf.database.ByteSink;
import dev.wharf.database.ValueText;
import dev.wharf.wire.TimeCodec;
import dev.wharf.wire.ValueType;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The values of each layout at which code goes wrong, after a usual one. */
final class SampleEdges {

    private static final int VERY_LONG = 8_000;

    /** Letters whose case depends on the language, letters of more than one char, of other directions, and what looks like data. */
    static final List<String> WORDS = List.of(
            "Sample", "TITLE", "istanbul", "I\u0130i\u0131", "stra\u00dfe", "\u1e9e", "Z\u00fcrich", "e\u0301a\u0308", "\ufb01ne",
            "\ud83d\ude80", "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67", "\u05e9\u05dc\u05d5\u05dd", "\u0645\u0631\u062d\u0628\u0627",
            "\u65e5\u672c", "\u03a3\u03c3\u03c2", "\u01c6", "\u0664\u0662", "1.234,5", "-0", "1e3", "NaN", "null", "true", "Y", "no",
            "ada@example.org", "Ada Lovelace", "12.50 EUR", "+49 30 1234", "2026-01-31", "31.01.2026", "A-1", "x_y", "50%", "a/b", "\"q\"",
            "O'Neil", "{}", "<b>", "\\", "$1");

    static final List<String> SEPARATORS = List.of(" ", " ", "-", ", ", ";", "\n", "\t", "  ", "\u00a0", "\r\n", "|");

    private SampleEdges() {}

    /** In that layout; the first is a usual value. Empty for DYNAMIC, whose values {@link #dynamic} adds to. */
    static List<byte[]> of(ValueType layout, @Nullable ColumnType type) {
        return switch (layout) {
            case DATE -> dates();
            case TIME -> times();
            case TIMESTAMP, TIMESTAMPTZ -> timestamps();
            case TEXT -> words(type).stream().map(SampleEdges::utf8).toList();
            default -> texts(layout, type).stream().map(text -> encoded(layout, text)).toList();
        };
    }

    /** Values that a column of SQLite may hold whatever its declared type is. */
    static List<byte[]> dynamic() {
        return List.of(
                integer(0), integer(-1), integer(Long.MAX_VALUE), integer(Long.MIN_VALUE), integer(1_767_225_600L),
                integer(1_767_225_600_000L), real(1.5), real(-0.0), real(1e300), real(Double.POSITIVE_INFINITY), tagged('t', utf8("")),
                tagged('t', utf8("12")), tagged('t', utf8("two")), tagged('t', utf8("a\0b")), tagged('t', new byte[] {'a', (byte) 0xff}),
                tagged('b', new byte[0]), tagged('b', new byte[] {0, (byte) 0xff}));
    }

    private static List<String> texts(ValueType layout, @Nullable ColumnType type) {
        return switch (layout) {
            case INT2 -> List.of("1", "0", "-1", "42", "32767", "-32768");
            case INT4 -> List.of("1", "0", "-1", "42", "2147483647", "-2147483648", "1767225600");
            case INT8 -> List.of("1", "0", "-1", "42", "9223372036854775807", "-9223372036854775808", "2147483648", "1767225600",
                    "1767225600000", "253402300799");
            case FLOAT4 -> List.of("1.5", "0", "-2.25", "-0.0", "NaN", "Infinity", "-Infinity", "3.4028235E38", "1.4E-45", "0.1");
            case FLOAT8 -> List.of("1.5", "0", "-2.25", "-0.0", "NaN", "Infinity", "-Infinity", "1.7976931348623157E308", "4.9E-324",
                    "0.1", "1E21", "9007199254740993", "0.30000000000000004");
            case NUMERIC -> numbers(type);
            case BOOL -> List.of("true", "false");
            case BYTES, OPAQUE -> List.of("\\x00ff10", "\\x", "\\xc3", "\\x" + "61".repeat(1_000));
            case UUID -> List.of("11111111-2222-4333-8444-555555555555", "00000000-0000-0000-0000-000000000000",
                    "ffffffff-ffff-ffff-ffff-ffffffffffff");
            case JSON, JSONB -> List.of("{\"a\": 1}", "[]", "{}", "null", "\"text\"", "true", "-1.50e10", "{\"b\": {\"a\": [1, null, \"\u0130\"]}}",
                    "{\"z\": 1, \"a\": 2, \"m\": \"\\u0131\\ud83d\\ude80\"}", "12345678901234567890.12345678901234567890");
            case DATE, TIME, TIMESTAMP, TIMESTAMPTZ, TEXT, DYNAMIC -> List.of();
        };
    }

    private static List<String> numbers(@Nullable ColumnType type) {
        Integer scale = type == null ? null : type.scale();
        Integer precision = type == null ? null : type.precision();
        List<String> numbers = new ArrayList<>(List.of("1", "0", "-1", "7", "NaN"));
        if (scale != null && scale > 0) {
            numbers.add("1." + "5".repeat(Math.min(scale, 20)));
            numbers.add("0." + "0".repeat(Math.min(scale, 20) - 1) + "1");
        }
        if (precision != null) {
            numbers.add("-" + "9".repeat(Math.max(1, Math.min(precision, 100) - (scale == null ? 0 : Math.max(0, scale)))));
        } else {
            numbers.addAll(List.of("0.10", "1.005", "2.5", "1000", "-99999999999999999999999999999999999999.5",
                    "0.00000000000000000000000000000000000001", "123456789012345678901234567890"));
        }
        return numbers;
    }

    private static List<String> words(@Nullable ColumnType type) {
        if (type != null && !type.labels().isEmpty()) {
            return type.labels();
        }
        List<String> words = new ArrayList<>(List.of("Sample", "", " two words ", "Z\u00fcrich \u20ac", "0"));
        words.addAll(WORDS);
        words.add("x".repeat(VERY_LONG));
        words.add("Wi\u0307 \u00e4\u20ac\ud83d\ude80 ".repeat(60));
        words.add("line one\nline two\r\n\tthree");
        return words.stream().map(word -> cut(word, type, VERY_LONG)).distinct().toList();
    }

    /** The gap of spring and the doubled hour of autumn in Europe and America, leap days, eras, the ends of epochs. */
    private static List<byte[]> timestamps() {
        Stream<LocalDateTime> finite = Stream.concat(
                Stream.of("2026-01-31T12:30:00", "1970-01-01T00:00:00", "2024-02-29T23:59:59.999999", "2026-03-29T02:30:00",
                                "2026-10-25T02:30:00", "2026-03-08T02:30:00", "2026-11-01T01:30:00", "1969-12-31T23:59:59.999999",
                                "2038-01-19T03:14:08", "1900-01-01T00:00:00", "1582-10-10T00:00:00", "0001-01-01T00:00:00",
                                "9999-12-31T23:59:59.999999", "2000-01-01T00:00:00", "1999-12-31T23:59:59")
                        .map(LocalDateTime::parse),
                Stream.of(LocalDateTime.of(-43, 3, 15, 6, 0), LocalDateTime.of(294_276, 12, 31, 23, 59, 59)));
        return Stream.concat(
                        finite.map(TimeCodec::micros), Stream.of(TimeCodec.TIMESTAMP_INFINITY, TimeCodec.TIMESTAMP_MINUS_INFINITY))
                .map(SampleEdges::int64)
                .toList();
    }

    private static List<byte[]> dates() {
        List<byte[]> dates = new ArrayList<>();
        Stream.of("2026-01-31", "1970-01-01", "2024-02-29", "1900-02-28", "2100-03-01", "1582-10-10", "0001-01-01", "9999-12-31",
                        "2000-01-01", "2026-12-31", "2027-01-01")
                .forEach(date -> dates.add(encoded(ValueType.DATE, date)));
        Stream.of(TimeCodec.days(LocalDate.of(-43, 3, 15)), TimeCodec.DATE_INFINITY, TimeCodec.DATE_MINUS_INFINITY)
                .forEach(days -> dates.add(int32(days)));
        return dates;
    }

    private static List<byte[]> times() {
        return Stream.concat(
                        Stream.of("12:30:00", "00:00:00", "23:59:59.999999", "02:30:00").map(t -> TimeCodec.micros(LocalTime.parse(t))),
                        Stream.of(TimeCodec.DAY_MICROS))
                .map(SampleEdges::int64)
                .toList();
    }

    /** A text as long as its column may hold, in whole characters. */
    static String cut(String text, @Nullable ColumnType type, int most) {
        int limit = type == null || type.length() == null ? most : Math.min(type.length(), most);
        return text.codePointCount(0, text.length()) <= limit ? text : text.substring(0, text.offsetByCodePoints(0, limit));
    }

    static byte[] integer(long value) {
        return tagged('i', int64(value));
    }

    private static byte[] real(double value) {
        return tagged('r', int64(Double.doubleToLongBits(value)));
    }

    static byte[] tagged(char tag, byte[] bytes) {
        ByteSink sink = new ByteSink(bytes.length + 1);
        sink.int8(tag);
        sink.put(bytes);
        return sink.toBytes();
    }

    private static byte[] encoded(ValueType layout, String text) {
        ByteSink sink = new ByteSink(32);
        ValueText.encode(layout == ValueType.OPAQUE ? ValueType.BYTES : layout, text, sink);
        return sink.toBytes();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] int32(int value) {
        ByteSink sink = new ByteSink(4);
        sink.int32(value);
        return sink.toBytes();
    }

    private static byte[] int64(long value) {
        ByteSink sink = new ByteSink(8);
        sink.int64(value);
        return sink.toBytes();
    }
}
