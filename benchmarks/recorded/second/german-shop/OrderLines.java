import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public class OrderLines implements RowMigration {

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        target.insert("order_lines")
                .copy("order_id", "order_key")
                .copy("line_no", "pos")
                .copy("product_id", "artikel_nr")
                .copy("quantity", "menge");
    }
}
