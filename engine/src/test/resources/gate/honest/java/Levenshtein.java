import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

public class Levenshtein implements RowMigration {
    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                } else {
                    int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                    d[i][j] = Math.min(Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1), d[i - 1][j - 1] + cost);
                }
            }
        }
        return d[a.length()][b.length()];
    }

    private static final List<String> COUNTRIES = List.of("Germany", "Austria", "Switzerland");

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        String country = Objects.requireNonNullElse(source.text("country"), "");
        record Scored(String name, int score) {}
        Optional<Scored> best = COUNTRIES.stream().map(c -> new Scored(c, distance(c.toLowerCase(Locale.ROOT), country.toLowerCase(Locale.ROOT)))).min(Comparator.comparingInt(Scored::score).thenComparing(Scored::name));
        best.filter(b -> b.score() <= 3).ifPresentOrElse(b -> target.insert("places").copy("id", "id").set("country", b.name()).set("exact", b.score() == 0), () -> target.reject("country is unknown"));
    }
}
