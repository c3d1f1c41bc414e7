import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public class Items implements RowMigration {

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        target.insert("items")
                .copy("sku", "sku")
                .copy("description", "descr")
                .copy("unit_price", "unit_price");
    }
}
