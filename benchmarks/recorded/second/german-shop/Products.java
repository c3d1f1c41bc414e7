import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.math.BigDecimal;

public class Products implements RowMigration {

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        target.insert("products")
                .copy("id", "artikel_nr")
                .copy("name", "bezeichnung")
                .set("price", BigDecimal.valueOf(source.bigint("preis_cent"), 2))
                .copy("weight_grams", "gewicht_g");
    }
}
