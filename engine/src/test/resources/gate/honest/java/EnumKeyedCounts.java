import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

public class EnumKeyedCounts implements RowMigration {
    private enum Priority {
        LOW("l", "low"), NORMAL("n", "normal", "std"), HIGH("h", "urgent", "asap");

        private final String[] aliases;

        Priority(String... aliases) {
            this.aliases = aliases;
        }

        static Priority parse(String text) {
            return Arrays.stream(values())
                    .filter(p -> p.name().equalsIgnoreCase(text) || Arrays.asList(p.aliases).contains(text.toLowerCase()))
                    .findFirst()
                    .orElse(NORMAL);
        }
    }

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        Map<Priority, Long> counts = Arrays.stream(source.text("priorities").split(","))
                .map(Priority::parse)
                .collect(Collectors.groupingBy(p -> p, () -> new EnumMap<>(Priority.class), Collectors.counting()));
        counts.forEach((priority, n) -> target.insert("counts").copy("board_id", "id").set("priority", priority.name()).set("n", n));
    }
}
