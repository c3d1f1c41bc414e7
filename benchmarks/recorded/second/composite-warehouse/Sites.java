import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public class Sites implements RowMigration {

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        target.insert("sites")
                .copy("id", "new_id")
                .copy("country", "country")
                .copy("code", "code")
                .copy("name", "title");
    }
}
