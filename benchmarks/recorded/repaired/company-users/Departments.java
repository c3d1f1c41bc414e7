import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public class Departments implements RowMigration {

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        target.insert("departments")
                .set("id", source.uuid("new_id"))
                .set("company_id", source.uuid("company_key"))
                .copy("name", "name");
    }
}
