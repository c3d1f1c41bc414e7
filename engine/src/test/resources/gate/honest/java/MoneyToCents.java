import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.math.BigDecimal;
import java.math.RoundingMode;

public class MoneyToCents implements RowMigration {
    private static final BigDecimal VAT_RATE = new BigDecimal("0.19");
    private static final BigDecimal CENTS = BigDecimal.valueOf(100L);

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        BigDecimal total = source.decimal("Total");
        if (total == null || total.signum() < 0) {
            target.reject("total is missing or negative");
            return;
        }
        BigDecimal net = total.divide(BigDecimal.ONE.add(VAT_RATE), 10, RoundingMode.HALF_UP).setScale(2, RoundingMode.HALF_EVEN);
        BigDecimal vat = total.subtract(net);
        long cents;
        try {
            cents = total.multiply(CENTS).longValueExact();
        } catch (ArithmeticException e) {
            target.reject("total has more than two decimals: " + e.getMessage());
            return;
        }
        target.insert("invoices")
                .copy("id", "InvoiceId")
                .set("total_cents", cents)
                .set("net", net)
                .set("vat", vat.stripTrailingZeros().toPlainString())
                .set("is_large", total.compareTo(new BigDecimal("1000")) >= 0);
    }
}
