import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

public class ColorNames implements RowMigration {
    record Rgb(int red, int green, int blue) {
        static Rgb parse(String hex) {
            int value = Integer.parseInt(hex.startsWith("#") ? hex.substring(1) : hex, 16);
            return new Rgb(value >> 16 & 0xFF, value >> 8 & 0xFF, value & 0xFF);
        }

        int distance(Rgb other) {
            int dr = red - other.red, dg = green - other.green, db = blue - other.blue;
            return dr * dr + dg * dg + db * db;
        }
    }

    private static final Map<String, Rgb> NAMED = Stream.of("red=ff0000", "green=00ff00", "blue=0000ff", "white=ffffff", "black=000000")
            .map(s -> s.split("="))
            .collect(Collectors.collectingAndThen(Collectors.toMap(p -> p[0], p -> Rgb.parse(p[1])), Map::copyOf));

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        Rgb color = Rgb.parse(source.text("color"));
        String nearest = NAMED.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .min(Comparator.comparingInt(e -> e.getValue().distance(color)))
                .map(Map.Entry::getKey)
                .orElseThrow();
        target.insert("colors").copy("id", "id").set("name", nearest).set("hex", String.format("#%02x%02x%02x", color.red(), color.green(), color.blue()));
    }
}
