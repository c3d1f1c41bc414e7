package dev.wharf.database.postgresql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wharf.catalog.ColumnType;
import dev.wharf.catalog.TypeKind;
import dev.wharf.database.ByteSink;
import dev.wharf.database.ValueRefusal;
import dev.wharf.wire.FloatText;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Short numbers take a way of their own into numeric columns; it leads to the same bytes and the same refusals. */
class ShortDecimalsTest {

    private static final int NUMBERS = 20_000;
    private static final double[] EDGES = {
        0.0, -0.0, 1, -1, 0.1, 0.07, 1.005, 99.99, -99.995, 1e14, 1e15, 999_999_999_999_999.0, 0x1p53, 0x1p63, -0x1p63, 4.9e-324, 1e-15, 1e22, 123456.78
    };
    private static final long[] WHOLE_EDGES = {0, 1, -1, 9_999, 10_000, -10_000, 100_000_000, 999_999_999_999_999L, 1_000_000_000_000_000L, Long.MAX_VALUE, Long.MIN_VALUE};

    @ParameterizedTest
    @CsvSource({"15,2", "5,2", "3,3", "2,5", "38,0", "18,15", "20,16", "4,-2", "15,15"})
    void leadToTheBytesThatTheLongWayLeadsTo(int precision, int scale) {
        ColumnType type = new ColumnType("numeric", TypeKind.DECIMAL, null, precision, scale, List.of());
        PostgresNumbers.Decimals decimals = new PostgresNumbers.Decimals(type);
        Random random = new Random(17L * precision + scale);
        for (double value : EDGES) {
            same(decimals, value);
        }
        for (long value : WHOLE_EDGES) {
            same(decimals, value);
        }
        for (int i = 0; i < NUMBERS; i++) {
            double power = Math.pow(10, random.nextInt(-3, 18));
            same(decimals, Math.rint(random.nextGaussian() * power) / Math.pow(10, random.nextInt(0, 6)));
            same(decimals, random.nextGaussian() * power);
            same(decimals, random.nextLong() >> random.nextInt(64));
        }
    }

    private static void same(PostgresNumbers.Decimals decimals, double value) {
        String expected = value == 0 && 1 / value < 0 ? "has no negative zero" : encoded(out -> decimals.put(FloatText.decimal(value), out));
        assertEquals(expected, encoded(out -> decimals.put(value, out)), () -> "for the double " + value);
    }

    private static void same(PostgresNumbers.Decimals decimals, long value) {
        assertEquals(
                encoded(out -> decimals.put(BigDecimal.valueOf(value), out)),
                encoded(out -> decimals.put(value, out)),
                () -> "for the whole number " + value);
    }

    private static @Nullable String encoded(Consumer<ByteSink> encoder) {
        ByteSink out = new ByteSink(64);
        try {
            encoder.accept(out);
        } catch (ValueRefusal refusal) {
            return refusal.rule();
        }
        return HexFormat.of().formatHex(out.bytes(), 0, out.size());
    }
}
