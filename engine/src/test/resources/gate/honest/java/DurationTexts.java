import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.OptionalLong;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

public class DurationTexts implements RowMigration {
    private static final Pattern HUMAN = Pattern.compile("(?<amount>\\d+)\\s*(?<unit>d|h|min|m|s)\\b");

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        OptionalLong seconds = seconds(source.text("effort"));
        if (seconds.isEmpty()) {
            target.skip("no effort recorded");
        } else {
            target.insert("tasks").copy("id", "id").set("effort_seconds", seconds.getAsLong());
        }
    }

    private static OptionalLong seconds(String text) {
        if (text == null || text.isBlank()) {
            return OptionalLong.empty();
        }
        if (text.startsWith("PT")) {
            try {
                return OptionalLong.of(Duration.parse(text).getSeconds());
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException("effort is no ISO duration", e);
            }
        }
        long total = HUMAN.matcher(text).results().mapToLong(DurationTexts::seconds).sum();
        return total == 0 ? OptionalLong.empty() : OptionalLong.of(total);
    }

    private static long seconds(MatchResult part) {
        long amount = Long.parseLong(part.group("amount"));
        return switch (part.group("unit")) {
            case "d" -> Math.multiplyExact(amount, 86_400L);
            case "h" -> Math.multiplyExact(amount, 3_600L);
            case "min", "m" -> amount * 60;
            default -> amount;
        };
    }
}
