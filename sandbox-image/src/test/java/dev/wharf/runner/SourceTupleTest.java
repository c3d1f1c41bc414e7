package dev.wharf.runner;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.wharf.migration.SourceRow;
import dev.wharf.wire.CodeMessage;
import dev.wharf.wire.NumericCodec;
import dev.wharf.wire.PayloadWriter;
import dev.wharf.wire.TimeCodec;
import dev.wharf.wire.UuidCodec;
import dev.wharf.wire.ValueType;
import dev.wharf.wire.WireException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every layout through every accessor: the value, or the row error. The table is what the contract promises to a class. */
class SourceTupleTest {

    private static final List<String> ACCESSORS = List.of(
            "text", "integer", "bigint", "decimal", "float8", "bool", "date", "time", "timestamp", "instant", "uuid", "bytes",
            "json");

    /** A value and what each accessor gives for it; what is not named is a row error. */
    private record Case(String name, ValueType type, byte[] bytes, String expected) {}

    @TestFactory
    Stream<DynamicTest> each_accessor_gives_the_value_exactly_or_an_error() {
        return cases().flatMap(test -> ACCESSORS.stream().map(accessor -> DynamicTest.dynamicTest(
                test.name() + " by " + accessor, () -> assertEquals(expected(test, accessor), actual(test, accessor)))));
    }

