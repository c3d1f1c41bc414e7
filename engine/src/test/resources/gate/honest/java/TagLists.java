import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

public class TagLists implements RowMigration {
    private static final Set<String> STOP_WORDS = Set.of("and", "the", "of", "misc");

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        String tags = source.text("tags");
        if (tags == null) {
            return;
        }
        Set<String> distinct = Arrays.stream(tags.split("[,;|]"))
                .map(String::strip)
                .map(String::toLowerCase)
                .filter(Predicate.not(String::isEmpty))
                .filter(tag -> !STOP_WORDS.contains(tag))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        int position = 0;
        for (String tag : distinct) {
            target.insert("article_tags").copy("article_id", "id").set("tag", tag).set("position", position++);
        }
        TreeSet<String> byLength = new TreeSet<>(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()));
        byLength.addAll(distinct);
        if (!byLength.isEmpty()) {
            target.insert("article_search").copy("article_id", "id").set("longest", byLength.last()).set("shortest", byLength.first());
        }
    }
}
