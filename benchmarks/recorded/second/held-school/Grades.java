import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public class Grades implements RowMigration {

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        target.insert("grades")
                .copy("student_id", "schueler_id")
                .copy("subject", "fach")
                .copy("term", "halbjahr")
                .copy("grade", "wert");
    }
}
