import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.ArrayList;
import java.util.List;

public class LocalTypes implements RowMigration {
    @Override
    public void migrate(SourceRow source, TargetRows target) {
        enum Side { LEFT, RIGHT }
        record Piece(Side side, String value) {
            boolean isEmpty() { return value == null || value.isEmpty(); }
        }
        interface Cleaner { String clean(String s); }

        Cleaner cleaner = s -> s == null ? null : s.strip();
        List<Piece> pieces = new ArrayList<>();
        for (Side side : Side.values()) {
            pieces.add(new Piece(side, cleaner.clean(source.text(side.name().toLowerCase() + "_lens"))));
        }
        for (Piece piece : pieces) {
            if (!piece.isEmpty()) {
                target.insert("lenses").copy("order_id", "id").set("side", piece.side().ordinal()).set("lens", piece.value());
            }
        }
    }
}
