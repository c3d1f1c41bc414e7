import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

public final class Streams implements RowMigration {

    private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");
    private static final Pattern PAIR = Pattern.compile("(?<key>[a-z]+)=(?<value>.*)");
    private static final List<String> LEVELS = List.of("low", "mid", "high");
    private static final Comparator<String> ORDER = Comparator.comparing(String::length).thenComparing(Comparator.naturalOrder());

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        String tags = source.text("tags");
        List<String> words = COMMA.splitAsStream(tags == null ? "" : tags)
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .map(word -> word.toLowerCase(Locale.ROOT))
                .distinct()
                .sorted(ORDER)
                .toList();
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String word : words) {
            Matcher matcher = PAIR.matcher(word);
            if (matcher.matches()) {
                pairs.put(matcher.group("key"), matcher.group("value"));
            }
        }
        Map<Integer, List<String>> byLength = words.stream().collect(Collectors.groupingBy(String::length, TreeMap::new, Collectors.toList()));
        String joined = byLength.entrySet().stream()
                .map(e -> e.getKey() + ":" + String.join("|", e.getValue()))
                .collect(Collectors.joining(";", "[", "]"));
        int level = IntStream.range(0, LEVELS.size()).filter(i -> words.contains(LEVELS.get(i))).findFirst().orElse(-1);
        List<Integer> lengths = new ArrayList<>(words.stream().map(String::length).toList());
        lengths.sort(Comparator.reverseOrder());
        Function<Integer, Integer> twice = n -> n * 2;
        long total = lengths.stream().map(twice).mapToLong(Integer::longValue).sum();
        for (int i = 0; i < words.size(); i++) {
            target.insert("tags").copy("item_id", "id").set("position", i).set("tag", words.get(i));
        }
        target.insert("items")
                .copy("id", "id")
                .set("summary", joined)
                .set("level", level)
                .set("total", total)
                .set("colour", pairs.getOrDefault("colour", Stream.of("red", "blue").max(ORDER).orElseThrow()));
    }
}
