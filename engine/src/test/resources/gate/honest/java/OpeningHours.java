import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Locale;

public class OpeningHours implements RowMigration {
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("H:mm");

    /** Reads "08:00-12:30;14:00-18:00" for each day of the week. */
    @Override
    public void migrate(SourceRow source, TargetRows target) {
        for (DayOfWeek day : DayOfWeek.values()) {
            String column = day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH).toLowerCase(Locale.ENGLISH) + "_hours";
            String hours = source.text(column);
            if (hours == null || hours.isBlank() || "closed".equalsIgnoreCase(hours)) {
                continue;
            }
            for (String span : hours.split(";")) {
                String[] ends = span.split("-", 2);
                LocalTime from = LocalTime.parse(ends[0].strip(), HOUR);
                LocalTime to = LocalTime.parse(ends[1].strip(), HOUR);
                if (!from.isBefore(to)) {
                    target.reject(day + " closes before it opens");
                    return;
                }
                target.insert("opening_hours").copy("shop_id", "id").set("weekday", day.getValue()).set("opens", from).set("closes", to);
            }
        }
    }
}
