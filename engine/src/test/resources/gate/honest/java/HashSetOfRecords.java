import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

public class HashSetOfRecords implements RowMigration {
    private record Edge(int from, int to) {
        Edge {
            if (from > to) {
                int swap = from;
                from = to;
                to = swap;
            }
        }
    }

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        Set<Edge> edges = new HashSet<>();
        for (String pair : source.text("edges").split(";")) {
            int dash = pair.indexOf('-');
            edges.add(new Edge(Integer.parseInt(pair.substring(0, dash)), Integer.parseInt(pair.substring(dash + 1))));
        }
        Map<Integer, Integer> degrees = new HashMap<>();
        edges.forEach(edge -> {
            degrees.merge(edge.from(), 1, Integer::sum);
            degrees.merge(edge.to(), 1, Integer::sum);
        });
        List<Integer> hubs = degrees.entrySet().stream().filter(e -> e.getValue() > 2).map(Map.Entry::getKey).sorted().collect(Collectors.toList());
        Collections.reverse(hubs);
        target.insert("graphs").copy("id", "id").set("edges", edges.size()).set("max_degree", degrees.isEmpty() ? 0 : Collections.max(degrees.values())).set("hubs", hubs.toString());
    }
}
