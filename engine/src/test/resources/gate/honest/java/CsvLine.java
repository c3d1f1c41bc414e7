import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.ArrayList;
import java.util.List;

public class CsvLine implements RowMigration {
    private static final int EXPECTED_CELLS = 4;

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        String data = source.text("csv");
        List<String[]> rows = data.lines().map(CsvLine::split).map(cells -> cells.toArray(new String[0])).toList();
        for (int i = 1; i < rows.size(); i++) {
            String[] cells = rows.get(i);
            if (cells.length != EXPECTED_CELLS) {
                target.reject("line %d has %d cells instead of %d".formatted(i + 1, cells.length, EXPECTED_CELLS));
                return;
            }
            target.insert("imports").copy("file_id", "id").set("line_no", i).set("a", cells[0]).set("b", cells[1]).set("c", cells[2]).set("d", cells[3]);
        }
    }

    private static List<String> split(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quoted) {
                if (c == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                    cell.append('"');
                    i++;
                } else if (c == '"') {
                    quoted = false;
                } else {
                    cell.append(c);
                }
            } else if (c == '"') {
                quoted = true;
            } else if (c == ',') {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }
}
