import dev.wharf.migration.Json;
import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.time.Instant;
import java.util.Map;

public class BracketTypes implements RowMigration {

    private static final String TABLE = "brackets";
    private static final Instant LEGACY_EPOCH = Instant.parse("2015-01-01T00:00:00Z");
    private static final Map<Integer, String> TYPES = Map.of(
            1, "metal",
            2, "ceramic",
            3, "self_ligating");

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        Integer type = source.integer("type");
        if (type == null || !TYPES.containsKey(type)) {
            target.reject("bracket type " + type + " is not one of " + TYPES.size() + " known types");
            return;
        }

        String metadata = Json.object()
                .put("legacy_type", type)
                .put("project_id", source.bigint("project_id"))
                .toString();

        target.insert(TABLE)
                .set("id", source.uuid("new_id"))
                .copy("name", "name")
                .set("bracket_type", TYPES.get(type))
                .set("metadata", metadata)
                .set("created_at", LEGACY_EPOCH)
                .set("updated_at", LEGACY_EPOCH)
                .copy("legacy_id", "id");
    }
}
