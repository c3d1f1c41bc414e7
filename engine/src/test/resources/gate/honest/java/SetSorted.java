import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

public class SetSorted implements RowMigration {
    private static final Set<String> KNOWN = Set.of("red", "green", "blue");

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        String colors = Objects.requireNonNullElse(source.text("colors"), "").toLowerCase(Locale.ROOT);
        String found = KNOWN.stream().filter(colors::contains).sorted().collect(Collectors.joining(","));
        String byLength = KNOWN.stream().sorted(Comparator.comparingInt(String::length).thenComparing(Function.identity())).toList().toString();
        boolean any = KNOWN.stream().anyMatch(colors::contains);
        long count = KNOWN.stream().filter(colors::contains).count();
        target.insert("things").copy("id", "id").set("colors", found).set("all", byLength).set("any", any).set("count", count).set("allowed", String.join("|", new TreeSet<>(KNOWN)));
    }
}
