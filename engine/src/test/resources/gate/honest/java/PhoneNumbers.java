import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

public class PhoneNumbers implements RowMigration {
    private static final Pattern NON_DIGITS = Pattern.compile("[^0-9+]");
    private static final Pattern E164 = Pattern.compile("^\\+[1-9]\\d{6,14}$");
    private static final Pattern EXTENSION = Pattern.compile("(?:ext\\.?|x)\\s*(?<ext>\\d{1,6})\\s*$", Pattern.CASE_INSENSITIVE);
    private static final String DEFAULT_PREFIX = "+49";

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        String raw = source.text("phone");
        if (raw == null) {
            target.skip("no phone number");
            return;
        }
        String extension = null;
        Matcher matcher = EXTENSION.matcher(raw);
        if (matcher.find()) {
            extension = matcher.group("ext");
            raw = raw.substring(0, matcher.start());
        }
        String normalized = normalize(raw);
        if (!E164.matcher(normalized).matches()) {
            target.reject("phone number cannot be normalised to E.164");
            return;
        }
        target.insert("phones").copy("customer_id", "id").set("number", normalized).set("extension", extension);
    }

    static String normalize(String raw) {
        String digits = NON_DIGITS.matcher(raw).replaceAll("");
        if (digits.startsWith("00")) {
            return "+" + digits.substring(2);
        }
        if (digits.startsWith("0")) {
            return DEFAULT_PREFIX + digits.substring(1);
        }
        return digits.startsWith("+") ? digits : DEFAULT_PREFIX + digits;
    }
}
