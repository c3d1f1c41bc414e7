import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

public class GenericPairs implements RowMigration {
    private record Pair<A, B>(A left, B right) {
        static <A, B> Pair<A, B> of(A left, B right) {
            return new Pair<>(left, right);
        }

        <C> Pair<A, C> withRight(C other) {
            return new Pair<>(left, other);
        }
    }

    private static final List<Pair<String, Integer>> UNITS = List.of(Pair.of("kg", 1000), Pair.of("g", 1), Pair.of("t", 1_000_000));
    private static final Pair<String, Integer> DEFAULT = Pair.of("g", 1);

    private static <T, R> List<R> mapAll(Collection<? extends T> items, Function<? super T, ? extends R> f) {
        List<R> out = new ArrayList<>(items.size());
        for (T item : items) {
            out.add(f.apply(item));
        }
        return out;
    }

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        String unit = source.text("unit");
        Pair<String, Integer> found = UNITS.stream().filter(p -> p.left().equals(unit)).findFirst().orElse(DEFAULT);
        BigDecimal amount = Objects.requireNonNullElse(source.decimal("amount"), BigDecimal.ZERO);
        Pair<String, BigDecimal> inGrams = found.withRight(amount.multiply(BigDecimal.valueOf(found.right())));
        target.insert("weights").copy("id", "id").set("unit", inGrams.left()).set("grams", inGrams.right()).set("known", String.join("/", mapAll(UNITS, Pair::left)));
    }
}
