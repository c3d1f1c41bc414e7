import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public class TechnicianRoles implements RowMigration {

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        String name = source.text("name");
        String head = name.contains(",") ? name.substring(0, name.indexOf(',')) : name;
        String label = switch (head) {
            case "Manufacturing", "Generalist" -> "manufacturing";
            case "Designing" -> "designing";
            case "Sectioning" -> "sectioning";
            case "Remote" -> "remote";
            case "Master" -> "master";
            default -> null;
        };
        if (label == null) {
            target.reject("no role type is known for this name");
            return;
        }
        target.insert("technician_roles")
                .set("id", source.uuid("new_id"))
                .set("technician_id", source.uuid("profile_id"))
                .set("role_type", label)
                .copy("role_name", "name")
                .copy("abbreviation", "abbreviation")
                .copy("is_active", "is_active")
                .copy("assigned_at", "assigned_at")
                .copy("legacy_role_id", "id");
    }
}
