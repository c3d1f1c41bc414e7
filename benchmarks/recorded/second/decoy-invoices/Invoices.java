import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public class Invoices implements RowMigration {

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        String status = statusLabel(source.integer("status"));
        if (status == null) {
            target.reject("the request names no label for this status");
            return;
        }
        target.insert("invoices")
                .copy("id", "invoice_id")
                .copy("client_id", "client_id")
                .copy("number", "invoice_no")
                .copy("issued_on", "date_issued")
                .copy("due_on", "date_due")
                .copy("paid_on", "date_paid")
                .copy("net_total", "total_net")
                .copy("gross_total", "total_gross")
                .copy("tax_total", "tax")
                .set("status", status);
    }

    private static String statusLabel(int code) {
        return switch (code) {
            case 1 -> "sent";
            case 2 -> "paid";
            case 9 -> "void";
            default -> null;
        };
    }
}
