import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;

public class MultiCatch implements RowMigration {
    @Override
    public void migrate(SourceRow source, TargetRows target) {
        try {
            int year = Integer.parseInt(source.text("y"));
            int month = Integer.parseInt(source.text("m"));
            int day = Integer.parseInt(source.text("d"));
            LocalDate date = LocalDate.of(year, month, day);
            BigDecimal rate = new BigDecimal(source.text("rate"));
            target.insert("rates").set("day", date).set("rate", rate.negate().abs().pow(2));
        } catch (NumberFormatException | DateTimeException e) {
            target.reject("row cannot be read: " + e.getMessage());
        } catch (NullPointerException e) {
            target.skip("a part is missing");
        } catch (RuntimeException e) {
            throw new IllegalStateException("unexpected " + e, e);
        }
    }
}
