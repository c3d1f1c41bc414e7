import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public class Classes implements RowMigration {

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        target.insert("classes")
                .copy("id", "klasse_id")
                .copy("name", "bezeichnung")
                .copy("school_year", "schuljahr")
                .copy("teacher_id", "lehrer_id");
    }
}
