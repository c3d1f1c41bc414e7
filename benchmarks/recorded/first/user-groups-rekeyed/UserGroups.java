import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public class UserGroups implements RowMigration {

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        target.insert("user_groups")
                .set("user_id", source.uuid("user_key"))
                .set("group_id", source.uuid("group_key"));
    }
}
