import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.Comparator;
import java.util.List;

public class ClosestMatch implements RowMigration {
    private static final List<String> CITIES = List.of("Berlin", "Bern", "Bremen", "Brno", "Brussels");
    private static final int MAX_DISTANCE = 2;

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        String city = source.text("city");
        record Candidate(String name, int distance) {}
        Candidate best = CITIES.stream()
                .map(name -> new Candidate(name, levenshtein(name, city)))
                .min(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
                .orElseThrow();
        if (best.distance() > MAX_DISTANCE) {
            target.reject("no city is like this one");
            return;
        }
        target.insert("cities").copy("id", "id").set("city", best.name()).set("exact", best.distance() == 0);
    }

    private static int levenshtein(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) previous[j] = j;
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                current[j] = Math.min(Math.min(current[j - 1] + 1, previous[j] + 1), previous[j - 1] + cost);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
