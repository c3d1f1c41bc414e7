import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;

public class AnonymousComparator implements RowMigration {
    @Override
    public void migrate(SourceRow source, TargetRows target) {
        List<String> parts = new ArrayList<>(List.of(source.text("parts").split(",")));
        Collections.sort(parts, new Comparator<String>() {
            @Override
            public int compare(String a, String b) {
                int byLength = Integer.compare(a.length(), b.length());
                return byLength != 0 ? byLength : a.compareTo(b);
            }
        });
        for (Iterator<String> it = parts.iterator(); it.hasNext();) {
            if (it.next().isBlank()) it.remove();
        }
        ListIterator<String> it = parts.listIterator();
        while (it.hasNext()) {
            String part = it.next();
            it.set(part.trim() + "@" + it.nextIndex());
        }
        Collections.swap(parts, 0, parts.size() - 1);
        parts.subList(1, Math.max(1, parts.size() - 1)).clear();
        parts.addFirst("head");
        target.insert("parts").copy("id", "id").set("parts", String.join(",", parts)).set("n", Collections.frequency(parts, "head")).set("min", Collections.min(parts));
    }
}
