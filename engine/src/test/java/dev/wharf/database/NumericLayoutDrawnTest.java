package dev.wharf.database;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

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
