import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public class Users implements RowMigration {

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        target.insert("users")
                .set("id", source.uuid("new_id"))
                .set("company_id", source.uuid("company_key"))
                .set("department_id", source.uuid("department_key"))
                .set("office_id", source.uuid("office_key"))
                .copy("name", "name")
                .copy("email", "email");
    }
}
