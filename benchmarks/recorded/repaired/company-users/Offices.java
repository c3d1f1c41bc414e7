import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public class Offices implements RowMigration {

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        target.insert("offices")
                .set("id", source.uuid("new_id"))
                .copy("city", "city");
    }
}
