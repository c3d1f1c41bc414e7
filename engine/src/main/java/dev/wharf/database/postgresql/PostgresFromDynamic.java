package dev.wharf.database.postgresql;

import dev.wharf.catalog.ColumnType;
import dev.wharf.catalog.TypeKind;
import dev.wharf.database.ByteSink;
import dev.wharf.database.Utf8;
import dev.wharf.database.ValueEncoder;
import dev.wharf.database.ValueRefusal;
import dev.wharf.database.ValueText;
import dev.wharf.wire.BigEndian;
import dev.wharf.wire.IsoText;
import dev.wharf.wire.TimeCodec;
import dev.wharf.wire.ValueType;
import dev.wharf.wire.WireException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * SQLite's values, which have a storage class each, on their way into PostgreSQL's columns. The rules are those by which a
 * migration class reads them (SourceRow): ISO 8601 for dates and times, 0, 1, true and false for booleans, the canonical form
 * for uuids, plain digits for numbers.
 */
final class PostgresFromDynamic {

    private static final Pattern PLAIN = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?");
    private static final Pattern FLOATING = Pattern.compile(PLAIN.pattern() + "([eE][+-]?[0-9]{1,4})?");

    private PostgresFromDynamic() {}

    static @Nullable ValueEncoder encoder(ColumnType to) {
        return switch (to.kind()) {
            case SMALLINT, INTEGER, BIGINT -> (bytes, offset, length, out) ->
                integer(bytes, offset, length, to.kind(), out);
            case REAL -> (bytes, offset, length, out) -> PostgresNumbers.float4(floating(bytes, offset, length), out);
            case DOUBLE -> (bytes, offset, length, out) -> PostgresNumbers.float8(floating(bytes, offset, length), out);
            case DECIMAL -> decimal(to);
            case BOOLEAN -> PostgresFromDynamic::bool;
            case TEXT -> text(to);
            case CHAR -> padded(to);
            case ENUM -> ofText("a label", PostgresTexts.toEnum(to));
            case UUID -> ofText("a UUID as text", PostgresTexts.TO_UUID);
            case JSON, JSONB -> json(to.kind() == TypeKind.JSONB);
            case BYTES -> PostgresFromDynamic::bytes;
            case DATE -> ofText("a date as text", (bytes, offset, length, out) ->
                out.int32(TimeCodec.days(found(IsoText.date(Utf8.decode(bytes, offset, length)), "a date"))));
            case TIME, TIMESTAMP, TIMESTAMPTZ -> time(to);
            case ARRAY, OTHER -> null;
        };
    }

    private static void integer(byte[] bytes, int offset, int length, TypeKind to, ByteSink out) {
        switch (bytes[offset]) {
            case 'i' -> PostgresNumbers.integer(BigEndian.int64(bytes, offset + 1), to, out);
            case 'r' -> PostgresNumbers.integer(PostgresNumbers.whole(BigEndian.float8(bytes, offset + 1)), to, out);
            case 't' -> PostgresNumbers.integer(PostgresNumbers.whole(plain(bytes, offset, length, 0)), to, out);
            default -> throw mismatch("a whole number", bytes[offset]);
        }
    }

    private static double floating(byte[] bytes, int offset, int length) {
        return switch (bytes[offset]) {
            case 'i' -> PostgresNumbers.exact(BigEndian.int64(bytes, offset + 1));
            case 'r' -> BigEndian.float8(bytes, offset + 1);
            case 't' -> PostgresNumbers.nearest(floatingText(bytes, offset, length));
            default -> throw mismatch("a number", bytes[offset]);
        };
    }

    /** Text as a number, where it is written in plain digits: 007, 1e3 and 1,5 are none. */
    private static BigDecimal plain(byte[] bytes, int offset, int length, int mostScale) {
        String text = Utf8.decode(bytes, offset + 1, length - 1);
        if (length > 150_000 || !PLAIN.matcher(text).matches() || mostScale == 0 && text.equals("-0")) {
            throw new ValueRefusal("takes a number; the text is not one in plain digits");
        }
        BigDecimal value = new BigDecimal(text);
        if (value.scale() > mostScale) {
            throw new ValueRefusal("takes a whole number; the text is not one in plain digits");
        }
        return value;
    }

    /** Floating-point numbers are printed with an exponent, so their text may have one. */
    private static BigDecimal floatingText(byte[] bytes, int offset, int length) {
        String text = Utf8.decode(bytes, offset + 1, length - 1);
        if (length > 150_000 || !FLOATING.matcher(text).matches()) {
            throw new ValueRefusal("takes a number; the text is none");
        }
        return new BigDecimal(text);
    }

    private static ValueEncoder decimal(ColumnType to) {
        PostgresNumbers.Decimals decimals = new PostgresNumbers.Decimals(to);
        return (bytes, offset, length, out) -> {
            switch (bytes[offset]) {
                case 'i' -> decimals.put(BigEndian.int64(bytes, offset + 1), out);
                case 'r' -> decimals.put(BigEndian.float8(bytes, offset + 1), out);
                case 't' -> decimals.put(plain(bytes, offset, length, Integer.MAX_VALUE), out);
                default -> throw mismatch("a number", bytes[offset]);
            }
        };
    }

