import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public class Contacts implements RowMigration {

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        target.insert("contact")
                .copy("id", "ContactId")
                .copy("company_id", "CompanyId")
                .copy("first_name", "FirstName")
                .copy("last_name", "LastName")
                .copy("email", "EmailAddress")
                .copy("is_primary", "IsPrimary")
                .copy("created_at", "CreatedAt")
                .copy("updated_at", "ModifiedAt");
    }
}
