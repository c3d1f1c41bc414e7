import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.function.ObjIntConsumer;
import java.util.function.ToIntFunction;

public class RecurringFields implements RowMigration {
    private static final IntFunction<String> COLUMN = i -> "value_" + i;
    private static final BiPredicate<String, Integer> FITS = (s, max) -> s == null || s.length() <= max;

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        ToIntFunction<String> size = s -> s == null ? 0 : s.length();
        ObjIntConsumer<String> write = (value, i) -> target.insert("values").copy("owner_id", "id").set("n", i).set("value", value);
        BooleanSupplier tooLong = () -> !FITS.test(source.text("value_0"), 100);
        if (tooLong.getAsBoolean()) {
            target.reject("value_0 is too long");
            return;
        }
        for (int i = 0; i < 4; i++) {
            String value = source.text(COLUMN.apply(i));
            if (size.applyAsInt(value) > 0) write.accept(value, i);
        }
    }
}
