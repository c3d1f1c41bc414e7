import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.List;
import java.util.stream.Stream;

public class JunctionRows implements RowMigration {
    private static final List<String> SLOTS = List.of("skill1", "skill2", "skill3", "skill4", "skill5");

    record Slot(int rank, String skill, Integer level) {}

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        Stream.iterate(0, i -> i + 1)
                .limit(SLOTS.size())
                .map(i -> new Slot(i + 1, source.text(SLOTS.get(i)), source.integer(SLOTS.get(i) + "_level")))
                .filter(slot -> slot.skill() != null)
                .filter(slot -> slot.level() == null || slot.level() > 0)
                .forEachOrdered(slot -> target.insert("person_skills")
                        .copy("person_id", "person_new_id")
                        .set("skill", slot.skill())
                        .set("level", slot.level())
                        .set("rank", slot.rank()));
    }
}
