import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public class Users implements RowMigration {

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        target.insert("users")
                .copy("id", "new_id")
                .copy("login", "user_login")
                .copy("email", "user_email")
                .copy("display_name", "display_name")
                .copy("registered_at", "user_registered");
    }
}
