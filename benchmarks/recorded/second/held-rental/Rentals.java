import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public class Rentals implements RowMigration {

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        target.insert("rentals")
                .copy("id", "new_id")
                .copy("customer_id", "customer_key")
                .copy("vehicle_id", "vehicle_key")
                .copy("start_date", "from_dt")
                .copy("end_date", "to_dt")
                .copy("odometer_out", "km_out")
                .copy("odometer_in", "km_in");
    }
}
