import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.time.DayOfWeek;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

public class Weekdays implements RowMigration {
    private static final Map<String, DayOfWeek> DAYS = Map.of("mo", DayOfWeek.MONDAY, "di", DayOfWeek.TUESDAY, "mi", DayOfWeek.WEDNESDAY, "do", DayOfWeek.THURSDAY, "fr", DayOfWeek.FRIDAY, "sa", DayOfWeek.SATURDAY, "so", DayOfWeek.SUNDAY);

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        Map<DayOfWeek, String> hours = new HashMap<>();
        for (String entry : Objects.requireNonNullElse(source.text("hours"), "").split(";")) {
            String[] parts = entry.trim().split("\\s+", 2);
            DayOfWeek day = DAYS.get(parts[0].toLowerCase(Locale.ROOT));
            if (day != null && parts.length == 2) {
                hours.put(day, parts[1]);
            }
        }
        for (DayOfWeek day : DayOfWeek.values()) {
            if (hours.containsKey(day)) {
                target.insert("opening_hours").copy("shop_id", "id").set("weekday", day.getValue()).set("name", day.name()).set("hours", hours.get(day));
            }
        }
    }
}
