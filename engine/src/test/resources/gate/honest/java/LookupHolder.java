import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

public class LookupHolder implements RowMigration {
    private static final class Lookup {
        private final Map<String, List<String>> synonyms;

        private Lookup(Map<String, List<String>> synonyms) {
            this.synonyms = Map.copyOf(synonyms);
        }

        String canonical(String word) {
            for (String key : new TreeSet<>(synonyms.keySet())) {
                if (key.equals(word) || synonyms.get(key).contains(word)) {
                    return key;
                }
            }
            return word;
        }
    }

    private static final Lookup LOOKUP = new Lookup(Map.of("car", List.of("auto", "automobile"), "bike", List.of("bicycle", "velo")));

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        String word = source.text("kind");
        if (word == null) {
            target.reject("kind");
            return;
        }
        target.insert("vehicles").copy("id", "id").set("kind", LOOKUP.canonical(word.toLowerCase(Locale.ROOT)));
    }
}
