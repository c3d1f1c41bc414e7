import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

public class TrackFacts implements RowMigration {
    @Override
    public void migrate(SourceRow source, TargetRows target) {
        Integer millis = source.integer("Milliseconds");
        Duration length = Duration.ofMillis(millis == null ? 0 : millis);
        String clock = "%d:%02d:%02d".formatted(length.toHours(), length.toMinutesPart(), length.toSecondsPart());
        target.insert("tracks")
                .copy("track_id", "TrackId")
                .copy("title", "Name")
                .set("seconds", length.toSeconds())
                .set("clock", clock)
                .set("iso_length", length.toString())
                .set("mebibytes", source.bigint("Bytes") == null ? null : source.bigint("Bytes") / (1024 * 1024));
        List<String> composers = composers(source.text("Composer"));
        IntStream.range(0, composers.size()).forEach(i -> target.insert("track_composers")
                .copy("track_id", "TrackId")
                .set("position", i + 1)
                .set("composer", composers.get(i)));
    }

    private List<String> composers(String text) {
        List<String> result = new ArrayList<>();
        if (text != null) {
            for (String part : text.split("\\s*(?:,|/|&|;| and )\\s*")) {
                if (!part.isEmpty() && !result.contains(part)) {
                    result.add(part);
                }
            }
        }
        return result;
    }
}
