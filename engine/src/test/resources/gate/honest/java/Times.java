import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;

public final class Times implements RowMigration {

    private static final DateTimeFormatter GERMAN = DateTimeFormatter.ofPattern("dd.MM.yyyy");
    private static final LocalDate EPOCH = LocalDate.of(1970, 1, 1);
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        LocalDate born = parse(source.text("born"));
        Long epoch = source.bigint("created_epoch");
        Instant created = epoch == null ? null : Instant.ofEpochSecond(epoch);
        LocalDateTime local = created == null ? null : LocalDateTime.ofInstant(created, ZoneOffset.UTC);
        LocalDate date = source.date("day");
        boolean weekend = date != null && (date.getDayOfWeek() == DayOfWeek.SATURDAY || date.getDayOfWeek() == DayOfWeek.SUNDAY);
        long days = date == null ? 0 : ChronoUnit.DAYS.between(EPOCH, date);
        Period age = born == null || date == null ? Period.ZERO : Period.between(born, date);
        Duration length = Duration.ofMinutes(source.integer("minutes"));
        target.insert("people")
                .copy("id", "id")
                .set("born", born)
                .set("created", created)
                .set("local", local)
                .set("berlin", created == null ? null : created.atZone(BERLIN).toLocalDateTime())
                .set("weekend", weekend)
                .set("days", days)
                .set("age", age.getYears())
                .set("hours", length.toHours())
                .set("month_end", date == null ? null : date.with(TemporalAdjusters.lastDayOfMonth()))
                .set("iso", date == null ? null : date.format(DateTimeFormatter.ISO_LOCAL_DATE));
    }

    private static LocalDate parse(String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return LocalDate.parse(text, GERMAN);
        } catch (DateTimeParseException e) {
            return LocalDate.parse(text);
        }
    }
}
