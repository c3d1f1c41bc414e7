package dev.wharf.audit;

import dev.wharf.database.TargetSession;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code migration_rejects}: source rows that were bad, with their key and why. */
public final class RejectStore {

    private static final List<String> COLUMNS = List.of("run_id", "step", "source_key", "reason", "batch");

    private final Sql sql;

    public RejectStore(Sql sql) {
        this.sql = sql;
    }

    public record Reject(String runId, String step, String sourceKey, String reason, int batch) {}

    /** Appends rejects within the session's transaction. */
    public void append(TargetSession session, List<Reject> rejects) {
        List<@Nullable Object[]> rows = new ArrayList<>(rejects.size());
        for (Reject r : rejects) {
            rows.add(new @Nullable Object[] {r.runId(), r.step(), r.sourceKey(), r.reason(), r.batch()});
        }
        session.append(AuditTables.name(sql.dialect(), "migration_rejects"), COLUMNS, rows);
    }

    /** The rejects of a run that no retry has moved since, with the latest reason. */
    public List<Reject> of(RunId run) {
        return sql.list(
                "SELECT * FROM " + current() + " WHERE run_id = ? ORDER BY step, batch, source_key",
                row -> new Reject(
                        row.getString("run_id"),
                        row.getString("step"),
                        row.getString("source_key"),
                        row.getString("reason"),
                        row.getInt("batch")),
                run.value());
    }

    /** How many rejects of a step each of its ranges still has, by the range's number. */
    public Map<Integer, Long> byBatch(RunId run, String step) {
        Map<Integer, Long> counts = new TreeMap<>();
        sql.list(
                "SELECT batch, count(*) FROM @current_rejects WHERE run_id = ? AND step = ? GROUP BY batch",
                row -> counts.put(row.getInt(1), row.getLong(2)),
                run.value(),
                step);
        return counts;
    }

    /** The source keys of the rejects that a range tries again. */
    public List<String> keysOf(RunId run, String step, int retryBatch) {
        return sql.list(
                """
                SELECT r.source_key FROM @current_rejects r
                JOIN @migration_batches d ON d.run_id = r.run_id AND d.step = r.step AND d.pass = 'data' AND d.batch = r.batch
                JOIN @migration_batches t ON t.run_id = d.run_id AND t.step = d.step AND t.pass = 'retry'
                    AND coalesce(t.after_key, '') = coalesce(d.after_key, '')
                    AND coalesce(t.through_key, '') = coalesce(d.through_key, '')
                WHERE r.run_id = ? AND r.step = ? AND t.batch = ?""",
                row -> row.getString(1),
                run.value(),
                step,
                retryBatch);
    }

    /** Tables that an older Wharf made know of no retries. */
    private String current() {
        return AuditSchema.version(sql).orElse(0) < 2 ? "@migration_rejects" : "@current_rejects";
    }

    /** The reasons of a run's rejects with how many rows each has, the most frequent first. */
    public Map<String, Long> reasons(RunId run, int most) {
        Map<String, Long> reasons = new LinkedHashMap<>();
        sql.list(
                "SELECT step, reason, count(*) AS n FROM " + current() + " WHERE run_id = ? GROUP BY step, reason"
                        + " ORDER BY n DESC, step, reason LIMIT " + most,
                row -> reasons.put(row.getString("step") + ": " + row.getString("reason"), row.getLong("n")),
                run.value());
        return reasons;
    }
}
