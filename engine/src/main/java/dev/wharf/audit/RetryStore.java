package dev.wharf.audit;

import dev.wharf.database.TargetSession;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code migration_retries}: rejects that were tried again, and what became of them. */
public final class RetryStore {

    private static final List<String> COLUMNS =
            List.of("run_id", "step", "source_key", "attempt", "outcome", "reason", "batch");

    private final Sql sql;

    public RetryStore(Sql sql) {
        this.sql = sql;
    }

    /** What became of a reject that was tried again. */
    public enum Outcome {
        MIGRATED,
        SKIPPED,
        REJECTED,
        /** Another run has moved it since. */
        UNCHANGED,
        /** The source has it no more. */
        VANISHED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @param reason for a row that was rejected again: why */
    public record Retry(String sourceKey, Outcome outcome, @Nullable String reason) {}

    /** Appends retries within the session's transaction. */
    public void append(TargetSession session, RunId run, String step, int batch, List<Retry> retries) {
        Map<String, Integer> before =
                attempts(run, step, retries.stream().map(Retry::sourceKey).toList());
        List<@Nullable Object[]> rows = new ArrayList<>(retries.size());
        for (Retry r : retries) {
            rows.add(new @Nullable Object[] {
                run.value(), step, r.sourceKey(), before.getOrDefault(r.sourceKey(), 0) + 1, r.outcome().word(), r.reason(), batch
            });
        }
        session.append(AuditTables.name(sql.dialect(), "migration_retries"), COLUMNS, rows);
    }

    private Map<String, Integer> attempts(RunId run, String step, Collection<String> sourceKeys) {
        Map<String, Integer> attempts = new HashMap<>();
        sql.list(
                "SELECT m.source_key, max(m.attempt) FROM "
                        + KeyedRows.of(sql.dialect(), "@migration_retries", "source_key", "m.run_id = ? AND m.step = ?")
                        + " GROUP BY m.source_key",
                row -> attempts.put(row.getString(1), row.getInt(2)),
                KeyedRows.once(sourceKeys),
                run.value(),
                step);
        return attempts;
    }
}
