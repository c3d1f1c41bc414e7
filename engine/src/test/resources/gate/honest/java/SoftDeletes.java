import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

public class SoftDeletes implements RowMigration {
    @Override public void migrate(SourceRow s, TargetRows t) {
        String deleted = s.text("is_deleted");
        boolean gone = switch (deleted) {
            case null -> false;
            case "1", "Y", "y", "true", "T" -> true;
            case "0", "N", "n", "false", "F", "" -> false;
            default -> throw new IllegalStateException("is_deleted is neither yes nor no");
        };
        if (gone && s.timestamp("deleted_at") == null) { t.skip("deleted long ago, without a date"); return; }
        LocalDateTime at = s.timestamp("deleted_at");
        Instant instant = at != null ? at.toInstant(ZoneOffset.UTC) : null;
        t.insert("documents").copy("id", "id").copy("title", "title").set("deleted_at", gone ? instant : null);
    }
}
