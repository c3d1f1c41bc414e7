import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRow;
import dev.wharf.migration.TargetRows;
import java.util.Optional;
import java.util.function.Consumer;

public class OptionalOfFields implements RowMigration {
    private static <T> void ifSet(T value, Consumer<? super T> action) {
        if (value != null) {
            action.accept(value);
        }
    }

    @Override
    public void migrate(final SourceRow source, final TargetRows target) {
        final TargetRow row = target.insert("devices");
        row.copy("id", "id");
        ifSet(source.text("serial"), serial -> row.set("serial", serial.toUpperCase()));
        ifSet(source.integer("ram_mb"), mb -> row.set("ram_bytes", mb * 1024L * 1024L));
        Optional<Double> price = Optional.ofNullable(source.float8("price"));
        row.set("has_price", price.isPresent());
        price.filter(Double::isFinite).map(p -> Math.round(p * 100)).ifPresent(cents -> row.set("price_cents", cents));
        row.set("owner", Optional.ofNullable(source.text("owner")).stream().findFirst().orElse("nobody"));
    }
}
