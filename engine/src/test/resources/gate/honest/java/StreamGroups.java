import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.IntSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

public class StreamGroups implements RowMigration {
    private record Line(String sku, int quantity, BigDecimal price) {
        BigDecimal total() {
            return price.multiply(BigDecimal.valueOf(quantity));
        }
    }

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        List<Line> lines = Optional.ofNullable(source.text("lines")).orElse("").lines().map(l -> l.split("\\|")).filter(p -> p.length == 3)
                .map(p -> new Line(p[0], Integer.parseInt(p[1]), new BigDecimal(p[2]))).collect(Collectors.toList());
        TreeMap<String, BigDecimal> bySku = lines.stream().collect(Collectors.groupingBy(Line::sku, TreeMap::new, Collectors.mapping(Line::total, Collectors.reducing(BigDecimal.ZERO, BigDecimal::add))));
        Map<Boolean, List<Line>> large = lines.stream().collect(Collectors.partitioningBy(l -> l.quantity() > 10));
        Map<String, Integer> quantities = lines.stream().collect(Collectors.toMap(Line::sku, Line::quantity, Integer::sum, LinkedHashMap::new));
        IntSummaryStatistics stats = lines.stream().mapToInt(Line::quantity).summaryStatistics();
        for (Map.Entry<String, BigDecimal> e : bySku.entrySet()) {
            target.insert("sums").copy("order_id", "id").set("sku", e.getKey()).set("total", e.getValue()).set("quantity", quantities.get(e.getKey()));
        }
        target.insert("orders").copy("id", "id").set("large", large.get(true).size()).set("small", large.get(false).stream().map(Line::sku).collect(Collectors.joining(",", "[", "]")))
                .set("max", stats.getCount() == 0 ? null : stats.getMax()).set("avg", BigDecimal.valueOf(stats.getAverage()).setScale(3, RoundingMode.HALF_UP))
                .set("best", bySku.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey).orElse(null));
    }
}
