import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.Map;
import java.util.regex.Pattern;

public class VatNumbers implements RowMigration {
    private static final Map<String, Pattern> FORMATS = Map.of(
            "DE", Pattern.compile("DE\\d{9}"),
            "AT", Pattern.compile("ATU\\d{8}"),
            "FR", Pattern.compile("FR[A-HJ-NP-Z0-9]{2}\\d{9}"),
            "NL", Pattern.compile("NL\\d{9}B\\d{2}"));

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        String vat = source.text("vat_id");
        vat = vat == null ? "" : vat.replaceAll("[^A-Za-z0-9]", "").toUpperCase();
        boolean valid = vat.length() > 2 && FORMATS.containsKey(vat.substring(0, 2)) && FORMATS.get(vat.substring(0, 2)).matcher(vat).matches();
        target.insert("companies").copy("id", "id").set("vat_id", valid ? vat : null).set("vat_raw", valid ? null : source.text("vat_id"));
    }
}
