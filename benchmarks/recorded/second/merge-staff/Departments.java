import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public class Departments implements RowMigration {

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        target.insert("departments")
                .copy("id", "dept_no")
                .copy("name", "dept_name");
    }
}
