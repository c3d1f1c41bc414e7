import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public class Users implements RowMigration {

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        target.insert("users")
                .copy("id", "id")
                .copy("login", "login")
                .copy("full_name", "name")
                .copy("email", "mail");
    }
}
