import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.DoubleStream;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

public class StreamOperations implements RowMigration {
    @Override
    public void migrate(SourceRow source, TargetRows target) {
        int[] values = Arrays.stream(source.text("values").split(" ")).mapToInt(Integer::parseInt).toArray();
        OptionalInt max = IntStream.of(values).max();
        OptionalDouble mean = Arrays.stream(values).average();
        long factorial = LongStream.rangeClosed(1, 10).reduce(1L, (a, b) -> a * b);
        double norm = Math.sqrt(DoubleStream.of(1.5, 2.5).map(d -> d * d).sum());
        List<Integer> sorted = Arrays.stream(values).boxed().sorted(Comparator.reverseOrder()).distinct().skip(1).limit(5).toList();
        List<String> pairs = Arrays.stream(values).boxed().gather(Gatherers.windowFixed(2)).map(Object::toString).toList();
        List<Integer> head = Stream.of(5, 4, 3, 9, 2).takeWhile(n -> n < 9).dropWhile(n -> n > 4).peek(n -> { }).toList();
        String expanded = Stream.of("a,b", "c").<String>mapMulti((s, sink) -> { for (String p : s.split(",")) sink.accept(p); }).reduce("", (a, b) -> a + b);
        boolean none = IntStream.iterate(1, i -> i < 100, i -> i * 2).noneMatch(i -> i == 50);
        Integer[] array = Stream.concat(sorted.stream(), head.stream()).toArray(Integer[]::new);
        target.insert("series").copy("id", "id").set("max", max.orElse(-1)).set("mean", mean.isPresent() ? mean.getAsDouble() : null).set("factorial", factorial)
                .set("norm", norm).set("sorted", sorted.toString()).set("pairs", String.join(";", pairs)).set("expanded", expanded).set("none", none).set("n", array.length)
                .set("last", Arrays.toString(array));
    }
}
