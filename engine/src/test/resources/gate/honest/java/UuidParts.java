import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

public class UuidParts implements RowMigration {
    @Override
    public void migrate(SourceRow source, TargetRows target) {
        String raw = source.text("guid").replace("{", "").replace("}", "").toLowerCase();
        UUID id = raw.length() == 32
                ? UUID.fromString(raw.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5"))
                : UUID.fromString(raw);
        UUID derived = UUID.nameUUIDFromBytes(("tenant:" + source.text("tenant")).getBytes(StandardCharsets.UTF_8));
        target.insert("guids").set("id", id).set("tenant_id", derived).set("version", id.version()).set("high", id.getMostSignificantBits()).set("low", id.getLeastSignificantBits())
                .set("ordered", id.compareTo(derived) < 0).set("text", id.toString());
    }
}