    private static Stream<Case> cases() {
        return Stream.of(
                new Case("int2", ValueType.INT2, new PayloadWriter().u16(-7).toBytes(), "text=-7 integer=-7 bigint=-7 decimal=-7 float8=-7.0"),
                new Case("int2 of one", ValueType.INT2, new PayloadWriter().u16(1).toBytes(), "text=1 integer=1 bigint=1 decimal=1 float8=1.0 bool=true"),
                new Case("int4", ValueType.INT4, new PayloadWriter().u32(70_000).toBytes(), "text=70000 integer=70000 bigint=70000 decimal=70000 float8=70000.0"),
                new Case("int8", ValueType.INT8, int8(1L << 40), "text=1099511627776 bigint=1099511627776 decimal=1099511627776 float8=1.099511627776E12"),
                new Case("int8 beyond 2^53", ValueType.INT8, int8((1L << 53) + 1), "text=9007199254740993 bigint=9007199254740993 decimal=9007199254740993"),
                new Case("largest int8", ValueType.INT8, int8(Long.MAX_VALUE), "text=9223372036854775807 bigint=9223372036854775807 decimal=9223372036854775807"),
                new Case("float4", ValueType.FLOAT4, new PayloadWriter().u32(Float.floatToIntBits(0.1f)).toBytes(), "text=0.1 decimal=0.1 float8=0.10000000149011612"),
                new Case("float8", ValueType.FLOAT8, float8(2.5), "text=2.5 decimal=2.5 float8=2.5"),
                new Case("whole float8", ValueType.FLOAT8, float8(3), "text=3 integer=3 bigint=3 decimal=3 float8=3.0"),
                new Case("large float8", ValueType.FLOAT8, float8(1e20), "text=1e+20 decimal=100000000000000000000 float8=1.0E20"),
                new Case("2^63", ValueType.FLOAT8, float8(0x1p63), "text=9.223372036854776e+18 decimal=9223372036854776000 float8=9.223372036854776E18"),
                new Case("NaN", ValueType.FLOAT8, float8(Double.NaN), "text=NaN float8=NaN"),
                new Case("numeric", ValueType.NUMERIC, numeric("12.30"), "text=12.30 decimal=12.30 float8=12.3"),
                new Case("whole numeric", ValueType.NUMERIC, numeric("12.00"), "text=12.00 integer=12 bigint=12 decimal=12.00 float8=12.0"),
                new Case("long numeric", ValueType.NUMERIC, numeric("12345678901234567890.123"), "text=12345678901234567890.123 decimal=12345678901234567890.123"),
                new Case("numeric NaN", ValueType.NUMERIC, hex("00000000c0000000"), "text=NaN float8=NaN"),
                new Case("numeric infinity", ValueType.NUMERIC, hex("00000000f0000020"), "text=-Infinity float8=-Infinity"),
                new Case("bool", ValueType.BOOL, new byte[] {1}, "text=true bool=true"),
                new Case("bytes", ValueType.BYTES, new byte[] {1, -1}, "text=\\x01ff bytes=01ff"),
                new Case("date", ValueType.DATE, new PayloadWriter().u32(TimeCodec.days(LocalDate.of(2024, 2, 29))).toBytes(), "text=2024-02-29 date=2024-02-29"),
                new Case("infinite date", ValueType.DATE, new PayloadWriter().u32(Integer.MAX_VALUE).toBytes(), "text=infinity"),
                new Case("time", ValueType.TIME, int8(TimeCodec.micros(LocalTime.of(1, 2, 3, 4_000))), "text=01:02:03.000004 time=01:02:03.000004"),
                new Case("24:00", ValueType.TIME, int8(TimeCodec.DAY_MICROS), "text=24:00:00"),
                new Case("timestamp", ValueType.TIMESTAMP, int8(TimeCodec.micros(LocalDateTime.of(2024, 2, 29, 1, 2))), "text=2024-02-29_01:02:00 timestamp=2024-02-29T01:02"),
                new Case("infinite timestamp", ValueType.TIMESTAMP, int8(Long.MIN_VALUE), "text=-infinity"),
                new Case("timestamptz", ValueType.TIMESTAMPTZ, int8(TimeCodec.micros(Instant.parse("2024-02-29T01:02:03.5Z"))), "text=2024-02-29_01:02:03.5+00 instant=2024-02-29T01:02:03.500Z"),
                new Case("uuid", ValueType.UUID, uuid("6ba7b810-9dad-11d1-80b4-00c04fd430c8"), "text=6ba7b810-9dad-11d1-80b4-00c04fd430c8 uuid=6ba7b810-9dad-11d1-80b4-00c04fd430c8"),
                new Case("json", ValueType.JSON, utf8("{\"a\":1}"), "text={\"a\":1} json={\"a\":1}"),
                new Case("jsonb", ValueType.JSONB, utf8("\u0001{\"a\":1}"), "text={\"a\":1} json={\"a\":1}"),
                new Case("jsonb of another version", ValueType.JSONB, utf8("\u0002{}"), ""),
                new Case("opaque", ValueType.OPAQUE, new byte[] {1}, ""),
                new Case("text", ValueType.TEXT, utf8("Grüße"), "text=Grüße"),
                new Case("text that is not UTF-8", ValueType.TEXT, new byte[] {-1}, ""),
                new Case("text of a number", ValueType.TEXT, utf8("12"), "text=12 integer=12 bigint=12 decimal=12 float8=12.0 json=12"),
                new Case("text of one", ValueType.TEXT, utf8("1"), "text=1 integer=1 bigint=1 decimal=1 float8=1.0 bool=true json=1"),
                new Case("int2 too short", ValueType.INT2, new byte[] {1}, ""),
                new Case("SQLite integer", ValueType.DYNAMIC, dynamic('i', int8(0)), "text=0 integer=0 bigint=0 decimal=0 float8=0.0 bool=false json=0"),
                new Case("SQLite real", ValueType.DYNAMIC, dynamic('r', float8(0.1)), "text=0.1 decimal=0.1 float8=0.1 json=0.1"),
                new Case("SQLite whole real", ValueType.DYNAMIC, dynamic('r', float8(23)), "text=23.0 integer=23 bigint=23 decimal=23 float8=23.0 json=23.0"),
                new Case("SQLite infinity", ValueType.DYNAMIC, dynamic('r', float8(Double.POSITIVE_INFINITY)), "text=Inf float8=Infinity"),
                new Case("SQLite blob", ValueType.DYNAMIC, dynamic('b', new byte[] {0, 10}), "text=\\x000a bytes=000a"),
                new Case("SQLite value of no class", ValueType.DYNAMIC, dynamic('x', new byte[0]), ""),
                text("true", "bool=true json=true"),
                text("false", "bool=false json=false"),
                text("TRUE", ""),
                text("yes", ""),
                text("007", ""),
                text("-0", "decimal=0 float8=0.0 json=-0"),
                text("+1", ""),
                text(" 1", "json=_1"),
                text("1.50", "decimal=1.50 float8=1.5 json=1.50"),
                text("1,5", ""),
                text(".5", ""),
                text("1e3", "float8=1000.0 json=1e3"),
                text("1e99999999", "json=1e99999999"),
                text("0.1000000000000000055", "decimal=0.1000000000000000055 json=0.1000000000000000055"),
                text("9223372036854775808", "decimal=9223372036854775808 json=9223372036854775808"),
                text("2024-02-29", "date=2024-02-29"),
                text("2023-02-29", ""),
                text("0000-00-00", ""),
                text("29.02.2024", ""),
                text("12:30", "time=12:30"),
                text("12:30:15.25", "time=12:30:15.250"),
                text("2024-02-29 12:30:00", "timestamp=2024-02-29T12:30"),
                text("2024-02-29T12:30:00.123456789", "timestamp=2024-02-29T12:30:00.123456789"),
                text("2024-02-29 12:30:00+00", "instant=2024-02-29T12:30:00Z"),
                text("2024-02-29T12:30:00.5-05:00", "instant=2024-02-29T17:30:00.500Z"),
                text("6ba7b810-9dad-11d1-80b4-00c04fd430c8", "uuid=6ba7b810-9dad-11d1-80b4-00c04fd430c8"),
                text("6BA7B810-9DAD-11D1-80B4-00C04FD430C8", ""),
                text("{\"a\":[1,2]}", "json={\"a\":[1,2]}"),
                text("{a:1}", ""),
                text("", ""));
    }

