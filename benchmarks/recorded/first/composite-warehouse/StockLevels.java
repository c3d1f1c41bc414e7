import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public class StockLevels implements RowMigration {

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        target.insert("stock_levels")
                .set("bin_id", source.uuid("bin_key"))
                .copy("sku", "sku")
                .copy("quantity", "qty")
                .set("counted_on", source.date("counted"));
    }
}
