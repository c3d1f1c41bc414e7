import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public class Prices implements RowMigration {
    @Override
    public void migrate(SourceRow source, TargetRows target) {
        target.insert("prices").set("id", source.bigint("id")).copy("amount", "amount");
    }
}
