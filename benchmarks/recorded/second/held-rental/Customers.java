import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public class Customers implements RowMigration {

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        target.insert("customers")
                .copy("id", "new_id")
                .copy("first_name", "first_nm")
                .copy("last_name", "last_nm")
                .copy("license_number", "lic_no")
                .copy("phone", "tel");
    }
}
