import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.Objects;

public class CheckedOwnException implements RowMigration {
    private static class ConversionException extends Exception {
        private static final long serialVersionUID = 1L;

        ConversionException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private static int cents(String text) throws ConversionException {
        Objects.requireNonNull(text, "text");
        try {
            String[] parts = text.split("\\.", -1);
            return Integer.parseInt(parts[0]) * 100 + (parts.length > 1 ? Integer.parseInt(parts[1]) : 0);
        } catch (NumberFormatException e) {
            throw new ConversionException("not an amount: " + text.length() + " characters", e);
        }
    }

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        try {
            target.insert("t").copy("id", "id").set("cents", cents(source.text("amount")));
        } catch (ConversionException e) {
            target.reject(e.getMessage() + (e.getCause() == null ? "" : " (number)"));
        }
    }
}
