import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;

public class ZonedMeetings implements RowMigration {
    private static final Map<String, ZoneId> OFFICES = Map.of(
            "BER", ZoneId.of("Europe/Berlin"),
            "NYC", ZoneId.of("America/New_York"),
            "TYO", ZoneId.of("Asia/Tokyo"));

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        ZoneId zone = OFFICES.get(source.text("office"));
        if (zone == null) {
            try {
                zone = ZoneId.of(source.text("tz"));
            } catch (DateTimeException e) {
                target.reject("time zone is unknown");
                return;
            }
        }
        LocalDateTime local = source.timestamp("starts");
        ZonedDateTime start = ZonedDateTime.ofLocal(local, zone, null);
        boolean gap = zone.getRules().getValidOffsets(local).isEmpty();
        boolean overlap = zone.getRules().getValidOffsets(local).size() > 1;
        Instant end = start.plusMinutes(source.integer("minutes")).toInstant();
        ZoneOffset offset = start.getOffset();
        target.insert("meetings").copy("id", "id").set("starts_at", start.toInstant()).set("ends_at", end)
                .set("zone", zone.getId()).set("offset_seconds", offset.getTotalSeconds())
                .set("dst", zone.getRules().isDaylightSavings(start.toInstant()))
                .set("note", gap ? "in a gap" : overlap ? "ambiguous" : null);
    }
}
