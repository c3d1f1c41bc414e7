import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

public class NumberTexts implements RowMigration {
    private static final Pattern GERMAN = Pattern.compile("-?\\d{1,3}(\\.\\d{3})*(,\\d+)?");
    private static final Pattern ENGLISH = Pattern.compile("-?\\d{1,3}(,\\d{3})*(\\.\\d+)?");

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        Optional<BigDecimal> number = Optional.ofNullable(source.text("amount"))
                .map(String::strip)
                .map(s -> s.replace("€", "").replace("EUR", "").strip())
                .flatMap(NumberTexts::parse);
        if (number.isEmpty()) {
            target.reject("amount is not a number");
            return;
        }
        BigDecimal value = number.get();
        target.insert("bookings").copy("id", "id")
                .set("amount", value)
                .set("precision", value.precision())
                .set("scale", value.scale())
                .set("negative", value.signum() == -1)
                .set("engineering", value.toEngineeringString())
                .set("unscaled", value.unscaledValue().toString());
    }

    private static Optional<BigDecimal> parse(String text) {
        if (GERMAN.matcher(text).matches()) {
            return Optional.of(new BigDecimal(text.replace(".", "").replace(',', '.')));
        }
        if (ENGLISH.matcher(text).matches()) {
            return Optional.of(new BigDecimal(text.replace(",", "")));
        }
        return Optional.empty();
    }
}
