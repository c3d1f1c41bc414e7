package dev.wharf.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.testing.Drawn;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values there and back. */
class ValueCodecTest {

    @Test
    void a_decimal_number_comes_back_with_its_scale() {
        Drawn.forAll(drawn -> {
            BigDecimal value = drawn.decimal(200, -30, 60);
            byte[] bytes = numeric(value);
            NumericCodec.check(bytes, 0, bytes.length);
            BigDecimal back = NumericCodec.decode(bytes, 0, bytes.length);
            assertEquals(value.scale() < 0 ? value.setScale(0) : value, back);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0000 0000 0000 0000",
        "0.00, 0000 0000 0000 0002",
        "1, 0001 0000 0000 0000 0001",
        "-1.5, 0002 0000 4000 0001 0001 1388",
        "10000, 0001 0001 0000 0000 0001",
        "0.0001, 0001 ffff 0000 0004 0001",
        "12345.6780, 0003 0001 0000 0004 0001 0929 1a7c",
        "1E+4, 0001 0001 0000 0000 0001",
        "0.00001, 0001 fffe 0000 0005 03e8",
    })
    void a_decimal_number_has_the_bytes_of_numeric_send(String value, String bytes) {
        assertEquals(
                bytes.replace(" ", ""), java.util.HexFormat.of().formatHex(numeric(new BigDecimal(value))));
    }

    @Test
    void a_number_beyond_a_numeric_is_refused_and_not_written_out() {
        for (String value : new String[] {"1e99999999", "1e-99999999", "1e131073", "1e-16384"}) {
            assertThrows(WireException.class, () -> numeric(new BigDecimal(value)), value);
        }
        assertEquals(131_072, NumericCodec.decode(numeric(new BigDecimal("9e131071")), 0, 10).precision());
    }

    @ParameterizedTest
    @CsvSource({"c000, NaN", "d000, Infinity", "f000, -Infinity"})
    void what_is_not_finite_is_known_and_is_no_decimal(String sign, String name) {
        byte[] bytes = java.util.HexFormat.of().parseHex("00000000" + sign + "0020");
        assertEquals(name, NumericCodec.special(bytes, 0));
        assertEquals(name, ValueText.of(ValueType.NUMERIC, bytes, 0, 8));
        assertThrows(WireException.class, () -> NumericCodec.decode(bytes, 0, 8));
    }

    @Test
    void any_bytes_are_a_numeric_or_refused() {
        Drawn.forAll(drawn -> {
            byte[] bytes = drawn.bytes(64);
            try {
                NumericCodec.check(bytes, 0, bytes.length);
                if (NumericCodec.special(bytes, 0).isEmpty()) {
                    NumericCodec.decode(bytes, 0, bytes.length);
                }
            } catch (WireException e) {
                // Refused.
            }
        });
    }

    @Test
    void a_date_comes_back() {
        Drawn.forAll(drawn -> {
            int days = drawn.small(-2_000_000_000, 2_000_000_000);
            assertEquals(days, TimeCodec.days(TimeCodec.date(days)));
        });
    }

    @Test
    void a_time_comes_back() {
        Drawn.forAll(drawn -> {
            long micros = drawn.integer(0, TimeCodec.DAY_MICROS - 1);
            LocalTime time = TimeCodec.time(micros);
            assertEquals(micros, TimeCodec.micros(time));
            assertEquals(time, IsoText.time(IsoText.print(time)));
        });
    }

    @Test
    void a_timestamp_that_postgresql_can_hold_comes_back() {
        Drawn.forAll(drawn -> {
            long micros = drawn.integer(-211_813_488_000_000_000L, 9_223_371_331_199_999_999L);
            assertEquals(micros, TimeCodec.micros(TimeCodec.timestamp(micros)));
            assertEquals(micros, TimeCodec.micros(TimeCodec.instant(micros)));
        });
    }

    @Test
    void a_timestamp_of_these_centuries_comes_back_from_its_text() {
        Drawn.forAll(drawn -> {
            long micros = drawn.integer(-60_000_000_000_000_000L, 250_000_000_000_000_000L);
            LocalDateTime timestamp = TimeCodec.timestamp(micros);
            assertEquals(timestamp, IsoText.timestamp(IsoText.print(timestamp)));
            assertEquals(timestamp.toLocalDate(), IsoText.date(IsoText.print(timestamp.toLocalDate())));
            Instant instant = TimeCodec.instant(micros);
            assertEquals(instant, IsoText.instant(IsoText.print(instant)));
        });
    }

    @Test
    void infinities_and_the_end_of_a_day_are_no_java_times() {
        assertThrows(WireException.class, () -> TimeCodec.date(TimeCodec.DATE_INFINITY));
        assertThrows(WireException.class, () -> TimeCodec.date(TimeCodec.DATE_MINUS_INFINITY));
        assertThrows(WireException.class, () -> TimeCodec.timestamp(TimeCodec.TIMESTAMP_INFINITY));
        assertThrows(WireException.class, () -> TimeCodec.instant(TimeCodec.TIMESTAMP_MINUS_INFINITY));
        assertThrows(WireException.class, () -> TimeCodec.time(TimeCodec.DAY_MICROS));
        assertThrows(WireException.class, () -> TimeCodec.time(-1));
        assertThrows(WireException.class, () -> TimeCodec.days(LocalDate.MAX));
        assertThrows(WireException.class, () -> TimeCodec.micros(LocalDateTime.MAX));
        assertThrows(WireException.class, () -> TimeCodec.micros(Instant.MIN));
        assertThrows(WireException.class, () -> TimeCodec.micros(LocalTime.MAX));
    }

    @Test
    void a_year_before_christ_has_its_letters() {
        assertEquals("0044-03-15 BC", IsoText.print(LocalDate.of(-43, 3, 15)));
        assertEquals("0001-01-01 12:30:00 BC", IsoText.print(LocalDateTime.of(0, 1, 1, 12, 30)));
        assertEquals("12345-01-01", IsoText.print(LocalDate.of(12_345, 1, 1)));
    }

    @Test
    void there_is_no_year_0000() {
        assertNull(IsoText.date("0000-01-01"));
        assertNull(IsoText.timestamp("0000-01-01 00:00"));
        assertEquals(LocalDate.of(1, 1, 1), IsoText.date("0001-01-01"));
    }

    @ParameterizedTest
    @CsvSource({
        "2024-02-29 12:30:00+01, 2024-02-29T11:30:00Z",
        "2024-02-29T12:30Z, 2024-02-29T12:30:00Z",
        "2024-02-29 12:30:00.123456789-0930, 2024-02-29T22:00:00.123456789Z",
        "2024-02-29 12:30:00.5+05:45, 2024-02-29T06:45:00.500Z",
    })
    void a_point_in_time_has_an_offset(String text, Instant instant) {
        assertEquals(instant, IsoText.instant(text));
        assertNull(IsoText.timestamp(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "2024-02-29", "2024-02-30 00:00", "2024-02-29_12:30", "2024-2-29 12:30", "2024-02-29 24:00",
                "2024-02-29 12:60", "2024-02-29 12:30:60", "2024-02-29 12:30:00.", "2024-02-29 12:30:00.0123456789",
                "2024-02-29 12:30:00 ", " 2024-02-29 12:30:00", "2024-02-29 12", "+2024-02-29 12:30", "12024-02-29 12:30",
                "2024-02-29  12:30:00", "2024-02-29 12:30:00Z", "2024-02-29 1２:30:00", "20240229T123000", "1709164800",
            })
    void what_is_not_written_in_iso_8601_is_no_timestamp(String text) {
        assertNull(IsoText.timestamp(text));
    }

    @Test
    void a_uuid_comes_back() {
        Drawn.forAll(drawn -> {
            UUID uuid = new UUID(drawn.integer(), drawn.integer());
            PayloadWriter out = new PayloadWriter();
            UuidCodec.encode(uuid, out);
            assertEquals(uuid, UuidCodec.decode(out.array(), 0));
            assertEquals(uuid, UuidCodec.parse(uuid.toString()));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0-0-0-0-0", "6BA7B810-9dad-11d1-80b4-00c04fd430c8", "{6ba7b810-9dad-11d1-80b4-00c04fd430}",
        "6ba7b8109dad11d180b400c04fd430c8", "6ba7b810-9dad-11d1-80b4-00c04fd430c8 ", "6ba7b810x9dad-11d1-80b4-00c04fd430c8"})
    void another_form_is_no_uuid(String text) {
        assertNull(UuidCodec.parse(text));
    }

    @Test
    void the_fewest_digits_give_the_same_double() {
        Drawn.forAll(drawn -> {
            double value = drawn.real();
            if (Double.isFinite(value)) {
                assertEquals(value + 0.0, FloatText.decimal(value).doubleValue() + 0.0);
                assertEquals(value, Double.parseDouble(FloatText.postgresql(value)));
                assertEquals(value, Double.parseDouble(FloatText.sqlite(value)));
            }
        });
    }

    @Test
    void the_fewest_digits_give_the_same_float() {
        Drawn.forAll(drawn -> {
            float value = Float.intBitsToFloat((int) drawn.integer());
            if (Float.isFinite(value)) {
                assertEquals(value, Float.parseFloat(FloatText.postgresql(value)));
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0.0", "-0.0, -0, -0.0", "1, 1, 1.0", "0.1, 0.1, 0.1", "1e14, 100000000000000, 100000000000000.0",
        "1e15, 1e+15, 1.0e+15", "123456789012345680, 1.2345678901234568e+17, 1.2345678901234568e+17",
        "0.0001, 0.0001, 0.0001", "0.00001, 1e-05, 1.0e-05", "4.9E-324, 5e-324, 5.0e-324", "1e100, 1e+100, 1.0e+100",
        "NaN, NaN, NaN", "Infinity, Infinity, Inf", "-Infinity, -Infinity, -Inf",
    })
    void a_double_is_printed_as_its_database_does(double value, String postgresql, String sqlite) {
        assertEquals(postgresql, FloatText.postgresql(value));
        assertEquals(sqlite, FloatText.sqlite(value));
    }

    @Test
    void text_comes_back_or_has_half_a_pair() {
        Drawn.forAll(drawn -> {
            String text = drawn.text(40);
            boolean whole = new String(text.getBytes(java.nio.charset.StandardCharsets.UTF_8), java.nio.charset.StandardCharsets.UTF_8)
                    .equals(text);
            if (whole) {
                byte[] bytes = Texts.encode(text);
                assertTrue(Texts.isUtf8(bytes, 0, bytes.length));
                assertEquals(text, Texts.decode(bytes, 0, bytes.length));
            } else {
                assertThrows(WireException.class, () -> Texts.encode(text));
            }
        });
    }

    @Test
    void bytes_are_utf8_where_java_reads_them_back_the_same() {
        Drawn.forAll(drawn -> {
            byte[] bytes = drawn.bytes(8);
            String text = new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
            boolean same = java.util.Arrays.equals(bytes, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            assertEquals(same, Texts.isUtf8(bytes, 0, bytes.length));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"a?\ud800", "\ud800", "\udc00x", "ä\ud800", "\ud800\ud800\udc00"})
    void half_a_pair_is_no_text(String text) {
        assertThrows(WireException.class, () -> Texts.encode(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1", " -0.5e+10 ", "\"a\\u00e9\\n\"", "null", "[]", "{}", "[1,[2,{\"a\":[]}],{}]", "{\"a\":1,\"b\":{\"c\":true}}", "\t[ ]\r\n", "0", "-0"})
    void json_is_json(String text) {
        assertTrue(JsonText.isJson(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "01", "+1", ".5", "1.", "1e", "nul", "NaN", "'a'", "\"a", "\"\\x\"", "\"\\u00g0\"", "[1,]", "[,1]", "{\"a\"}", "{a:1}",
                "{\"a\":1,}", "[1]]", "[1}", "{\"a\":1]", "1 2", "[1 2]", "\"\n\"", "{\"a\" 1}", "{,}", "[", "{", "\u00a01", "tru", "\\", "\"\\"})
    void what_is_not_json_is_none(String text) {
        assertFalse(JsonText.isJson(text));
    }

    @Test
    void json_may_be_deep_but_not_for_ever() {
        assertTrue(JsonText.isJson("[".repeat(9_999) + "]".repeat(9_999)));
        assertFalse(JsonText.isJson("[".repeat(100_000) + "]".repeat(100_000)));
    }

    @Test
    void any_text_is_json_or_not() {
        Drawn.forAll(drawn -> {
            String text = drawn.text(40);
            JsonText.isJson(text);
            JsonText.isJson("[" + text + "]");
            JsonText.isJson("{\"" + text + "\":" + text + "}");
        });
    }

    @Test
    void a_payload_comes_back() {
        CodeMessage message = new CodeMessage(
                "A",
                java.util.Map.of("A", new byte[] {1, 2}),
                java.util.List.of(new CodeMessage.Column("c", ValueType.DYNAMIC, true), new CodeMessage.Column("Größe", ValueType.OPAQUE, false)),
                java.util.List.of(new CodeMessage.Table("t", java.util.List.of("a", "b"))),
                1_000);
        byte[] payload = message.toPayload();
        CodeMessage back = CodeMessage.read(new PayloadReader(payload, 0, payload.length));
        assertEquals(message.columns(), back.columns());
        assertEquals(message.tables(), back.tables());
        assertArrayEquals(new byte[] {1, 2}, back.classes().get("A"));
    }

    @Test
    void a_message_that_is_cut_is_refused() {
        Drawn.forAll(drawn -> {
            byte[] payload = new SourcesMessage(7, java.util.Map.of("A.java", "class A {}")).toPayload();
            int length = drawn.small(0, payload.length - 1);
            assertThrows(WireException.class, () -> SourcesMessage.read(new PayloadReader(payload, 0, length)));
        });
    }

    @ParameterizedTest
    @CsvSource({"a\tb, a b", "a\u200bb, a b", "a\u202eb, a b", "Grüße 😀, Grüße 😀", "a\u0085b, a b", "\ud800x, ' x'"})
    void a_reason_has_nothing_that_a_terminal_obeys(String reason, String capped) {
        assertEquals(capped, Reasons.cap(reason));
        assertTrue(Reasons.isCapped(Reasons.cap(reason)));
    }

    @Test
    void a_capped_reason_stays_as_it_is() {
        Drawn.forAll(drawn -> {
            String reason = drawn.text(40);
            String capped = Reasons.cap(reason.repeat(20));
            assertTrue(Reasons.isCapped(capped));
            assertEquals(capped, Reasons.cap(capped));
        });
    }

    private static byte[] numeric(BigDecimal value) {
        PayloadWriter out = new PayloadWriter();
        NumericCodec.encode(value, out);
        return out.toBytes();
    }
}
