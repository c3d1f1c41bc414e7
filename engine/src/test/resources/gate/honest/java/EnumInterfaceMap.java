import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

public class EnumInterfaceMap implements RowMigration {
    private enum Unit { PIECE, BOX, PALLET }

    private static final Map<Unit, Integer> PIECES = Collections.unmodifiableMap(new EnumMap<>(Map.of(Unit.PIECE, 1, Unit.BOX, 24, Unit.PALLET, 960)));
    private static final Map<Unit, Function<Integer, String>> TEXTS = Map.of(
            Unit.PIECE, n -> n + " pcs",
            Unit.BOX, n -> n + (n == 1 ? " box" : " boxes"),
            Unit.PALLET, n -> n + " pal");

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        Unit unit = Unit.valueOf(source.text("unit").toUpperCase(Locale.ENGLISH));
        Integer quantity = source.integer("quantity");
        target.insert("stock").copy("id", "id").set("pieces", quantity * PIECES.get(unit)).set("label", TEXTS.get(unit).apply(quantity));
        for (Unit other : PIECES.keySet()) {
            if (other != unit && quantity * PIECES.get(unit) % PIECES.get(other) == 0) {
                target.insert("stock_alternatives").copy("stock_id", "id").set("unit", other.name()).set("quantity", quantity * PIECES.get(unit) / PIECES.get(other));
            }
        }
    }
}