    @Test
    void null_is_null_whoever_asks() {
        SourceTuple tuple = new SourceTuple(List.of(new CodeMessage.Column("c", ValueType.OPAQUE, true)));
        byte[] row = new PayloadWriter().u16(1).u32(-1).toBytes();
        assertEquals(row.length, tuple.moveTo(row, 0, row.length));
        for (String accessor : ACCESSORS) {
            assertNull(accessor(accessor).apply(tuple), accessor);
        }
    }

    @Test
    void bytes_are_a_copy() {
        SourceTuple tuple = over(ValueType.BYTES, new byte[] {1});
        byte[] first = tuple.bytes("c");
        first[0] = 9;
        assertArrayEquals(new byte[] {1}, tuple.bytes("c"));
    }

    @Test
    void an_error_names_the_column_and_the_rule_and_not_the_value() {
        RowError error = assertThrows(RowError.class, () -> over(ValueType.TEXT, utf8("secret")).date("c"));
        assertEquals("column \"c\": the text is not a date like 2024-02-29", error.getMessage());
    }

    @Test
    void a_row_that_is_cut_or_has_other_fields_is_no_row() {
        SourceTuple tuple = new SourceTuple(List.of(new CodeMessage.Column("c", ValueType.TEXT, true)));
        for (byte[] row : List.of(
                new byte[0],
                new byte[] {0},
                new byte[] {0, 2},
                new byte[] {0, 1, 0, 0, 0},
                new byte[] {0, 1, 0, 0, 0, 1},
                new byte[] {0, 1, -1, -1, -1, -2})) {
            assertThrows(WireException.class, () -> tuple.moveTo(row, 0, row.length));
        }
    }

    @Test
    void names_are_found_whatever_their_hashes_are() {
        // Aa and BB have the same hash.
        Names names = new Names(List.of("Aa", "BB", "AaAa", "BBBB", "AaBB", "", "ä"));
        assertEquals(List.of(0, 1, 2, 3, 4, 5, 6, -1, -1), Stream.of("Aa", "BB", "AaAa", "BBBB", "AaBB", "", "ä", "BBAa", "x")
                .map(name -> names.index(new String(name)))
                .toList());
    }

    private static Case text(String text, String expected) {
        return new Case("SQLite text '" + text + "'", ValueType.DYNAMIC, dynamic('t', utf8(text)), "text=" + text.replace(' ', '_') + " " + expected);
    }

    private static String expected(Case test, String accessor) {
        return Stream.of(test.expected().split(" "))
                .filter(part -> part.startsWith(accessor + "="))
                .map(part -> part.substring(accessor.length() + 1))
                .findFirst()
                .orElse("row error");
    }

    private static String actual(Case test, String accessor) {
        try {
            Object value = accessor(accessor).apply(over(test.type(), test.bytes()));
            return value instanceof byte[] bytes
                    ? HexFormat.of().formatHex(bytes)
                    : String.valueOf(value).replace(' ', '_');
        } catch (RowError e) {
            return "row error";
        }
    }

    private static SourceTuple over(ValueType type, byte[] value) {
        SourceTuple tuple = new SourceTuple(List.of(
                new CodeMessage.Column("away", ValueType.TEXT, false), new CodeMessage.Column("c", type, true)));
        byte[] row = new PayloadWriter().u16(1).blob(value).toBytes();
        tuple.moveTo(row, 0, row.length);
        return tuple;
    }

    private static Function<SourceRow, @Nullable Object> accessor(String name) {
        return switch (name) {
            case "text" -> row -> row.text("c");
            case "integer" -> row -> row.integer("c");
            case "bigint" -> row -> row.bigint("c");
            case "decimal" -> row -> row.decimal("c") == null ? null : row.decimal("c").toPlainString();
            case "float8" -> row -> row.float8("c");
            case "bool" -> row -> row.bool("c");
            case "date" -> row -> row.date("c");
            case "time" -> row -> row.time("c");
            case "timestamp" -> row -> row.timestamp("c");
            case "instant" -> row -> row.instant("c");
            case "uuid" -> row -> row.uuid("c");
            case "bytes" -> row -> row.bytes("c");
            case "json" -> row -> row.json("c");
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static byte[] int8(long value) {
        return new PayloadWriter().u64(value).toBytes();
    }

    private static byte[] float8(double value) {
        return int8(Double.doubleToRawLongBits(value));
    }

    private static byte[] numeric(String value) {
        PayloadWriter out = new PayloadWriter();
        NumericCodec.encode(new BigDecimal(value), out);
        return out.toBytes();
    }

    private static byte[] uuid(String value) {
        PayloadWriter out = new PayloadWriter();
        UuidCodec.encode(UUID.fromString(value), out);
        return out.toBytes();
    }

    private static byte[] dynamic(char tag, byte[] value) {
        return new PayloadWriter().u8(tag).raw(value, 0, value.length).toBytes();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }
}
