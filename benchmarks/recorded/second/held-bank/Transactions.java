import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.math.BigDecimal;

public class Transactions implements RowMigration {

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        target.insert("transactions")
                .copy("id", "txn_id")
                .copy("account_number", "account_key")
                .set("amount", BigDecimal.valueOf(source.bigint("amt_minor"), 2))
                .copy("booked_at", "booked")
                .copy("value_date", "value_date")
                .copy("memo", "memo");
    }
}
