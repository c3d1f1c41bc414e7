import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public class Companies implements RowMigration {

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        target.insert("company")
                .copy("id", "CompanyId")
                .copy("name", "CompanyName")
                .copy("vat_number", "VatNumber")
                .copy("created_at", "CreatedAt");
    }
}
