import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public class People implements RowMigration {
    @Override
    public void migrate(SourceRow source, TargetRows target) {
        target.insert("people").set("id", source.uuid("new_id")).copy("name", "name").set("team_id", source.bigint("team"));
        target.insert("badges").set("person_id", source.uuid("new_id")).set("label", "badge of " + source.text("name"));
    }
}
