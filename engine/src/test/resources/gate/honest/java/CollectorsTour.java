import static java.util.stream.Collectors.averagingInt;
import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.partitioningBy;
import static java.util.stream.Collectors.reducing;
import static java.util.stream.Collectors.summarizingInt;
import static java.util.stream.Collectors.summingInt;
import static java.util.stream.Collectors.teeing;
import static java.util.stream.Collectors.toList;

import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.Arrays;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

public class CollectorsTour implements RowMigration {
    record Range(int min, int max) {}

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        List<Integer> marks = Arrays.stream(source.text("marks").split(",")).map(Integer::valueOf).collect(toList());
        Map<Boolean, List<Integer>> passed = marks.stream().collect(partitioningBy(m -> m >= 50));
        IntSummaryStatistics stats = marks.stream().collect(summarizingInt(m -> m));
        Range range = marks.stream().collect(teeing(
                Collectors.minBy(Integer::compare), Collectors.maxBy(Integer::compare), (a, b) -> new Range(a.orElse(0), b.orElse(0))));
        double average = marks.stream().collect(averagingInt(Integer::intValue));
        int total = marks.stream().collect(summingInt(Integer::intValue));
        int product = marks.stream().collect(reducing(1, m -> m % 10 + 1, (a, b) -> a * b % 9973));
        TreeSet<String> bands = marks.stream().collect(mapping(m -> m / 10 + "0s", Collectors.toCollection(TreeSet::new)));
        int half = marks.stream().collect(collectingAndThen(toList(), l -> l.size() / 2));
        String flat = marks.stream().collect(Collectors.filtering(m -> m > 0, Collectors.flatMapping(m -> java.util.stream.Stream.of(m, -m), Collectors.mapping(String::valueOf, Collectors.joining("/")))));
        target.insert("exams").copy("id", "id").set("passed", passed.get(true).size()).set("failed", passed.get(false).size())
                .set("mean", stats.getAverage()).set("max", stats.getMax()).set("low", range.min()).set("high", range.max())
                .set("average", average).set("total", total).set("product", product).set("bands", bands.toString()).set("half", half).set("flat", flat);
    }
}
