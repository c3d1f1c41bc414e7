package dev.wharf.run;

import dev.wharf.audit.MappingStore;
import dev.wharf.audit.RunId;
import dev.wharf.transform.BatchRows;
import dev.wharf.transform.SourceItem;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which source rows of a run wrote the target rows that rows of a batch met. Few are looked for one by one; where a batch meets
 * many, all its keys are looked for at once. For one thread.
 */
final class FirstWriters {

    private static final int ONE_BY_ONE = 32;

    private final MappingStore mappings;
    private final RunId run;
    private final Map<String, Map<String, String>> atOnce = new HashMap<>();
    private int asked;

    FirstWriters(MappingStore mappings, RunId run) {
        this.mappings = mappings;
        this.run = run;
    }

    /** Another batch begins. */
    void begin() {
        asked = 0;
        atOnce.clear();
    }

    /** The source key that wrote a row; null where this run did not, or only a moment ago. */
    @Nullable String of(String table, String key, BatchRows batch) {
        Map<String, String> writers = asked++ < ONE_BY_ONE
                ? mappings.writersOf(run, table, List.of(key))
                : atOnce.computeIfAbsent(table, t -> mappings.writersOf(run, t, keys(t, batch)));
        return writers.get(key);
    }

    private static Set<String> keys(String table, BatchRows batch) {
        Set<String> keys = new HashSet<>();
        for (SourceItem item : batch.items()) {
            for (SourceItem.TargetRow row : item.rows()) {
                if (row.set().table().name().toString().equals(table)) {
                    keys.add(row.key());
                }
            }
        }
        return keys;
    }
}
