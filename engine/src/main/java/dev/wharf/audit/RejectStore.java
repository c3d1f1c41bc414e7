package dev.wharf.audit;

import dev.wharf.database.TargetSession;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    public List<Reject> of(RunId run) {
        return sql.list(
                "SELECT * FROM @migration_rejects WHERE run_id = ? ORDER BY step, batch, source_key",
                row -> new Reject(
                        row.getString("run_id"),
                        row.getString("step"),
                        row.getString("source_key"),
                        row.getString("reason"),
                        row.getInt("batch")),
                run.value());
    }

    /** The reasons of a run's rejects with how many rows each has, the most frequent first. */
    public Map<String, Long> reasons(RunId run, int most) {
        Map<String, Long> reasons = new LinkedHashMap<>();
        sql.list(
                "SELECT step, reason, count(*) AS n FROM @migration_rejects WHERE run_id = ? GROUP BY step, reason"
                        + " ORDER BY n DESC, step, reason LIMIT " + most,
                row -> reasons.put(row.getString("step") + ": " + row.getString("reason"), row.getLong("n")),
                run.value());
        return reasons;
    }
}
