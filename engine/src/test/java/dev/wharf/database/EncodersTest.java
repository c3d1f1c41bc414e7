package dev.wharf.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.catalog.Column;
import dev.wharf.catalog.ColumnType;
import dev.wharf.catalog.TypeKind;
import dev.wharf.database.postgresql.PostgresDatabase;
import dev.wharf.database.sqlite.SqliteDatabase;
import dev.wharf.wire.ValueType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each column makes of each value, exactly or not at all. Neither database is opened for it. */
class EncodersTest {

    private static final Database POSTGRES = new PostgresDatabase(
            new ConnectionSpec("pg", "jdbc:postgresql://localhost/none", "x", null, false, Path.of("/")));
    private static final Database SQLITE =
            new SqliteDatabase(new ConnectionSpec("lite", "jdbc:sqlite:none.db", null, null, false, Path.of("/")));
    private static final Pattern TYPE = Pattern.compile("([a-z ]+?)(?:\\((\\d+)(?:,(\\d+))?\\))?");

    private static Column postgres(String sqlName) {
        Matcher m = TYPE.matcher(sqlName);
        assertTrue(m.matches(), sqlName);
        Integer first = m.group(2) == null ? null : Integer.valueOf(m.group(2));
        Integer scale = m.group(3) == null ? null : Integer.valueOf(m.group(3));
        ColumnType type = switch (m.group(1)) {
            case "smallint" -> ColumnType.of(sqlName, TypeKind.SMALLINT);
            case "integer" -> ColumnType.of(sqlName, TypeKind.INTEGER);
            case "bigint" -> ColumnType.of(sqlName, TypeKind.BIGINT);
            case "real" -> ColumnType.of(sqlName, TypeKind.REAL);
            case "double" -> ColumnType.of(sqlName, TypeKind.DOUBLE);
            case "numeric" -> new ColumnType(sqlName, TypeKind.DECIMAL, null, first, first != null && scale == null ? Integer.valueOf(0) : scale, List.of());
            case "boolean" -> ColumnType.of(sqlName, TypeKind.BOOLEAN);
            case "text" -> ColumnType.of(sqlName, TypeKind.TEXT);
            case "varchar" -> new ColumnType(sqlName, TypeKind.TEXT, first, null, null, List.of());
            case "char" -> new ColumnType(sqlName, TypeKind.CHAR, first, null, null, List.of());
            case "bytea" -> ColumnType.of(sqlName, TypeKind.BYTES);
            case "date" -> ColumnType.of(sqlName, TypeKind.DATE);
            case "time" -> new ColumnType(sqlName, TypeKind.TIME, null, first, null, List.of());
            case "timestamp" -> new ColumnType(sqlName, TypeKind.TIMESTAMP, null, first, null, List.of());
            case "timestamptz" -> new ColumnType(sqlName, TypeKind.TIMESTAMPTZ, null, first, null, List.of());
            case "uuid" -> ColumnType.of(sqlName, TypeKind.UUID);
            case "json" -> ColumnType.of(sqlName, TypeKind.JSON);
            case "jsonb" -> ColumnType.of(sqlName, TypeKind.JSONB);
            case "mood" -> new ColumnType(sqlName, TypeKind.ENUM, null, null, null, List.of("sad", "ok"));
            default -> ColumnType.of(sqlName, TypeKind.OTHER);
        };
        return Moving.column("c", type);
    }

    private static Column sqlite(String declared) {
        TypeKind kind = switch (declared) {
            case "INTEGER" -> TypeKind.INTEGER;
            case "REAL" -> TypeKind.DOUBLE;
            case "DECIMAL(10,2)" -> TypeKind.DECIMAL;
            case "BOOLEAN" -> TypeKind.BOOLEAN;
            case "DATETIME" -> TypeKind.TIMESTAMP;
            case "BLOB" -> TypeKind.BYTES;
            case "TEXT" -> TypeKind.TEXT;
            default -> TypeKind.OTHER;
        };
        return Moving.column("c", declared, kind);
    }

    private static String encoded(Database target, ValueType from, @Nullable ColumnType fromType, byte[] value, Column to) {
        ValueEncoder encoder = target.encoder(from, fromType, to);
        assertNotNull(encoder, "takes no " + from);
        ByteSink out = new ByteSink(16);
        encoder.encode(value, 0, value.length, out);
        return ValueText.of(target.layout(to), out.bytes(), 0, out.size());
    }

    private static byte[] bytes(ValueType type, String text) {
        ByteSink out = new ByteSink(16);
        ValueText.encode(type, text, out);
        return out.toBytes();
    }

