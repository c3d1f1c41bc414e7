import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

public class AddressLines implements RowMigration {
    private static final Pattern STREET = Pattern.compile("^(?<street>.+?)\\s+(?<number>\\d+\\s*[a-zA-Z]?(?:\\s*[-/]\\s*\\d+)?)$");
    private static final Pattern ZIP_CITY = Pattern.compile("""
            (?x)
            ^ (?<zip> \\d{4,5} ) \\s+
              (?<city> \\p{L} [\\p{L}\\s.-]* ) $""");
    private static final Map<String, String> COUNTRIES = Map.of("D", "DE", "A", "AT", "CH", "CH", "Germany", "DE", "Austria", "AT");

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        String line1 = Objects.requireNonNullElse(source.text("address1"), "");
        String line2 = Objects.requireNonNullElse(source.text("address2"), "");
        Matcher street = STREET.matcher(line1);
        Matcher city = ZIP_CITY.matcher(line2);
        boolean known = street.matches() && city.matches();
        var row = target.insert("addresses").copy("customer_id", "id");
        if (known) {
            row.set("street", street.group("street"))
               .set("house_number", street.group("number").replace(" ", ""))
               .set("zip", city.group("zip"))
               .set("city", city.group("city"));
        } else {
            row.set("free_text", Stream.of(line1, line2).filter(s -> !s.isBlank()).map(String::strip).collect(Collectors.joining(", ")));
        }
        row.set("country", COUNTRIES.getOrDefault(source.text("country"), "DE"));
    }
}
