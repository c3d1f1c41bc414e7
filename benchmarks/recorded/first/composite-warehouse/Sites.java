import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public class Sites implements RowMigration {

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        target.insert("sites")
                .set("id", source.uuid("new_id"))
                .copy("country", "country")
                .copy("code", "code")
                .copy("name", "title");
    }
}
