import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public class Patients implements RowMigration {

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        target.insert("patients")
                .copy("id", "new_id")
                .copy("first_name", "nombre")
                .copy("last_name", "apellido")
                .copy("birth_date", "fecha_nacimiento")
                .copy("phone", "telefono")
                .copy("active", "activo")
                .copy("legacy_id", "id");
    }
}
