package dev.wharf.audit;

import dev.wharf.catalog.Dialect;
import java.util.Collection;
import java.util.LinkedHashSet;

/**
 * Rows of the audit tables by many keys, found by one look into an index for each key. What a run writes is news to the
 * planner: it takes a million new rows for one, and then goes through all of them, for each batch or even for each key. So
 * these texts leave it no other way. Their rows are {@code m}.
 */
final class KeyedRows {

    /** That no rollback took the mapping {@code m} back, asked for each mapping by itself. */
    static final String NOT_REVERSED =
            """
            NOT EXISTS (SELECT 1 FROM @migration_reversals r
              WHERE r.run_id = m.run_id AND r.target_table = m.target_table AND r.target_key = m.target_key
                AND r.source_key = m.source_key LIMIT 1 OFFSET 0)""";

    private KeyedRows() {}

    /**
     * What stands behind FROM. Its first value is the collection of keys, each of them once, before those of {@code others}.
     *
     * @param table a table, or a view without a join
     * @param key the index's last column
     * @param others conditions on the other columns of the index
     */
    static String of(Dialect dialect, String table, String key, String others) {
        return switch (dialect) {
            case POSTGRESQL ->
                "unnest(?::text[]) AS asked (one) CROSS JOIN LATERAL (SELECT m.* FROM " + table + " m WHERE " + others
                        + " AND m." + key + " = asked.one OFFSET 0) m";
            // The left side of a CROSS JOIN is the outer loop.
            case SQLITE ->
                "(SELECT m.* FROM json_each(?) AS asked CROSS JOIN " + table + " m WHERE " + others + " AND m." + key
                        + " = asked.value) m";
        };
    }

    /** Each key once, in its order, which is mostly that of the index. */
    static Collection<String> once(Collection<String> keys) {
        return new LinkedHashSet<>(keys);
    }
}
