import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public class TechnicianRoles implements RowMigration {

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        String type = roleType(source.text("name"));
        if (type == null) {
            target.reject("no role type is decided for this name");
            return;
        }
        target.insert("technician_roles")
                .copy("id", "new_id")
                .copy("technician_id", "profile_key")
                .set("role_type", type)
                .copy("role_name", "name")
                .copy("abbreviation", "abbreviation")
                .copy("is_active", "is_active")
                .copy("assigned_at", "assigned_at")
                .copy("legacy_role_id", "id");
    }
}
