import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.math.BigDecimal;
import java.time.Month;
import java.time.Year;
import java.util.stream.IntStream;

public class PivotColumns implements RowMigration {
    @Override
    public void migrate(SourceRow source, TargetRows target) {
        Year year = Year.of(source.integer("year"));
        IntStream.rangeClosed(1, 12)
                .mapToObj(Month::of)
                .filter(month -> source.decimal(column(month)) != null)
                .forEach(month -> {
                    BigDecimal value = source.decimal(column(month));
                    target.insert("monthly_sales")
                            .copy("shop_id", "shop_id")
                            .set("month", year.atMonth(month).atDay(1))
                            .set("days", month.length(year.isLeap()))
                            .set("value", value);
                });
    }

    private static String column(Month month) {
        return "m" + (month.getValue() < 10 ? "0" : "") + month.getValue();
    }
}
