import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

public class TernaryTreeOfOptionals implements RowMigration {
    private static Optional<Integer> toInt(String s) {
        try {
            return Optional.of(Integer.parseInt(s.trim()));
        } catch (NumberFormatException | NullPointerException ignored) {
            return Optional.empty();
        }
    }

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        Optional<Integer> width = toInt(source.text("width"));
        Optional<Integer> height = toInt(source.text("height"));
        Integer area = width.flatMap(w -> height.map(h -> w * h)).orElse(null);
        OptionalInt firstGap = IntStream.range(0, 10).filter(i -> source.text("slot" + i) == null).findFirst();
        firstGap.ifPresentOrElse(
                gap -> target.insert("boxes").copy("id", "id").set("area", area).set("gap", gap),
                () -> target.insert("boxes").copy("id", "id").set("area", area));
    }
}
