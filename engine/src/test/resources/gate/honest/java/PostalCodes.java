import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

public class PostalCodes implements RowMigration {
    private enum Country {
        DE("\\d{5}", UnaryOperator.identity()),
        NL("\\d{4}[A-Z]{2}", code -> code.substring(0, 4) + " " + code.substring(4)),
        GB("[A-Z]{1,2}\\d[A-Z\\d]?\\d[A-Z]{2}", code -> code.substring(0, code.length() - 3) + " " + code.substring(code.length() - 3)),
        US("\\d{5}(\\d{4})?", code -> code.length() == 9 ? code.substring(0, 5) + "-" + code.substring(5) : code);

        private final Pattern pattern;
        private final UnaryOperator<String> layout;

        Country(String regex, UnaryOperator<String> layout) {
            this.pattern = Pattern.compile(regex);
            this.layout = layout;
        }

        boolean accepts(String code) {
            return pattern.matcher(code).matches();
        }

        String format(String code) {
            return layout.apply(code);
        }
    }

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        Country country;
        try {
            country = Country.valueOf(source.text("country").trim().toUpperCase());
        } catch (IllegalArgumentException | NullPointerException e) {
            target.reject("country has no rule for postal codes");
            return;
        }
        String code = source.text("zip") == null ? "" : source.text("zip").replaceAll("[\\s-]", "").toUpperCase();
        if (country == Country.DE && code.length() == 4) {
            code = "0" + code;
        }
        if (!country.accepts(code)) {
            target.reject("postal code does not fit " + country);
            return;
        }
        target.insert("places").copy("id", "id").set("country", country.name()).set("postal_code", country.format(code));
    }
}
