import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.time.LocalDate;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

public class MonthNames implements RowMigration {
    private static final Map<String, Month> GERMAN = Arrays.stream(Month.values())
            .collect(Collectors.toUnmodifiableMap(m -> m.getDisplayName(TextStyle.FULL, Locale.GERMAN).toLowerCase(Locale.GERMAN), m -> m));

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        String[] parts = source.text("period").strip().toLowerCase(Locale.GERMAN).split("\\s+");
        Month month = parts.length == 2 ? GERMAN.get(parts[0]) : null;
        if (month == null) {
            target.reject("period is not a month and a year");
            return;
        }
        LocalDate first = LocalDate.of(Integer.parseInt(parts[1]), month, 1);
        target.insert("periods").copy("id", "id").set("starts_on", first).set("ends_on", first.withDayOfMonth(first.lengthOfMonth())).set("quarter", "Q" + (month.ordinal() / 3 + 1));
    }
}
