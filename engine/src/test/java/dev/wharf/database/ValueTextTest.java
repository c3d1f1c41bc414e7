package dev.wharf.database;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.testing.Drawn;
import dev.wharf.wire.IsoText;
import dev.wharf.wire.ValueType;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueTextTest {

    @ParameterizedTest
    @CsvSource({
        "INT2, -32768",
        "INT4, 2147483647",
        "INT8, -9223372036854775808",
        "FLOAT4, 0.1",
        "FLOAT8, 5",
        "FLOAT8, NaN",
        "FLOAT8, -Infinity",
        "NUMERIC, 12.50",
        "NUMERIC, -0.000001",
        "NUMERIC, NaN",
        "NUMERIC, Infinity",
        "BOOL, true",
        "TEXT, été 🚲",
        "BYTES, \\x00ff",
        "DATE, 0044-03-15 BC",
        "DATE, 2000-02-29",
        "DATE, 10000-01-01",
        "DATE, infinity",
        "TIME, 23:59:59.000001",
        "TIME, 24:00:00",
        "TIMESTAMP, 1999-12-31 23:59:59.5",
        "TIMESTAMP, -infinity",
        "TIMESTAMPTZ, 2026-01-31 12:00:00+00",
        "TIMESTAMPTZ, 0001-01-01 00:00:00+00 BC",
        "UUID, 123e4567-e89b-12d3-a456-426614174000",
        "JSONB, []"
    })
    void aTextGivesTheValueThatShowsIt(ValueType type, String text) {
        byte[] bytes = encoded(type, text);
        assertEquals(text, ValueText.of(type, bytes, 0, bytes.length));
    }

    @Test
    void twoTextsThatAreNoUtf8StayTwo() {
        byte[] one = {'t', 'a', (byte) 0xFF};
        byte[] other = {'t', 'a', (byte) 0xFE};
        assertEquals("\\x61ff", ValueText.of(ValueType.DYNAMIC, one, 0, 3));
        assertEquals("\\x61fe", ValueText.of(ValueType.DYNAMIC, other, 0, 3));
        assertEquals("\\x61ff", ValueText.of(ValueType.TEXT, one, 1, 2));
    }

    @Test
    void whatCanOnlyBeCopiedIsShownAsItsBytes() {
        assertEquals("\\x00ff", ValueText.of(ValueType.OPAQUE, new byte[] {0, (byte) 0xFF}, 0, 2));
    }

    @ParameterizedTest
    @CsvSource({
        "INT2, 32768",
        "INT4, 1.0",
        "NUMERIC, 1e5000000",
        "BOOL, yes",
        "DATE, 2026-02-30",
        "DATE, 31.01.2026",
        "DATE, 0000-01-01",
        "TIME, 24:00:01",
        "TIME, 12:60:00",
        "TIME, 12:00:00.1234567",
        "TIMESTAMP, 2026-01-31",
        "TIMESTAMP, 2026-01-31 12:00:00Z",
        "TIMESTAMPTZ, 2026-01-31 12:00:00",
        "TIMESTAMPTZ, 2026-01-31 12:00:00+5",
        "UUID, 123E4567-e89b-12d3-a456-426614174000",
        "UUID, 1-1-1-1-1",
        "BYTES, 00"
    })
    void whatIsNoValueOfTheTypeIsRefused(ValueType type, String text) {
        assertThrows(ValueRefusal.class, () -> encoded(type, text));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-31T12:00:00Z, 2026-01-31 12:00:00+00",
        "2026-01-31 12:00:00.457+02, 2026-01-31 10:00:00.457+00",
        "2026-01-31 12:00-05:30, 2026-01-31 17:30:00+00",
        "2026-01-31T12:00:00.1234560000+0000, 2026-01-31 12:00:00.123456+00"
    })
    void offsetsAreTakenOff(String text, String instant) {
        assertEquals(instant, IsoText.printInstant(IsoTime.parseInstant(text)));
    }

    @Test
    void everyTimestampComesBack() {
        Drawn.forAll(drawn -> {
            long micros = drawn.integer(-200_000_000_000_000_000L, 9_000_000_000_000_000_000L);
            assertEquals(micros, IsoTime.parseTimestamp(IsoText.printTimestamp(micros)));
        });
    }

    @Test
    void everyDateComesBack() {
        Drawn.forAll(drawn -> {
            int days = drawn.small(-2_451_507, 2_145_031_947);
            assertEquals(days, IsoTime.parseDate(IsoText.printDate(days)));
        });
    }

    @Test
    void keysOfSeveralPartsComeBack() {
        Drawn.forAll(drawn -> {
            List<String> parts = drawn.texts(4);
            if (parts.size() != 1) {
                assertEquals(parts, KeyText.parts(KeyText.of(parts), parts.size()));
            }
        });
    }

    @Test
    void aKeyOfOnePartIsItsText() {
        assertEquals("a\"b", KeyText.of(List.of("a\"b")));
        assertEquals("[\"7\",\"a\\\"b\",null]", KeyText.of(Arrays.asList("7", "a\"b", null)));
        assertEquals(Arrays.asList((String) null), KeyText.parts(KeyText.of(Arrays.asList((String) null)), 1));
        assertThrows(IllegalArgumentException.class, () -> KeyText.parts("[\"7\"]", 2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"b\": 1, \"a\": 2} | {\"a\":2.0,\"b\":1e0}",
                "{\"a\": 1, \"a\": 2} | {\"a\":2}",
                "[\"\\u00e9\", -0.0] | [\"é\",0]",
                "100 | 1E2"
            })
    void jsonThatJsonbTakesForTheSameHasOneCanonicalForm(String one, String other) {
        assertArrayEquals(canonical(one), canonical(other));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"[1,2] | [12]", "\"1\" | 1", "[[1],2] | [1,[2]]", "{\"a\":[]} | {\"a\":{}}", "null | \"null\""})
    void differentJsonHasDifferentForms(String one, String other) {
        assertEquals(false, Arrays.equals(canonical(one), canonical(other)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{", "01", "[1,]", "1 2", "NaN", "'a'", "\"\t\"", "{a:1}", "//c"})
    void whatIsNotJsonIsRefused(String text) {
        assertThrows(ValueRefusal.class, () -> JsonText.check(text, false));
    }

    @Test
    void jsonbTakesNoNulAndNoLoneSurrogate() {
        JsonText.check("\"\\u0000\\ud800\"", false);
        assertThrows(ValueRefusal.class, () -> JsonText.check("\"\\u0000\"", true));
        assertThrows(ValueRefusal.class, () -> JsonText.check("{\"\\ud800\":1}", true));
    }

    /** Both grammars are RFC 8259's; only how deep a text may be differs. */
    @Test
    void aClassAndAColumnTakeTheSameTextsForJson() {
        Drawn.forAll(20_000, drawn -> {
            String some = drawn.text(3);
            String text = drawn.textOf("{}[]\":,01.e-+ \\un\t\u0001", 9);
            for (String json : List.of(text, "[" + text + "]", "{\"a\":" + text + "}", "\"" + text + "\"", "[1" + text, some)) {
                assertEquals(dev.wharf.wire.JsonText.isJson(json), column(json), json);
            }
        });
    }

    @Test
    void aColumnTakesLessDeepJsonThanAClass() {
        String deep = "[".repeat(1_001) + "]".repeat(1_001);
        assertTrue(dev.wharf.wire.JsonText.isJson(deep));
        assertFalse(column(deep));
        assertTrue(column(deep.substring(1, deep.length() - 1)));
    }

    private static boolean column(String json) {
        try {
            JsonText.check(json, false);
            return true;
        } catch (ValueRefusal e) {
            return false;
        }
    }

    private static byte[] canonical(String json) {
        byte[] bytes = json.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return JsonText.canonical(bytes, 0, bytes.length);
    }

    private static byte[] encoded(ValueType type, String text) {
        ByteSink out = new ByteSink(32);
        ValueText.encode(type, text, out);
        return out.toBytes();
    }
}
