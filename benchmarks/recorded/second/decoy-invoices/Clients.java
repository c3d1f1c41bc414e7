import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public class Clients implements RowMigration {

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        target.insert("clients")
                .copy("id", "client_id")
                .copy("display_name", "name")
                .copy("legal_name", "name_legal")
                .copy("short_name", "name_short")
                .copy("created_at", "created");
    }
}
