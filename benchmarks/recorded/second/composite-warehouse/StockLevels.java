import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public class StockLevels implements RowMigration {

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        target.insert("stock_levels")
                .copy("bin_id", "bin_key")
                .copy("sku", "sku")
                .copy("quantity", "qty")
                .copy("counted_on", "counted");
    }
}
