import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.math.BigDecimal;

public class Transactions implements RowMigration {

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        Long minor = source.bigint("amt_minor");
        if (minor == null) {
            target.reject("the amount is missing");
            return;
        }
        target.insert("transactions")
                .copy("id", "new_id")
                .copy("account_number", "account_key")
                .set("amount", BigDecimal.valueOf(minor, 2))
                .copy("booked_at", "booked")
                .copy("value_date", "value_date")
                .copy("memo", "memo");
    }
}
