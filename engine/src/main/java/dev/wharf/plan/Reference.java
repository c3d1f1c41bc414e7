package dev.wharf.plan;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A reference that the engine resolves and the class reads as a source column.
 *
 * @param entity whose mapping is looked up by the values of {@code from}; null where a row is matched instead
 * @param table where a row that was in the target before is matched; null where a mapping is looked up
 * @param match target column → extract column
 * @param key the matched row's column that the reference gives
 * @param later filled in a closing pass
 * @param fills for a later reference: the table and column that the pass fills
 */
public record Reference(
        String column,
        @Nullable String entity,
        List<String> from,
        @Nullable String table,
        Map<String, String> match,
        @Nullable String key,
        Missing missing,
        boolean later,
        @Nullable Fills fills) {

    public Reference {
        from = List.copyOf(from);
        match = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(match));
    }

    public enum Missing {
        REJECT,
        NULL,
        SKIP,
        FAIL
    }

    public record Fills(String table, String column) {}
}
