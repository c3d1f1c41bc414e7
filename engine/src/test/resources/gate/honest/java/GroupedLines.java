import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

public class GroupedLines implements RowMigration {
    private record Line(String sku, int quantity, BigDecimal price) {
        static Line parse(String text) {
            String[] cells = text.split("\\*");
            return new Line(cells[0], Integer.parseInt(cells[1]), new BigDecimal(cells[2]));
        }

        BigDecimal total() {
            return price.multiply(BigDecimal.valueOf(quantity));
        }
    }

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        List<Line> lines = Arrays.stream(source.text("basket").split(" ")).map(Line::parse).toList();
        Map<String, List<Line>> bySku = lines.stream().collect(Collectors.groupingBy(Line::sku));
        bySku.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(entry -> target.insert("basket_lines")
                .copy("basket_id", "id")
                .set("sku", entry.getKey())
                .set("quantity", entry.getValue().stream().mapToInt(Line::quantity).sum())
                .set("total", entry.getValue().stream().map(Line::total).reduce(BigDecimal.ZERO, BigDecimal::add)));
        Map<Character, Long> counts = lines.stream().collect(Collectors.groupingBy(l -> l.sku().charAt(0), TreeMap::new, Collectors.counting()));
        counts.forEach((initial, count) -> target.insert("basket_stats").copy("basket_id", "id").set("initial", initial.toString()).set("lines", count));
        Map<String, Integer> first = lines.stream().collect(Collectors.toMap(Line::sku, Line::quantity, (a, b) -> a, LinkedHashMap::new));
        Line dearest = lines.stream().max(Comparator.comparing(Line::total).thenComparing(Line::sku)).orElseThrow();
        target.insert("baskets").copy("id", "id").set("skus", first.size()).set("dearest", dearest.sku());
    }
}
