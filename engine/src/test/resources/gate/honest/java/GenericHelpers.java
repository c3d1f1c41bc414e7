import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Supplier;

public class GenericHelpers implements RowMigration {
    @SafeVarargs
    private static <T> T coalesce(T... values) {
        for (T value : values) {
            if (value != null) return value;
        }
        return null;
    }

    private static <T extends Comparable<? super T>> T clamp(T value, T low, T high) {
        return value.compareTo(low) < 0 ? low : value.compareTo(high) > 0 ? high : value;
    }

    private static <A, B> void each(Collection<? extends A> items, B extra, BiConsumer<? super A, ? super B> action) {
        for (A item : items) action.accept(item, extra);
    }

    private static <T> T or(T value, Supplier<? extends T> other) {
        return value == null ? other.get() : value;
    }

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        String name = coalesce(source.text("nick"), source.text("first"), source.text("login"), "?");
        Integer score = clamp(or(source.integer("score"), () -> 50), 0, 100);
        BiFunction<String, Integer, String> label = (n, s) -> n + "#" + s;
        each(List.of("de", "en"), label.andThen(String::toUpperCase).apply(name, score), (lang, text) -> target.insert("labels")
                .copy("id", "id").set("lang", lang).set("text", Objects.requireNonNull(text)));
    }
}
