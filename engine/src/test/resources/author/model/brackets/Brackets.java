import dev.wharf.migration.Json;
import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public class Brackets implements RowMigration {

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        target.insert("brackets")
                .copy("id", "new_id")
                .copy("name", "name")
                .copy("bracket_type", "type")
                .set("metadata", Json.object().put("project_id", source.bigint("project_id")).toString())
                .copy("legacy_id", "id");
    }
}
