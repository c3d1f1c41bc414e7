import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.util.Locale;

public class DecimalFormats implements RowMigration {
    @Override
    public void migrate(SourceRow source, TargetRows target) {
        DecimalFormat format = new DecimalFormat("#,##0.00", DecimalFormatSymbols.getInstance(Locale.GERMANY));
        BigDecimal amount = source.decimal("amount");
        NumberFormat percent = NumberFormat.getPercentInstance(Locale.US);
        target.insert("labels").copy("id", "id").set("amount_text", format.format(amount)).set("share", percent.format(source.float8("share")));
    }
}
