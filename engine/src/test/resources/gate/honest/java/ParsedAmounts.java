import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.ParseException;
import java.text.ParsePosition;
import java.util.Locale;

public class ParsedAmounts implements RowMigration {
    @Override
    public void migrate(SourceRow source, TargetRows target) {
        DecimalFormat format = new DecimalFormat("#,##0.###", new DecimalFormatSymbols(Locale.US));
        format.setParseBigDecimal(true);
        String text = source.text("amount");
        try {
            Number number = format.parse(text);
            ParsePosition position = new ParsePosition(0);
            format.parse(text, position);
            if (position.getIndex() < text.length()) {
                target.reject("something stands behind the amount");
                return;
            }
            target.insert("t").copy("id", "id").set("amount", number).set("whole", number.longValue());
        } catch (ParseException e) {
            target.reject("amount is not a number at " + e.getErrorOffset());
        }
    }
}
