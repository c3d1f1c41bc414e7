import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.Map;

/** Roles of technicians: an enum by a table of names, unknown names are rejected. */
public final class TechnicianRoles implements RowMigration {

    private static final Map<String, String> TYPES = Map.of(
            "Master", "master",
            "Designer", "designing",
            "Quality control", "quality_control");

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        String name = source.text("name");
        String type = name == null ? null : TYPES.get(name.strip());
        if (type == null) {
            target.reject("the role's name is not known: " + name);
            return;
        }
        target.insert("technician_roles")
                .set("id", source.uuid("new_id"))
                .copy("technician_id", "profile_id")
                .set("role_type", type)
                .copy("role_name", "name")
                .set("abbreviation", name.substring(0, 1).toUpperCase())
                .set("is_active", true)
                .copy("assigned_at", "created_at")
                .copy("legacy_role_id", "id");
    }
}
