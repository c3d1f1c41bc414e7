import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public class FixedWidthRecords implements RowMigration {
    private record Field(String column, int start, int end) {
        String cut(String line) {
            return start >= line.length() ? "" : line.substring(start, Math.min(end, line.length())).stripTrailing();
        }
    }

    private static final Field[] NONE = {};

    private static Field[] layout(char kind) {
        return switch (kind) {
            case 'H' -> new Field[] {new Field("batch", 1, 9), new Field("created", 9, 17)};
            case 'D' -> new Field[] {new Field("account", 1, 11), new Field("amount", 11, 23), new Field("text", 23, 50)};
            default -> NONE;
        };
    }

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        final var line = source.text("line");
        if (line == null || line.isEmpty()) {
            target.skip("empty line");
            return;
        }
        final var fields = layout(line.charAt(0));
        if (fields.length == 0) {
            target.reject("record kind " + line.charAt(0) + " is unknown");
            return;
        }
        final var row = target.insert(line.charAt(0) == 'H' ? "headers" : "details");
        for (var field : fields) {
            final var value = field.cut(line);
            row.set(field.column(), "amount".equals(field.column()) ? (Object) Long.valueOf(value.strip()) : value);
        }
        row.copy("line_no", "line_no");
    }
}
