import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public class LongIfChain implements RowMigration {
    @Override
    public void migrate(SourceRow row, TargetRows out) {
        String name = row.text("name");
        if (name == null) {
            out.reject("role without a name");
            return;
        }
        String n = name.trim().toLowerCase();
        String type;
        if (n.contains("fräs") || n.contains("manufactur") || n.contains("fertigung")) {
            type = "manufacturing";
        } else if (n.contains("design")) {
            type = "designing";
        } else if (n.contains("section") || n.startsWith("säge")) {
            type = "sectioning";
        } else if (n.equals("remote") || n.equals("home office")) {
            type = "remote";
        } else if (n.equals("master") || n.equals("meister")) {
            type = "master";
        } else {
            out.reject("no role type is known for '" + name + "'");
            return;
        }
        String abbreviation = "";
        for (String word : name.split("[\\s-]+")) {
            if (!word.isEmpty()) {
                abbreviation += word.substring(0, 1).toUpperCase();
            }
        }
        out.insert("technician_roles").set("id", row.uuid("new_id")).set("role_type", type).set("role_name", name).set("abbreviation", abbreviation).set("is_active", row.bool("active") != Boolean.FALSE).copy("legacy_role_id", "id");
    }
}
