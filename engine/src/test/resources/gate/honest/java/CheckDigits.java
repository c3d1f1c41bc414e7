import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.stream.IntStream;

public class CheckDigits implements RowMigration {
    private static final int[][] D = {
        {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, {1, 2, 3, 4, 0, 6, 7, 8, 9, 5}, {2, 3, 4, 0, 1, 7, 8, 9, 5, 6}, {3, 4, 0, 1, 2, 8, 9, 5, 6, 7}, {4, 0, 1, 2, 3, 9, 5, 6, 7, 8},
        {5, 9, 8, 7, 6, 0, 4, 3, 2, 1}, {6, 5, 9, 8, 7, 1, 0, 4, 3, 2}, {7, 6, 5, 9, 8, 2, 1, 0, 4, 3}, {8, 7, 6, 5, 9, 3, 2, 1, 0, 4}, {9, 8, 7, 6, 5, 4, 3, 2, 1, 0}
    };
    private static final int[] WEIGHTS = {7, 3, 1};

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        String ean = source.text("ean");
        int sum = IntStream.range(0, ean.length()).map(i -> Character.getNumericValue(ean.charAt(ean.length() - 1 - i)) * (i % 2 == 0 ? 1 : 3)).sum();
        if (sum % 10 != 0) {
            target.reject("ean has a wrong check digit");
            return;
        }
        int verhoeff = 0;
        for (int i = 0; i < ean.length(); i++) verhoeff = D[verhoeff][ean.charAt(i) - '0'];
        int weighted = 0;
        for (int i = 0; i < ean.length(); i++) weighted += WEIGHTS[i % WEIGHTS.length] * Character.digit(ean.charAt(i), 36);
        target.insert("articles").copy("id", "id").set("ean", ean).set("verhoeff", verhoeff).set("weighted", weighted % 10);
    }
}
