import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

public class RecordKeys implements RowMigration {
    private record Key(String city, int year) {}

    private static final class Totals {
        private int count;
        private long sum;

        void add(long value) {
            count++;
            sum += value;
        }
    }

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        Map<Key, Totals> totals = new LinkedHashMap<>();
        Map<Key, Integer> seen = new HashMap<>();
        for (String cell : source.text("cells").split("\\|")) {
            String[] parts = cell.split("/");
            Key key = new Key(parts[0], Integer.parseInt(parts[1]));
            totals.computeIfAbsent(key, k -> new Totals()).add(Long.parseLong(parts[2]));
            seen.merge(key, 1, Integer::sum);
        }
        totals.forEach((key, t) -> target.insert("totals").set("city", key.city()).set("year", key.year()).set("n", t.count).set("sum", t.sum).set("seen", seen.get(key)));
    }
}
