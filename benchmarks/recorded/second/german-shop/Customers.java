import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public class Customers implements RowMigration {

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        target.insert("customers")
                .copy("id", "kunde_nr")
                .copy("first_name", "vorname")
                .copy("last_name", "nachname")
                .copy("email", "email")
                .copy("city", "ort")
                .copy("postal_code", "plz")
                .copy("created_on", "angelegt_am");
    }
}
