import dev.wharf.migration.Json;
import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public final class Brackets implements RowMigration {

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        String metadata = Json.object()
                .put("project", source.integer("project_id"))
                .put("legacy", Json.object().put("id", source.bigint("id")))
                .toString();
        target.insert("brackets")
                .copy("id", "new_id")
                .copy("name", "name")
                .set("bracket_type", kind(source.integer("type")))
                .set("metadata", metadata)
                .copy("legacy_id", "id");
    }

    private static String kind(Integer type) {
        return switch (type) {
            case null -> "unknown";
            case 1 -> "round";
            case 2, 3 -> "square";
            default -> throw new IllegalArgumentException("type " + type);
        };
    }
}
