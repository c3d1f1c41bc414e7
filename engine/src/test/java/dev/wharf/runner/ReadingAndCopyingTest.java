package dev.wharf.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wharf.catalog.Column;
import dev.wharf.catalog.ColumnType;
import dev.wharf.catalog.TypeKind;
import dev.wharf.database.ByteSink;
import dev.wharf.database.ConnectionSpec;
import dev.wharf.database.Database;
import dev.wharf.database.ValueEncoder;
import dev.wharf.database.ValueRefusal;
import dev.wharf.database.ValueText;
import dev.wharf.database.postgresql.PostgresDatabase;
import dev.wharf.testing.Drawn;
import dev.wharf.wire.BigEndian;
import dev.wharf.wire.TimeCodec;
import dev.wharf.wire.UuidCodec;
import dev.wharf.wire.ValueType;
import dev.wharf.wire.WireException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A value of SQLite's is the same, or none, whether a class reads it and sets it or a column takes its copy. */
class ReadingAndCopyingTest {

    private static final Database POSTGRES = new PostgresDatabase(
            new ConnectionSpec("pg", "jdbc:postgresql://localhost/none", "x", null, false, Path.of("/")));
    private static final String NONE = "none";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-02-29", "2024-02-30", "0000-01-01", "0001-01-01", "9999-12-31", "10000-01-01", "0044-03-15 BC", "infinity",
                "2024-2-29", "+2024-02-29", "", "12:30", "12:30:59", "12:30:59.5", "12:30:60", "24:00:00", "12:30:00.", "12:30+01",
                "12:30:00.1234560000", "12:30:00.123456000", "12:30Z", "2024-02-29 12:30", "2024-02-29T12:30:00.5",
                "0000-01-01 00:00", "2024-02-29 24:00:00", "2024-02-29_12:30", "2024-02-29  12:30", "2024-02-29 12:30:00.1234560000",
                "2024-02-29 12:30:00Z", "2024-02-29T12:30+01", "2024-02-29 12:30:00-0930", "2024-02-29 12:30:00+05:45",
                "2024-02-29 12:30:00+01:02:03", "2024-02-29 12:30:00+18:00", "2024-02-29 12:30:00+17:59", "2024-02-29 12:30:00+5",
                "0001-01-01 00:00:00+05", "2024-02-29 12:30:00+00 BC", "-infinity", "2024-02-29T12:30:00z",
                "123e4567-e89b-12d3-a456-426614174000", "123E4567-e89b-12d3-a456-426614174000", "1-1-1-1-1",
                "0", "1", "true", "false", "TRUE", "t", "yes", "2",
            })
    void aTextIsTheSameValueOrNone(String text) {
        byte[] value = ("t" + text).getBytes(StandardCharsets.UTF_8);
        agree(value, TypeKind.DATE, () -> TimeCodec.days(read(Conversion::date, value)), b -> BigEndian.int32(b, 0));
        agree(value, TypeKind.TIME, () -> TimeCodec.micros(read(Conversion::time, value)), b -> BigEndian.int64(b, 0));
        agree(value, TypeKind.TIMESTAMP, () -> TimeCodec.micros(read(Conversion::timestamp, value)), b -> BigEndian.int64(b, 0));
        agree(value, TypeKind.TIMESTAMPTZ, () -> TimeCodec.micros(read(Conversion::instant, value)), b -> BigEndian.int64(b, 0));
        agree(value, TypeKind.UUID, () -> read(Conversion::uuid, value), b -> UuidCodec.decode(b, 0));
        agree(value, TypeKind.BOOLEAN, () -> read(Conversion::bool, value), b -> b[0] == 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0", "-0", "7", "-7", "007", "1e3", "1,5", "1.5", "1.50", "-0.0", ".5", "5.", "+1", " 1", "1 ", "", "-", "1.",
                "9223372036854775807", "9223372036854775808", "-9223372036854775808", "12345678901234567890.123456789", "NaN", "１", "1E+20", "1e-05",
                "1.5e300", "1e400", "1e-400", "1e99999", "1e", "e1", "01e1", "0.10000000000000001", "1e+", "0e0",
            })
    void aTextIsTheSameNumberOrNone(String text) {
        byte[] value = ("t" + text).getBytes(StandardCharsets.UTF_8);
        agree(value, TypeKind.BIGINT, () -> read(Conversion::bigint, value), b -> BigEndian.int64(b, 0));
        agree(value, TypeKind.DECIMAL, () -> read(Conversion::decimal, value).toPlainString(),
                b -> ValueText.of(ValueType.NUMERIC, b, 0, b.length));
        agree(value, TypeKind.DOUBLE, () -> read(Conversion::float8, value), b -> BigEndian.float8(b, 0));
    }

    @Test
    void aNumberHasOneText() {
        Drawn.forAll(drawn -> {
            double real = drawn.real();
            long integer = drawn.integer();
            for (byte[] value : List.of(number('r', Double.doubleToRawLongBits(real)), number('i', integer))) {
                String text = dev.wharf.wire.ValueText.of(ValueType.DYNAMIC, value, 0, value.length);
                assertEquals(text, ValueText.of(ValueType.DYNAMIC, value, 0, value.length));
                agree(value, TypeKind.TEXT, () -> text, b -> new String(b, StandardCharsets.UTF_8));
            }
        });
    }

    private static byte[] number(char tag, long bits) {
        byte[] value = new byte[9];
        value[0] = (byte) tag;
        BigEndian.putInt64(value, 1, bits);
        return value;
    }

    private interface Reader<T> {
        T read(ValueType type, byte[] bytes, int offset, int length);
    }

    private static <T> T read(Reader<T> reader, byte[] value) {
        return reader.read(ValueType.DYNAMIC, value, 0, value.length);
    }

    private static void agree(
            byte[] value, TypeKind kind, Supplier<Object> read, java.util.function.Function<byte[], Object> decode) {
        Object seen;
        try {
            seen = read.get();
        } catch (WireException e) {
            seen = NONE;
        }
        Column column = new Column("c", ColumnType.of(kind.name(), kind), true, null, Column.Generated.NO, null);
        ValueEncoder encoder = Objects.requireNonNull(POSTGRES.encoder(ValueType.DYNAMIC, null, column));
        ByteSink out = new ByteSink(32);
        Object copied;
        try {
            encoder.encode(value, 0, value.length, out);
            copied = decode.apply(out.toBytes());
        } catch (ValueRefusal e) {
            copied = NONE;
        }
        assertEquals(seen, copied, () -> kind + " of " + new String(value, StandardCharsets.UTF_8));
    }
}
