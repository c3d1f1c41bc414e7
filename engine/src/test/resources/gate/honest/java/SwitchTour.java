import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

public class SwitchTour implements RowMigration {
    private static Object value(SourceRow row) {
        String type = row.text("type");
        return switch (type) {
            case "int" -> row.integer("value");
            case "date" -> row.date("value");
            case "dec" -> row.decimal("value");
            case "list" -> List.of(row.text("value").split(","));
            case String t when t.isBlank() -> null;
            default -> row.text("value");
        };
    }

    private static String describe(Object value) {
        return switch (value) {
            case null -> "nothing";
            case Integer i when i > 1_000 -> "big";
            case Integer i when i < 0 -> "negative";
            case Integer _ -> "number";
            case LocalDate d when d.isLeapYear() -> "leap day?";
            case LocalDate d -> d.getDayOfWeek().name();
            case BigDecimal d -> d.signum() == 0 ? "zero" : "amount";
            case List<?> l when l.isEmpty() -> "empty";
            case List<?> l -> "list of " + l.size();
            case String s -> s;
            default -> throw new IllegalStateException("unexpected " + value);
        };
    }

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        int days;
        switch (source.integer("month")) {
            case 2:
                days = 28;
                break;
            case 4:
            case 6:
            case 9:
            case 11:
                days = 30;
                break;
            default:
                days = 31;
        }
        target.insert("values").copy("id", "id").set("kind", describe(value(source))).set("days", days);
    }
}
