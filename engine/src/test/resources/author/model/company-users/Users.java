import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public class Users implements RowMigration {

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        target.insert("users")
                .copy("id", "new_id")
                .copy("company_id", "company_key")
                .copy("department_id", "department_key")
                .copy("office_id", "office_key")
                .copy("name", "name")
                .copy("email", "email");
    }
}
