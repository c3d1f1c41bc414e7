import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

public class WordCounts implements RowMigration {
    @Override
    public void migrate(SourceRow source, TargetRows target) {
        Map<String, Integer> counts = new HashMap<>();
        Set<Integer> lengths = new HashSet<>();
        String text = source.text("body");
        if (text == null) return;
        for (String word : text.toLowerCase().split("\\W+")) {
            counts.put(word, counts.getOrDefault(word, 0) + 1);
            lengths.add(word.length());
        }
        for (String word : counts.keySet()) {
            target.insert("words").copy("text_id", "id").set("word", word).set("n", counts.get(word));
        }
        for (int length : lengths) {
            target.insert("lengths").copy("text_id", "id").set("length", length);
        }
        if (counts.computeIfAbsent("the", k -> 0) > 10) {
            target.insert("flags").copy("text_id", "id").set("flag", "verbose");
        }
    }
}
