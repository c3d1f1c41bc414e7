import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public class Branches implements RowMigration {

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        target.insert("branches")
                .copy("bank_code", "bank_code")
                .copy("branch_code", "branch_code")
                .copy("name", "branch_name");
    }
}
