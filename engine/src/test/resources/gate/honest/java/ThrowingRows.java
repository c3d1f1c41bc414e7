import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public class ThrowingRows implements RowMigration {
    private static final class BadRow extends RuntimeException {
        private final String column;

        BadRow(String column, String message) {
            super(column + ": " + message);
            this.column = column;
        }

        String column() { return column; }
    }

    private static String required(SourceRow row, String column) {
        String value = row.text(column);
        if (value == null) {
            throw new BadRow(column, "is required");
        }
        return value;
    }

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        try {
            target.insert("items").set("sku", required(source, "sku")).set("name", required(source, "name"));
        } catch (BadRow e) {
            target.reject(e.getMessage() + " (" + e.column().length() + ")");
        } finally {
            required(source, "id");
        }
    }
}
