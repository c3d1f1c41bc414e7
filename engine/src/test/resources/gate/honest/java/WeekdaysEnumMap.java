import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.temporal.TemporalAdjusters;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

public class WeekdaysEnumMap implements RowMigration {
    private static final Set<DayOfWeek> WEEKEND = EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
    private static final Set<Month> SUMMER = Set.of(Month.JUNE, Month.JULY, Month.AUGUST);

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        LocalDate start = source.date("start");
        Integer days = source.integer("days");
        if (start == null || days == null || days < 0 || days > 366) {
            target.reject("period");
            return;
        }
        EnumMap<DayOfWeek, Integer> counts = new EnumMap<>(DayOfWeek.class);
        int summer = 0;
        for (LocalDate d = start; d.isBefore(start.plusDays(days)); d = d.plusDays(1)) {
            counts.merge(d.getDayOfWeek(), 1, Integer::sum);
            if (SUMMER.contains(d.getMonth())) summer++;
        }
        long working = counts.entrySet().stream().filter(e -> !WEEKEND.contains(e.getKey())).mapToInt(Map.Entry::getValue).sum();
        target.insert("periods").copy("id", "id").set("counts", counts.toString()).set("working", working).set("summer", summer).set("end", start.plusDays(days).with(TemporalAdjusters.lastDayOfMonth()));
    }
}
