package dev.wharf.audit;

import dev.wharf.audit.MappingStore.Mapping;
import dev.wharf.database.TargetSession;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
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

    /** A run that began after another one, not taken back as a whole, and the tables that it wrote into. */
    public record LaterRun(RunId run, Set<String> tables) {}

    /** The runs that began after a run and wrote, the latest first. */
    public List<LaterRun> laterRuns(RunId run) {
        Map<RunId, Set<String>> tables = new LinkedHashMap<>();
        sql.list(
                """
                SELECT o.run_id, c.target_table FROM @migration_runs o JOIN @migration_column_sets c ON c.run_id = o.run_id
                WHERE o.started_at > (SELECT started_at FROM @migration_runs WHERE run_id = ?) AND o.status <> 'rolled_back'
                ORDER BY o.started_at DESC, o.run_id DESC""",
                row -> tables.computeIfAbsent(new RunId(row.getString(1)), r -> new HashSet<>()).add(row.getString(2)),
                run.value());
        return tables.entrySet().stream().map(e -> new LaterRun(e.getKey(), e.getValue())).toList();
    }

    /** Those of these rows that a run updated and that it keeps so. */
    public Set<String> updated(RunId run, String targetTable, Collection<String> targetKeys) {
        return Set.copyOf(sql.list(
                "SELECT m.target_key FROM "
                        + KeyedRows.of(
                                sql.dialect(),
                                rows,
                                "target_key",
                                "m.run_id = ? AND m.target_table = ? AND m.kind = 'updated' AND " + KeyedRows.NOT_REVERSED),
                row -> row.getString(1),
                KeyedRows.once(targetKeys),
                run.value(),
                targetTable));
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
