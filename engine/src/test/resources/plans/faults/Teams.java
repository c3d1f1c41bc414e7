import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public class Teams implements RowMigration {
    @Override
    public void migrate(SourceRow source, TargetRows target) {
        String kind = source.text("kind");
        if ("none".equals(kind)) {
            target.skip("a team without a kind");
        } else if ("ghost".equals(kind)) {
            target.reject("a team of ghosts");
        } else {
            target.insert("teams").set("id", source.bigint("new_id")).copy("label", "label").copy("kind", "kind");
        }
    }
}
