package dev.wharf.database;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.testing.Drawn;
import java.math.BigDecimal;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class NumericLayoutDrawnTest {

    @Test
    void everyDecimalComesBackWithItsScale() {
        Drawn.forAll(drawn -> {
            BigDecimal value = drawn.decimal(100, 0, 40);
            BigDecimal scaled = value.setScale(value.scale() + drawn.small(0, 50));
            assertEquals(scaled, decoded(encoded(scaled)));
        });
    }

    @Test
    void smallDecimalsComeBack() {
        Drawn.forAll(drawn -> {
            BigDecimal value = BigDecimal.valueOf(drawn.integer(), drawn.small(0, 25));
            assertEquals(value, decoded(encoded(value)));
        });
    }

    @Test
    void whatIsNormalIsLeftAsItIs() {
        Drawn.forAll(drawn -> {
            byte[] bytes = encoded(BigDecimal.valueOf(drawn.integer(), drawn.small(0, 25)));
            ByteSink out = new ByteSink(32);
            NumericLayout.normalize(bytes, 0, bytes.length, out);
            assertArrayEquals(bytes, out.toBytes());
        });
    }

    @Test
    void whatIsSaidToBeNormalIsWhatEncodingGives() {
        Drawn.forAll(drawn -> {
            BigDecimal value = BigDecimal.valueOf(drawn.integer(), drawn.small(0, 12));
            byte[] bytes = encoded(value);
            int before = Math.max(0, value.precision() - value.scale());
            assertEquals(value.signum() != 0, normal(bytes, value.scale(), before), value::toString);
            assertFalse(value.signum() != 0 && before > 0 && normal(bytes, value.scale(), before - 1), value::toString);
            assertFalse(normal(bytes, value.scale() + 1, before), value::toString);
        });
    }

    /** 12.50 with one digit behind the point as its display scale, a digit of 12345, an end of zeros, one byte too few. */
    @Test
    void whatIsNotAsTheServerSendsItIsNotNormal() {
        assertTrue(normal("0002000000000002000c1388", 2));
        assertFalse(normal("0002000000000002000c1389", 2));
        assertFalse(normal("00020000000000020c3930391388", 2));
        assertFalse(normal("00020000000000020c303039", 2));
        assertFalse(normal("0002000000000002000c0000", 2));
        assertFalse(normal("0002000000000002000c13", 2));
        assertFalse(normal("00000000c0000000", 0));
    }

    private static boolean normal(String hex, int scale) {
        return normal(HexFormat.of().parseHex(hex), scale, 20);
    }

    private static boolean normal(byte[] bytes, int scale, int integerDigits) {
        return NumericLayout.isNormal(bytes, 0, bytes.length, scale, integerDigits);
    }

    /** As the server sends them: SELECT numeric_send(…). */
    @Test
    void theBytesAreThoseOfTheServer() {
        assertEquals("0002000000000002000c1388", hex("12.50"));
        assertEquals("0001000140000000000c", hex("-120000"));
        assertEquals("0000000000000003", hex("0.000"));
        assertEquals("0001fffe000000080001", hex("0.00000001"));
        assertEquals("0003000200000000000123281a85", hex("190006789"));
    }

    private static String hex(String number) {
        return HexFormat.of().formatHex(encoded(new BigDecimal(number)));
    }

    private static byte[] encoded(BigDecimal value) {
        ByteSink out = new ByteSink(32);
        NumericLayout.encode(value, out);
        return out.toBytes();
    }

    private static BigDecimal decoded(byte[] bytes) {
        return NumericLayout.decode(bytes, 0, bytes.length);
    }
}
