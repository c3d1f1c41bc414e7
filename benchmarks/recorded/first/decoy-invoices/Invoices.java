import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public class Invoices implements RowMigration {

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        String status = statusOf(source.integer("status"));
        if (status == null) {
            target.reject("the request names no label for this status");
            return;
        }
        target.insert("invoices")
                .copy("id", "new_id")
                .copy("client_id", "client_key")
                .copy("number", "invoice_no")
                .copy("issued_on", "date_issued")
                .copy("due_on", "date_due")
                .copy("paid_on", "date_paid")
                .copy("net_total", "total_net")
                .copy("gross_total", "total_gross")
                .copy("tax_total", "tax")
                .set("status", status);
    }

    private static String statusOf(Integer code) {
        if (code == null) {
            return null;
        }
        if (code == 1) {
            return "sent";
        }
        if (code == 2) {
            return "paid";
        }
        if (code == 9) {
            return "void";
        }
        return null;
    }
}
