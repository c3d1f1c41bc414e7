import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.time.temporal.WeekFields;

public class DateRanges implements RowMigration {
    @Override
    public void migrate(SourceRow source, TargetRows target) {
        LocalDate from = source.date("valid_from");
        LocalDate to = source.date("valid_to");
        if (from == null || (to != null && to.isBefore(from))) {
            target.reject("the range is empty: " + from + ".." + to);
            return;
        }
        if (to == null) {
            to = LocalDate.of(9999, 12, 31);
        }
        YearMonth first = YearMonth.from(from);
        YearMonth last = YearMonth.from(to.isAfter(from.plusYears(2)) ? from.plusYears(2) : to);
        for (YearMonth month = first; !month.isAfter(last); month = month.plusMonths(1)) {
            LocalDate start = month.equals(first) ? from : month.atDay(1);
            LocalDate end = month.equals(last) ? to : month.atEndOfMonth();
            long workdays = start.datesUntil(end.isAfter(month.atEndOfMonth()) ? month.atEndOfMonth() : end.plusDays(1))
                    .filter(d -> d.getDayOfWeek() != DayOfWeek.SATURDAY && d.getDayOfWeek() != DayOfWeek.SUNDAY)
                    .count();
            target.insert("contract_months")
                    .copy("contract_id", "id")
                    .set("month", month.toString())
                    .set("workdays", workdays)
                    .set("quarter", start.get(IsoFields.QUARTER_OF_YEAR))
                    .set("week", start.get(WeekFields.ISO.weekOfWeekBasedYear()))
                    .set("first_monday", start.with(TemporalAdjusters.firstInMonth(DayOfWeek.MONDAY)))
                    .set("days", ChronoUnit.DAYS.between(start, end));
        }
    }
}
