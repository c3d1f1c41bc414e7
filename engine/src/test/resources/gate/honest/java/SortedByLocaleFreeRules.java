import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

public class SortedByLocaleFreeRules implements RowMigration {
    private static final Comparator<Map.Entry<String, Integer>> BY_VALUE_THEN_KEY = Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()).thenComparing(Map.Entry::getKey);
    private static final Comparator<String> NATURAL = Comparator.<String>naturalOrder().reversed();

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        List<Map.Entry<String, Integer>> entries = new ArrayList<>();
        for (String s : source.text("votes").split(",")) {
            String[] p = s.split("=");
            entries.add(Map.entry(p[0], Integer.valueOf(p[1])));
        }
        entries.sort(BY_VALUE_THEN_KEY);
        int rank = 1;
        for (var e : entries) {
            target.insert("results").copy("poll_id", "id").set("rank", rank++).set("option", e.getKey()).set("votes", e.getValue());
        }
        List<String> names = new ArrayList<>(entries.stream().map(Map.Entry::getKey).toList());
        names.sort(NATURAL);
        names.sort(null);
        names.replaceAll(String::toUpperCase);
        target.insert("polls").copy("id", "id").set("names", String.join(",", names));
    }
}
