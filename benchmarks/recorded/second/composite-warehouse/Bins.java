import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public class Bins implements RowMigration {

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        target.insert("bins")
                .copy("id", "new_id")
                .copy("site_id", "site_key")
                .copy("bin_number", "bin_no")
                .copy("capacity", "capacity");
    }
}
