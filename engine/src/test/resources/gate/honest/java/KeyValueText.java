import dev.wharf.migration.Json;
import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;

public class KeyValueText implements RowMigration {
    private static final BinaryOperator<String> LAST_WINS = (first, second) -> second;

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        Map<String, String> attributes = Arrays.stream(source.text("attributes").split("\\R"))
                .map(line -> line.split("=", 2))
                .filter(pair -> pair.length == 2)
                .collect(Collectors.toMap(pair -> pair[0].trim(), pair -> pair[1].trim(), LAST_WINS, TreeMap::new));
        attributes.keySet().removeIf(key -> key.startsWith("_"));
        attributes.replaceAll((key, value) -> value.isEmpty() ? "n/a" : value);
        target.insert("products").copy("id", "id").set("attributes", Json.of(attributes)).set("n", attributes.size());
        String color = attributes.get("color");
        if (color != null && color.matches("#[0-9a-fA-F]{6}")) {
            int rgb = Integer.decode(color);
            target.insert("product_colors").copy("product_id", "id").set("r", rgb >> 16 & 0xff).set("g", rgb >> 8 & 0xff).set("b", rgb & 0xff);
        }
    }
}
