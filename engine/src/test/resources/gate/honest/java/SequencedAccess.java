import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedCollection;
import java.util.SequencedMap;

public class SequencedAccess implements RowMigration {
    @Override
    public void migrate(SourceRow source, TargetRows target) {
        SequencedMap<String, Integer> steps = new LinkedHashMap<>();
        for (String entry : source.text("history").split(",")) {
            var pair = entry.split(":");
            steps.merge(pair[0], Integer.parseInt(pair[1]), Integer::sum);
        }
        SequencedCollection<String> names = List.copyOf(steps.keySet());
        target.insert("workflows")
                .copy("id", "id")
                .set("first_step", steps.firstEntry().getKey())
                .set("last_step", steps.lastEntry().getKey())
                .set("minutes", steps.sequencedValues().stream().mapToInt(Integer::intValue).sum())
                .set("first_name", names.getFirst())
                .set("backwards", String.join(">", names.reversed()));
    }
}
