import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public class Bins implements RowMigration {

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        target.insert("bins")
                .set("id", source.uuid("new_id"))
                .set("site_id", source.uuid("site_key"))
                .copy("bin_number", "bin_no")
                .copy("capacity", "capacity");
    }
}
