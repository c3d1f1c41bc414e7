import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

public class InnerCounter implements RowMigration {
    @Override
    public void migrate(SourceRow source, TargetRows target) {
        AtomicInteger position = new AtomicInteger();
        Stream.of(source.text("members").split(";")).forEach(member -> target.insert("members")
                .copy("team_id", "id")
                .set("position", position.incrementAndGet())
                .set("name", member));
        int[] counter = {0};
        Stream.of("a", "b").forEach(c -> counter[0]++);
        target.insert("teams").copy("id", "id").set("size", position.get()).set("sum", counter[0]);
    }
}
