import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.math.BigDecimal;

public class Vehicles implements RowMigration {

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        String available = availability(source.text("avail"));
        if (available == null) {
            target.reject("it is not decided whether this means available");
            return;
        }
        target.insert("vehicles")
                .copy("id", "new_id")
                .copy("registration_plate", "reg_plate")
                .copy("make", "make")
                .copy("model", "model")
                .copy("year", "yr")
                .set("daily_rate", BigDecimal.valueOf(source.bigint("daily_rate_cents"), 2))
                .set("available", Boolean.valueOf(available));
    }

    /** What values of avail mean; null where nothing is decided. */
    private static String availability(String value) {
        if (value == null) {
            return null;
        }
        return switch (value) {
            case "true" -> "true";
            case "false" -> "false";
            default -> null;
        };
    }
}
