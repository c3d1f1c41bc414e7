import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public class Users implements RowMigration {

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        target.insert("users")
                .set("id", source.uuid("new_id"))
                .copy("user_name", "username")
                .copy("password_hash", "passwd")
                .copy("email", "email")
                .set("staff", source.bool("is_staff"))
                .copy("last_login_at", "last_login")
                .copy("joined_at", "date_joined");
    }
}
