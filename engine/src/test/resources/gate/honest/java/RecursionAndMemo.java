import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.HashMap;
import java.util.Map;

public class RecursionAndMemo implements RowMigration {
    @Override
    public void migrate(SourceRow source, TargetRows target) {
        Map<Integer, Long> memo = new HashMap<>();
        int n = Math.min(source.integer("n"), 80);
        target.insert("series").copy("id", "id").set("fib", fib(n, memo)).set("calls", memo.size()).set("gcd", gcd(n, 36));
    }

    private static long fib(int n, Map<Integer, Long> memo) {
        if (n < 2) return n;
        Long known = memo.get(n);
        if (known != null) return known;
        long result = fib(n - 1, memo) + fib(n - 2, memo);
        memo.put(n, result);
        return result;
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
