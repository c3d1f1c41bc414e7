package dev.wharf.audit;

import dev.wharf.audit.MappingStore.Mapping;
import dev.wharf.database.TargetSession;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code migration_reversals}: mappings whose rows a rollback took back, and what is left to take back. The mappings of the
 * run's entities are unpacked, see {@link PackedMappings}.
 */
public final class ReversalStore {

    private final Sql sql;
    private final String rows;

    public ReversalStore(Sql sql) {
        this.sql = sql;
        this.rows = AuditSchema.version(sql).orElse(0) < 5 ? "@migration_mappings" : "@migration_mapping_rows";
    }

    /** Records that mappings' rows were taken back, or were found missing. */
    public void append(TargetSession session, List<Mapping> mappings, String outcome) {
        List<@Nullable Object[]> rows = new ArrayList<>(mappings.size());
        for (Mapping m : mappings) {
            rows.add(new @Nullable Object[] {
                m.runId(), m.step(), m.namespace(), m.entity(), m.sourceKey(), m.targetTable(), m.targetKey(), outcome
            });
        }
        session.append(
                AuditTables.name(sql.dialect(), "migration_reversals"),
                List.of("run_id", "step", "namespace", "entity", "source_key", "target_table", "target_key", "outcome"),
                rows);
    }

    /**
     * The mappings of a run that are not reversed, those of one table in the order of their target keys, which an index gives;
     * at most {@code limit} behind the key {@code behind}.
     *
     * @param downwards from the greatest key to the least
     */
    public List<Mapping> toTakeBack(
            RunId run, String step, String targetTable, @Nullable String behind, boolean downwards, int limit) {
        List<@Nullable Object> values = new ArrayList<>(List.of(run.value(), targetTable));
        if (behind != null) {
            values.add(behind);
        }
        values.add(step);
        return sql.list(
                "SELECT m.* FROM " + rows + " m WHERE m.run_id = ? AND m.target_table = ?"
                        + (behind == null ? "" : " AND m.target_key " + (downwards ? "<" : ">") + " ?")
                        + " AND m.step = ? AND m.kind <> 'existing' AND " + KeyedRows.NOT_REVERSED
                        + " ORDER BY m.target_key" + (downwards ? " DESC" : "") + " LIMIT " + limit,
                MappingStore::read,
                values.toArray());
    }

    /**
     * Current mappings that other runs keep of the same source rows and the same target rows: once a row is gone, they would
     * say that it is there.
     */
    public List<Mapping> sharing(List<Mapping> gone) {
        Map<String, Set<String>> targets = new HashMap<>();
        gone.forEach(m -> targets.computeIfAbsent(m.sourceKey(), k -> new HashSet<>(1)).add(m.targetKey()));
        Mapping any = gone.getFirst();
        return sql
                .list(
                        "SELECT m.* FROM "
                                + KeyedRows.of(
                                        sql.dialect(),
                                        rows,
                                        "source_key",
                                        "m.namespace = ? AND m.entity = ? AND " + KeyedRows.NOT_REVERSED)
                                + " WHERE m.target_table = ? AND m.run_id <> ?",
                        MappingStore::read,
                        targets.keySet(),
                        any.namespace(),
                        any.entity(),
                        any.targetTable(),
                        any.runId())
                .stream()
                .filter(m -> targets.get(m.sourceKey()).contains(m.targetKey()))
                .toList();
    }

    /** How many rows went which way; removed, restored, missing. */
    public Map<String, Long> byOutcome(RunId run) {
        Map<String, Long> counts = new HashMap<>();
        sql.list(
                "SELECT outcome, count(*) FROM @migration_reversals WHERE run_id = ? GROUP BY outcome",
                row -> counts.put(row.getString(1), row.getLong(2)),
                run.value());
        return counts;
    }
}
