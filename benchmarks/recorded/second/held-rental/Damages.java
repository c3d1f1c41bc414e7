import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.math.BigDecimal;

public class Damages implements RowMigration {

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        Long cents = source.bigint("cost_cents");
        BigDecimal cost = cents == null ? null : BigDecimal.valueOf(cents, 2);
        target.insert("damages")
                .copy("id", "new_id")
                .copy("vehicle_id", "vehicle_key")
                .copy("rental_id", "rental_key")
                .copy("description", "descr")
                .set("cost", cost);
    }
}
