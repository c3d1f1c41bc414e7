import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

public class NavigableBands implements RowMigration {
    private static final NavigableMap<Integer, String> BANDS = Collections.unmodifiableNavigableMap(new TreeMap<>(Map.of(0, "small", 100, "medium", 1000, "large")));

    private static final NavigableMap<Integer, BigDecimal> RATES = rates();

    private static NavigableMap<Integer, BigDecimal> rates() {
        TreeMap<Integer, BigDecimal> rates = new TreeMap<>();
        rates.put(0, new BigDecimal("0.05"));
        rates.put(500, new BigDecimal("0.07"));
        return Collections.unmodifiableNavigableMap(rates);
    }

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        int n = source.integer("employees");
        Map.Entry<Integer, String> band = BANDS.floorEntry(n);
        target.insert("companies").copy("id", "id").set("band", band == null ? null : band.getValue())
                .set("next", BANDS.higherKey(n)).set("rate", RATES.floorEntry(n).getValue()).set("low", RATES.headMap(n, true).size());
    }
}