    /** i7, r0.5, tabc, b00ff */
    private static byte[] dynamic(String text) {
        ByteSink out = new ByteSink(16);
        String rest = text.substring(1);
        out.int8(text.charAt(0));
        switch (text.charAt(0)) {
            case 'i' -> out.int64(Long.parseLong(rest));
            case 'r' -> out.int64(Double.doubleToLongBits(Double.parseDouble(rest)));
            case 't' -> out.utf8(rest);
            default -> out.put(HexFormat.of().parseHex(rest));
        }
        return out.toBytes();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "INT4 | 7 | bigint | 7",
        "INT8 | 32767 | smallint | 32767",
        "INT8 | 9007199254740992 | double | 9.007199254740992e+15",
        "INT4 | 12 | numeric(4,2) | 12.00",
        "NUMERIC | 12.500 | numeric(4,2) | 12.50",
        "NUMERIC | 12.500 | numeric | 12.500",
        "NUMERIC | 23.00 | integer | 23",
        "NUMERIC | NaN | numeric(4,2) | NaN",
        "NUMERIC | Infinity | double | Infinity",
        "NUMERIC | 0.1 | double | 0.1",
        "NUMERIC | 0.1 | real | 0.1",
        "FLOAT8 | 0.1 | numeric | 0.1",
        "FLOAT4 | 0.1 | numeric | 0.1",
        "FLOAT4 | 0.5 | double | 0.5",
        "FLOAT8 | 3 | integer | 3",
        "FLOAT8 | 1e15 | numeric | 1000000000000000",
        "BOOL | true | boolean | true",
        "TEXT | äöü🚲x | varchar(5) | äöü🚲x",
        "TEXT | ok | mood | ok",
        "TEXT | 123e4567-e89b-12d3-a456-426614174000 | uuid | 123e4567-e89b-12d3-a456-426614174000",
        "TEXT | [1, 2] | jsonb | [1, 2]",
        "JSON | {} | text | {}",
        "JSONB | {} | json | {}",
        "DATE | infinity | date | infinity",
        "TIME | 12:00:00.5 | time(1) | 12:00:00.5",
        "TIMESTAMP | 0044-03-15 00:00:00 BC | timestamp(0) | 0044-03-15 00:00:00 BC",
        "TIMESTAMPTZ | -infinity | timestamptz(0) | -infinity",
        "BYTES | \\x00ff | bytea | \\x00ff"
    })
    void valuesGoIntoPostgresExactly(ValueType from, String value, String column, String expected) {
        assertEquals(expected, encoded(POSTGRES, from, null, bytes(from, value), postgres(column)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "INT8 | 32768 | smallint | holds whole numbers from -32768 to 32767",
        "INT8 | -2147483649 | integer | holds whole numbers from -2147483648 to 2147483647",
        "INT8 | 9007199254740993 | double | holds a binary floating-point number, the value would be rounded",
        "NUMERIC | 12.345 | numeric(4,2) | holds 2 digits after the decimal point, the value has more",
        "NUMERIC | 123 | numeric(4,2) | holds at most 2 digits before the decimal point, the value has more",
        "NUMERIC | Infinity | numeric(4,2) | holds no infinity",
        "NUMERIC | NaN | integer | takes a finite number",
        "NUMERIC | 0.5 | integer | holds whole numbers, the value has a fraction",
        "NUMERIC | 9223372036854775808 | bigint | holds whole numbers of 64 bits, the value is beyond",
        "NUMERIC | 0.12345678901234567890 | double | holds a binary floating-point number, the value would be rounded",
        "FLOAT8 | 0.1 | real | holds a binary floating-point number, the value would be rounded",
        "FLOAT8 | 0.30000000000000004 | numeric(10,2) | holds 2 digits after the decimal point, the value has more",
        "FLOAT8 | -0.0 | integer | holds whole numbers of 64 bits, the value is beyond",
        "FLOAT8 | NaN | bigint | holds whole numbers, the value has a fraction",
        "TEXT | abcdef | varchar(5) | holds at most 5 characters, the value has 6",
        "TEXT | OK | mood | takes one of the labels of mood, the value is none of them",
        "TEXT | {1} | json | takes JSON text (at most 1000 levels deep), the value is none",
        "TEXT | x | uuid | takes a UUID in its canonical form (8-4-4-4-12 lower-case hexadecimal digits)",
        "TIMESTAMP | 2026-01-31 12:00:00.5 | timestamp(0) | holds 0 digits after the seconds, the value has more",
        "TIME | 12:00:00.123456 | time(3) | holds 3 digits after the seconds, the value has more"
    })
    void whatPostgresWouldRoundOrRefuseIsNamed(ValueType from, String value, String column, String rule) {
        assertEquals(rule, assertThrows(ValueRefusal.class,
                () -> encoded(POSTGRES, from, null, bytes(from, value), postgres(column))).rule());
    }

    @ParameterizedTest
    @CsvSource({
        "TIMESTAMPTZ, timestamp", "TIMESTAMP, timestamptz", "DATE, timestamp", "TIMESTAMP, date", "TEXT, integer", "TEXT, date",
        "TEXT, boolean", "INT4, text", "INT4, boolean", "BOOL, integer", "BYTES, text", "TEXT, bytea", "OPAQUE, interval",
        "DYNAMIC, interval", "UUID, text"
    })
    void whatWouldAddOrLoseSomethingHasNoEncoder(ValueType from, String column) {
        assertNull(POSTGRES.encoder(from, null, postgres(column)));
    }

    @Test
    void onlyTheVerySameTypeTakesOpaqueBytes() {
        ColumnType interval = ColumnType.of("interval", TypeKind.OTHER);
        assertEquals(ValueEncoder.SAME, POSTGRES.encoder(ValueType.OPAQUE, interval, postgres("interval")));
        assertNull(POSTGRES.encoder(ValueType.OPAQUE, interval, postgres("inet")));
        ColumnType regclass = ColumnType.of("regclass", TypeKind.OTHER);
        assertNull(POSTGRES.encoder(ValueType.OPAQUE, regclass, postgres("regclass")));
    }

    @Test
    void nulAndBrokenTextAreRefused() {
        byte[] nul = {'a', 0, 'b'};
        assertEquals("holds no NUL character, the value has one", assertThrows(ValueRefusal.class,
                () -> encoded(POSTGRES, ValueType.TEXT, null, nul, postgres("text"))).rule());
        byte[] surrogate = {'t', (byte) 0xED, (byte) 0xA0, (byte) 0x80};
        assertEquals("takes text in valid UTF-8", assertThrows(ValueRefusal.class,
                () -> encoded(POSTGRES, ValueType.DYNAMIC, null, surrogate, postgres("text"))).rule());
    }

    @Test
    void thePaddingOfCharIsNoPartOfTheValue() {
        ColumnType from = postgres("char(5)").type();
        byte[] padded = "ab   ".getBytes(StandardCharsets.UTF_8);
        assertEquals("ab", encoded(POSTGRES, ValueType.TEXT, from, padded, postgres("text")));
        assertEquals("ab", encoded(POSTGRES, ValueType.TEXT, from, padded, postgres("char(3)")));
        assertEquals("tab", encodedDynamic(ValueType.TEXT, from, padded, "TEXT"));
        assertThrows(ValueRefusal.class, () -> encoded(POSTGRES, ValueType.TEXT, null, "ab ".getBytes(), postgres("char(5)")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "i7 | smallint | 7",
        "r7.0 | integer | 7",
        "i7 | double | 7",
        "r0.1 | numeric(10,2) | 0.10",
        "r23.0 | numeric | 23",
        "i1 | boolean | true",
        "tfalse | boolean | false",
        "tabc | varchar(3) | abc",
        "i42 | text | 42",
        "r0.5 | text | 0.5",
        "t-12 | smallint | -12",
        "t12.50 | numeric | 12.50",
        "t0.1 | double | 0.1",
        "i7 | jsonb | 7",
        "r0.5 | json | 0.5",
        "b00ff | bytea | \\x00ff",
        "t2026-01-31 | date | 2026-01-31",
        "t12:30 | time | 12:30:00",
        "t2026-01-31T12:00:00.457 | timestamp | 2026-01-31 12:00:00.457",
        "t2026-01-31 12:00:00+00 | timestamptz | 2026-01-31 12:00:00+00",
        "t2026-01-31 12:00:00+02:00 | timestamptz | 2026-01-31 10:00:00+00",
        "tok | mood | ok",
        "t{} | jsonb | {}"
    })
    void sqlitesValuesGoIntoPostgresByTheRulesOfAClass(String value, String column, String expected) {
        assertEquals(expected, encoded(POSTGRES, ValueType.DYNAMIC, null, dynamic(value), postgres(column)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "i40000 | smallint", "r0.5 | integer", "t007 | integer", "t7.0 | integer", "t1e3 | numeric", "b37 | integer", "i9007199254740993 | double", "i2 | boolean",
        "tTRUE | boolean", "tyes | boolean", "b6162 | text", "tabcd | varchar(3)", "t6162 | bytea",
        "i20260131 | date", "t31.01.2026 | date", "t2026-01-31 00:00:00 | date", "t12026-01-31 | date", "tinfinity | date",
        "t2026-01-31 | timestamp", "t2026-01-31 12:00:00Z | timestamp", "t2026-01-31 12:00:00 | timestamptz", "i1769860800 | timestamp",
        "t24:00:00 | time", "tr | mood", "t{ | json", "b7b7d | json", "rInfinity | json", "r1e300 | integer"
    })
    void whatSqliteHoldsUnderAnotherTypeIsRefused(String value, String column) {
        assertThrows(ValueRefusal.class, () -> encoded(POSTGRES, ValueType.DYNAMIC, null, dynamic(value), postgres(column)));
    }

    /** As dynamic() writes it. */
    private static String encodedDynamic(ValueType from, @Nullable ColumnType type, byte[] value, String declared) {
        ValueEncoder encoder = SQLITE.encoder(from, type, sqlite(declared));
        assertNotNull(encoder, "takes no " + from);
        ByteSink out = new ByteSink(16);
        encoder.encode(value, 0, value.length, out);
        String text = ValueText.of(ValueType.DYNAMIC, out.bytes(), 0, out.size());
        return (char) out.bytes()[0] + text;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "INT4 | 7 | INTEGER | i7",
        "INT4 | 7 | REAL | r7.0",
        "BOOL | true | BOOLEAN | i1",
        "FLOAT8 | 0.1 | REAL | r0.1",
        "FLOAT8 | 5 | DECIMAL(10,2) | i5",
        "FLOAT8 | Infinity | REAL | rInf",
        "NUMERIC | 23.00 | DECIMAL(10,2) | i23",
        "NUMERIC | 0.10 | DECIMAL(10,2) | r0.1",
        "NUMERIC | 123456789012345678901234567890.12 | TEXT | t123456789012345678901234567890.12",
        "TEXT | abc | TEXT | tabc",
        "TEXT | 007 | TEXT | t007",
        "TEXT | 2026-01-31 | DATETIME | t2026-01-31",
        "DATE | 2026-01-31 | DATETIME | t2026-01-31",
        "TIME | 12:00:00.5 | TEXT | t12:00:00.5",
        "TIMESTAMP | 2026-01-31 12:00:00.457 | DATETIME | t2026-01-31 12:00:00.457",
        "TIMESTAMPTZ | 2026-01-31 12:00:00+00 | DATETIME | t2026-01-31 12:00:00+00:00",
        "UUID | 123e4567-e89b-12d3-a456-426614174000 | UUID | t123e4567-e89b-12d3-a456-426614174000",
        "JSONB | {} | TEXT | t{}",
        "BYTES | \\x00ff | BLOB | b\\x00ff"
    })
    void valuesGoIntoSqliteAsItWillHoldThem(ValueType from, String value, String declared, String expected) {
        assertEquals(expected, encodedDynamic(from, null, bytes(from, value), declared));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "INT4 | 7 | TEXT", "INT8 | 9007199254740993 | REAL", "FLOAT8 | NaN | REAL", "FLOAT8 | -0.0 | REAL", "FLOAT8 | 0.5 | TEXT",
        "NUMERIC | NaN | DECIMAL(10,2)", "NUMERIC | 1234567890.1234567890 | DECIMAL(10,2)", "TEXT | 007 | STRING",
        "TEXT | 1e5 | DATETIME", "DATE | infinity | DATETIME", "DATE | 0044-03-15 BC | TEXT", "TIME | 24:00:00 | TEXT",
        "TIMESTAMPTZ | 10000-01-01 00:00:00+00 | TEXT", "TIMESTAMP | -infinity | TEXT"
    })
    void whatSqliteWouldAlterIsRefused(ValueType from, String value, String declared) {
        assertThrows(ValueRefusal.class, () -> encodedDynamic(from, null, bytes(from, value), declared));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TEXT", "UUID", "DATE", "JSON", "BYTES"})
    void aNumericColumnOfSqliteTakesNumbersOnly(ValueType from) {
        assertNull(SQLITE.encoder(from, null, sqlite("INTEGER")));
    }

    @Test
    void sqliteToSqliteKeepsTheStorageClassOfEachValue() {
        for (String value : List.of("i7", "r0.5", "tabc", "b00ff")) {
            byte[] bytes = dynamic(value);
            ByteSink out = new ByteSink(16);
            ValueEncoder encoder = SQLITE.encoder(ValueType.DYNAMIC, null, sqlite("INTEGER"));
            assertNotNull(encoder);
            encoder.encode(bytes, 0, bytes.length, out);
            assertTrue(Arrays.equals(bytes, out.toBytes()), value);
        }
        assertThrows(ValueRefusal.class, () -> encodedDynamic(ValueType.DYNAMIC, null, dynamic("t007"), "INTEGER"));
        assertThrows(ValueRefusal.class, () -> encodedDynamic(ValueType.DYNAMIC, null, dynamic("i7"), "TEXT"));
    }
}
