import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public class Profiles implements RowMigration {

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        target.insert("profiles")
                .copy("id", "new_id")
                .copy("full_name", "full_name")
                .copy("email", "email")
                .copy("legacy_id", "id");
    }
}
