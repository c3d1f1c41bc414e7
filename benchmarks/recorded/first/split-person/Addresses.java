import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public class Addresses implements RowMigration {

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        target.insert("addresses")
                .copy("person_id", "person_key")
                .copy("street", "street")
                .copy("house_number", "house_no")
                .copy("postal_code", "zip")
                .copy("city", "city");
    }
}
