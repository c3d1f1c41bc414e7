import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.temporal.JulianFields;

public class ExcelDates implements RowMigration {
    private static final LocalDate BASE = LocalDate.of(1899, Month.DECEMBER, 30);
    private static final BigDecimal SECONDS_PER_DAY = BigDecimal.valueOf(86_400);

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        BigDecimal serial = source.decimal("serial");
        if (serial == null || serial.compareTo(BigDecimal.ONE) < 0) {
            target.reject("serial date is not positive");
            return;
        }
        BigDecimal[] parts = serial.divideAndRemainder(BigDecimal.ONE);
        LocalDate day = BASE.plusDays(parts[0].longValueExact());
        LocalTime time = LocalTime.ofSecondOfDay(parts[1].multiply(SECONDS_PER_DAY).setScale(0, RoundingMode.DOWN).longValueExact());
        target.insert("readings").copy("id", "id")
                .set("taken_at", LocalDateTime.of(day, time))
                .set("julian_day", day.getLong(JulianFields.JULIAN_DAY))
                .set("leap_year", day.isLeapYear())
                .set("year_day", day.getDayOfYear());
    }
}
