import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public class Appointments implements RowMigration {

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        target.insert("appointments")
                .copy("id", "new_id")
                .copy("patient_id", "patient_key")
                .copy("doctor_id", "doctor_key")
                .copy("day", "fecha")
                .copy("notes", "notas");
    }
}
