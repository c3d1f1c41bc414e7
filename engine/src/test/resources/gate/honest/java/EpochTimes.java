import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

public class EpochTimes implements RowMigration {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final long MILLIS_THRESHOLD = 100_000_000_000L;

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        Long epoch = source.bigint("created");
        if (epoch == null) {
            target.reject("created is missing");
            return;
        }
        Instant created = epoch > MILLIS_THRESHOLD ? Instant.ofEpochMilli(epoch) : Instant.ofEpochSecond(epoch);
        ZonedDateTime local = created.atZone(BERLIN);
        OffsetDateTime utc = created.atOffset(ZoneOffset.UTC);
        LocalDate day = local.toLocalDate();
        target.insert("events")
                .copy("id", "id")
                .set("created_at", created)
                .set("created_day", day)
                .set("iso_week", local.format(DateTimeFormatter.ISO_WEEK_DATE))
                .set("utc_text", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(utc))
                .set("hour_bucket", created.truncatedTo(ChronoUnit.HOURS))
                .set("days_since_epoch", ChronoUnit.DAYS.between(LocalDate.EPOCH, day));
    }
}