    private static void bool(byte[] bytes, int offset, int length, ByteSink out) {
        if (bytes[offset] == 'i') {
            long number = BigEndian.int64(bytes, offset + 1);
            if (number == 0 || number == 1) {
                out.int8((int) number);
                return;
            }
        } else if (bytes[offset] == 't') {
            ValueText.encode(ValueType.BOOL, new String(bytes, offset + 1, length - 1, StandardCharsets.UTF_8), out);
            return;
        }
        throw new ValueRefusal("takes 0, 1, true or false");
    }

    private static ValueEncoder text(ColumnType to) {
        int greatest = to.length() == null ? Integer.MAX_VALUE : to.length();
        return (bytes, offset, length, out) -> {
            byte[] digits = digits(bytes, offset);
            if (digits != null) {
                PostgresTexts.text(digits, 0, digits.length, greatest, out);
            } else {
                checkUtf8(bytes, offset, length);
                PostgresTexts.text(bytes, offset + 1, length - 1, greatest, out);
            }
        };
    }

    /** A column declared JSON has numeric affinity: SQLite keeps a number that stands alone as a number. */
    private static ValueEncoder json(boolean binary) {
        return (bytes, offset, length, out) -> {
            byte[] digits = bytes[offset] == 'b' ? null : digits(bytes, offset);
            if (digits != null) {
                PostgresTexts.json(digits, 0, digits.length, binary, out);
            } else if (bytes[offset] == 't') {
                PostgresTexts.json(bytes, offset + 1, length - 1, binary, out);
            } else {
                throw mismatch("JSON text", bytes[offset]);
            }
        };
    }

    private static ValueEncoder padded(ColumnType to) {
        int size = to.length() == null ? 1 : to.length();
        return (bytes, offset, length, out) -> {
            byte[] digits = digits(bytes, offset);
            if (digits != null) {
                PostgresTexts.padded(digits, 0, digits.length, size, false, out);
            } else {
                checkUtf8(bytes, offset, length);
                PostgresTexts.padded(bytes, offset + 1, length - 1, size, false, out);
            }
        };
    }

    /** A number's text form, as a class reads it too; null for what is text. */
    private static byte @Nullable [] digits(byte[] bytes, int offset) {
        return switch (bytes[offset]) {
            case 'i', 'r' -> ValueText.of(ValueType.DYNAMIC, bytes, offset, 9).getBytes(StandardCharsets.US_ASCII);
            case 't' -> null;
            default -> throw mismatch("text", bytes[offset]);
        };
    }

    private static void checkUtf8(byte[] bytes, int offset, int length) {
        for (int i = offset + 1; i < offset + length; i++) {
            if (bytes[i] < 0) {
                Utf8.decode(bytes, offset + 1, length - 1);
                return;
            }
        }
    }

    private static void bytes(byte[] bytes, int offset, int length, ByteSink out) {
        if (bytes[offset] != 'b') {
            throw mismatch("bytes", bytes[offset]);
        }
        out.put(bytes, offset + 1, length - 1);
    }

    private static ValueEncoder ofText(String what, ValueEncoder encoder) {
        return (bytes, offset, length, out) -> {
            if (bytes[offset] != 't') {
                throw mismatch(what, bytes[offset]);
            }
            encoder.encode(bytes, offset + 1, length - 1, out);
        };
    }

    private static ValueEncoder time(ColumnType to) {
        int digits = to.precision() == null ? 6 : to.precision();
        TypeKind kind = to.kind();
        return ofText(kind == TypeKind.TIME ? "a time as text" : "a date and time as text",
                (bytes, offset, length, out) -> {
            long micros = micros(kind, Utf8.decode(bytes, offset, length));
            PostgresValues.checkFraction(micros, digits);
            out.int64(micros);
        });
    }

    private static long micros(TypeKind kind, String text) {
        try {
            return switch (kind) {
                case TIME -> TimeCodec.micros(found(IsoText.time(text), "a time"));
                case TIMESTAMP -> TimeCodec.micros(found(IsoText.timestamp(text), "a date and time without a zone"));
                default -> TimeCodec.micros(found(IsoText.instant(text), "a date and time with an offset"));
            };
        } catch (WireException e) {
            throw new ValueRefusal("holds microseconds, the value has more digits after the seconds");
        }
    }

    /** What the text was read as; PostgreSQL's own words for what ISO 8601 cannot write are no part of it. */
    private static <T> T found(@Nullable T value, String what) {
        if (value == null) {
            throw new ValueRefusal("takes " + what + " written as in ISO 8601");
        }
        return value;
    }

    private static ValueRefusal mismatch(String what, byte storageClass) {
        String found = switch (storageClass) {
            case 'i' -> "an INTEGER";
            case 'r' -> "a REAL";
            case 't' -> "TEXT";
            default -> "a BLOB";
        };
        return new ValueRefusal("takes " + what + ", SQLite holds " + found);
    }
}
