import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public class FinallyAndNestedTry implements RowMigration {
    @Override
    public void migrate(SourceRow source, TargetRows target) {
        int attempts = 0;
        Integer value = null;
        for (String column : new String[] {"v1", "v2", "v3"}) {
            try {
                attempts++;
                value = Integer.valueOf(source.text(column));
                break;
            } catch (NumberFormatException e) {
                if (column.equals("v3")) {
                    target.reject("no column holds a number: " + e.getMessage());
                    return;
                }
            }
        }
        StringBuilder trail = new StringBuilder();
        try {
            trail.append(10 / value);
        } catch (ArithmeticException e) {
            trail.append("zero");
        } finally {
            trail.append(';');
        }
        target.insert("t").set("value", value).set("attempts", attempts).set("trail", trail.toString());
    }
}
