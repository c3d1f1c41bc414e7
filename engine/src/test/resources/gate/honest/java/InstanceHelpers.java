import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRow;
import dev.wharf.migration.TargetRows;
import java.math.BigDecimal;

public class InstanceHelpers implements RowMigration {
    @Override
    public void migrate(SourceRow source, TargetRows target) {
        this.insertHeader(source, target);
        insertTotals(source, target.insert("totals"));
    }

    private void insertHeader(SourceRow source, TargetRows target) {
        target.insert("headers").copy("id", "id").set("title", this.trimmed(source, "title"));
    }

    protected void insertTotals(SourceRow source, TargetRow row) {
        row.set("id", source.bigint("id")).set("net", orZero(source.decimal("net"))).set("gross", orZero(source.decimal("gross")));
    }

    private String trimmed(SourceRow source, String column) {
        String value = source.text(column);
        return value == null ? null : value.trim();
    }

    BigDecimal orZero(BigDecimal value) {
        return value != null ? value : BigDecimal.ZERO;
    }
}
