import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.math.BigDecimal;

public class Payments implements RowMigration {

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        String method = paymentMethod(source.text("method"));
        if (method == null) {
            target.reject("no label is decided for this method of payment");
            return;
        }
        target.insert("payments")
                .copy("id", "new_id")
                .copy("rental_id", "rental_key")
                .set("amount", BigDecimal.valueOf(source.bigint("amt_cents"), 2))
                .copy("paid_on", "paid_dt")
                .set("method", method);
    }

    /** What values of method mean; null where nothing is decided. */
    private static String paymentMethod(String value) {
        if (value == null) {
            return null;
        }
        return switch (value) {
            case "card" -> "card";
            case "cash" -> "cash";
            case "transfer" -> "transfer";
            default -> null;
        };
    }
}
