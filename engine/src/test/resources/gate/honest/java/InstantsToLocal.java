import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

public class InstantsToLocal implements RowMigration {
    private static final ZoneOffset PLANT = ZoneOffset.ofHours(2);
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX");

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        OffsetDateTime parsed = OffsetDateTime.parse(source.text("at"), STAMP);
        Instant instant = parsed.toInstant();
        LocalDateTime local = LocalDateTime.ofInstant(instant, PLANT);
        target.insert("samples").copy("id", "id").set("at", instant).set("local", local).set("millis", instant.toEpochMilli())
                .set("minute", local.getHour() * 60 + local.getMinute()).set("utc", instant.atOffset(ZoneOffset.UTC).toString())
                .set("rfc", DateTimeFormatter.RFC_1123_DATE_TIME.format(parsed)).set("back", instant.minusSeconds(90).isBefore(instant));
    }
}
