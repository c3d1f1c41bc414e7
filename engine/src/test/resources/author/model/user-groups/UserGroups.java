import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public class UserGroups implements RowMigration {

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        target.insert("user_groups")
                .copy("user_id", "user_key")
                .copy("group_id", "group_key")
                .copy("joined_on", "joined_on");
    }
}
