import static java.util.Map.entry;

import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Map;

public class UnitConversion implements RowMigration {
    private static final MathContext PRECISION = new MathContext(12, RoundingMode.HALF_EVEN);
    private static final Map<String, BigDecimal> TO_KILOGRAMS = Map.ofEntries(
            entry("kg", BigDecimal.ONE),
            entry("g", new BigDecimal("0.001")),
            entry("lb", new BigDecimal("0.45359237")),
            entry("oz", new BigDecimal("0.028349523125")),
            entry("t", BigDecimal.valueOf(1000)));

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        BigDecimal weight = source.decimal("weight");
        String unit = source.text("unit");
        if (weight == null) {
            target.insert("parcels").copy("id", "id").set("weight_kg", null);
            return;
        }
        BigDecimal factor = TO_KILOGRAMS.get(unit == null ? "kg" : unit.toLowerCase());
        if (factor == null) {
            target.reject(String.format("unit %s is unknown", unit));
            return;
        }
        target.insert("parcels")
                .copy("id", "id")
                .set("weight_kg", weight.multiply(factor, PRECISION).setScale(3, RoundingMode.HALF_EVEN))
                .set("celsius", source.float8("fahrenheit") == null ? null : Math.round((source.float8("fahrenheit") - 32) * 5 / 9 * 10) / 10.0);
    }
}
