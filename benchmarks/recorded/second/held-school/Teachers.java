import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public class Teachers implements RowMigration {

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        target.insert("teachers")
                .copy("id", "lehrer_id")
                .copy("name", "name")
                .copy("short_code", "kuerzel");
    }
}
