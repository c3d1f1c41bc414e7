import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public class LabeledLoops implements RowMigration {
    @Override
    public void migrate(SourceRow source, TargetRows target) {
        String grid = source.text("grid");
        String[] rows = grid.split("/");
        int found = -1;
        outer:
        for (int y = 0; y < rows.length; y++) {
            for (int x = 0; x < rows[y].length(); x++) {
                if (rows[y].charAt(x) == '#') {
                    continue outer;
                }
                if (rows[y].charAt(x) == 'X') {
                    found = y * 100 + x;
                    break outer;
                }
            }
        }
        int[][] counts = new int[3][];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = new int[i + 1];
            counts[i][i] = i * i;
        }
        int sum = 0;
        for (int[] line : counts) for (int n : line) sum += n;
        target.insert("boards").copy("id", "id").set("found", found >= 0 ? found : null).set("sum", sum);
    }
}
