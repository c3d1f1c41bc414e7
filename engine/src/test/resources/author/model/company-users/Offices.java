import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public class Offices implements RowMigration {

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        target.insert("offices")
                .copy("id", "new_id")
                .copy("city", "city");
    }
}
