import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

public class CompactRecords implements RowMigration {
    private record Range(int from, int to) implements Comparable<Range> {
        static final Range EMPTY = new Range(0, 0);

        Range {
            if (from > to) {
                int swap = from;
                from = to;
                to = swap;
            }
        }

        Range(int single) {
            this(single, single);
        }

        boolean overlaps(Range other) {
            return from <= other.to && other.from <= to;
        }

        @Override
        public int compareTo(Range o) {
            return Comparator.comparingInt(Range::from).thenComparingInt(Range::to).compare(this, o);
        }

        @Override
        public String toString() {
            return from + "-" + to;
        }
    }

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        SortedSet<Range> ranges = new TreeSet<>();
        for (String part : Objects.requireNonNullElse(source.text("pages"), "").split(",")) {
            String p = part.trim();
            if (p.isEmpty()) continue;
            int dash = p.indexOf('-');
            ranges.add(dash < 0 ? new Range(Integer.parseInt(p)) : new Range(Integer.parseInt(p.substring(0, dash)), Integer.parseInt(p.substring(dash + 1))));
        }
        List<Range> merged = new ArrayList<>();
        for (Range r : ranges) {
            if (!merged.isEmpty() && merged.getLast().overlaps(r)) {
                Range last = merged.removeLast();
                merged.add(new Range(last.from(), Math.max(last.to(), r.to())));
            } else {
                merged.add(r);
            }
        }
        target.insert("refs").copy("id", "id").set("pages", merged.stream().map(Range::toString).collect(Collectors.joining(","))).set("first", merged.isEmpty() ? Range.EMPTY.toString() : merged.get(0).toString());
    }
}
