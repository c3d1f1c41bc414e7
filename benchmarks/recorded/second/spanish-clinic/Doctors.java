import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public class Doctors implements RowMigration {

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        target.insert("doctors")
                .copy("id", "new_id")
                .copy("name", "nombre")
                .copy("specialty", "especialidad")
                .copy("legacy_id", "id");
    }
}
