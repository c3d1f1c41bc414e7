import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;

public final class SyntaxTour implements RowMigration {
    /// A Markdown comment, with `code`.
    @FunctionalInterface
    private interface TriFunction<A, B, C, R> {
        R apply(A a, B b, C c);
    }

    private static <T, R extends Comparable<? super R>> Comparator<T> by(Function<? super T, ? extends R> key) {
        return (left, right) -> key.apply(left).compareTo(key.apply(right));
    }

    @SuppressWarnings({"unchecked", "unused"})
    private static int sum(final int... values) {
        int total = 0;
        for (final int value : values) total += value;
        return total;
    }

    @Override
    public void migrate(final SourceRow source, final TargetRows target) {
        TriFunction<String, String, Integer, String> join = (var a, var b, var n) -> (a + b).repeat(n);
        BiFunction<Integer, Integer, Integer> add = (_, b) -> b;
        Supplier<List<String>> lists = ArrayList<String>::new;
        IntFunction<int[]> arrays = int[]::new;
        Function<String, Integer> length = String::length;
        List<String> words = lists.get();
        words.add("x");
        words.sort(SyntaxTour.<String, Integer>by(length).thenComparing(Comparator.naturalOrder()));
        int matrix[][] = {{1, 2}, {3, 4}}, flat = 0;
        do {
            flat += matrix[flat % 2][0];
        } while (flat < 3);
        char c = 'a';
        c += 1;
        long bits = 1L << 40 | (0x1.8p1 > 2 ? 1 : 0);
        String text = switch (c) {
            case 'a' -> "a";
            case 'b', 'c' -> {
                if (flat > 100) yield "much";
                yield "little";
            }
            default -> throw new IllegalStateException();
        };
        Object o = source.integer("n");
        if (!(o instanceof Integer n && n > 0)) {
            target.skip("not positive");
            return;
        }
        synchronizedFree:
        {
            if (n > 10) break synchronizedFree;
            text = text + n;
        }
        ;
        target.insert("t").set("a", join.apply(text, "-", 2)).set("b", add.apply(1, n)).set("c", sum(arrays.apply(2))).set("d", sum()).set("e", bits)
                .set("f", words.isEmpty() ? null : words.get(0)).set("g", ((Function<Integer, Integer>) x -> x + 1).andThen(x -> x * 2).apply(n))
                .set("h", n > 5 ? n > 7 ? "big" : "medium" : "small").set("i", -n + ~n ^ +n).set("j", (double) n / 3).set("k", n++ + --flat);
    }
}
