package dev.wharf.database;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

class NumericLayoutProperties {

    @Property
    void everyDecimalComesBackWithItsScale(
            @ForAll @Scale(40) @BigRange(min = "-1e60", max = "1e60") BigDecimal value, @ForAll @IntRange(max = 50) int zeros) {
        BigDecimal scaled = value.setScale(value.scale() + zeros);
        assertEquals(scaled, decoded(encoded(scaled)));
    }

    @Property
    void smallDecimalsComeBack(@ForAll long unscaled, @ForAll @IntRange(max = 25) int scale) {
        BigDecimal value = BigDecimal.valueOf(unscaled, scale);
        assertEquals(value, decoded(encoded(value)));
    }

    @Property
    void whatIsNormalIsLeftAsItIs(@ForAll long unscaled, @ForAll @IntRange(max = 25) int scale) {
        byte[] bytes = encoded(BigDecimal.valueOf(unscaled, scale));
        ByteSink out = new ByteSink(32);
        NumericLayout.normalize(bytes, 0, bytes.length, out);
        assertArrayEquals(bytes, out.toBytes());
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
