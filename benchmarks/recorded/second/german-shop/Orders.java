import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public class Orders implements RowMigration {

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        String status = orderStatus(source.text("status"));
        if (status == null) {
            target.reject("no label is decided for this status");
            return;
        }
        target.insert("orders")
                .copy("id", "bestell_nr")
                .copy("customer_id", "kunde_nr")
                .copy("ordered_on", "bestellt_am")
                .set("status", status);
    }

    /** What values of status mean; null where nothing is decided. */
    private static String orderStatus(String value) {
        if (value == null) {
            return null;
        }
        return switch (value) {
            case "open" -> "open";
            case "shipped" -> "shipped";
            case "cancelled" -> "cancelled";
            default -> null;
        };
    }
}
