package dev.wharf.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code migration_control}: one row for each step of each run. */
public final class ControlStore {

    private final Sql sql;

    public ControlStore(Sql sql) {
        this.sql = sql;
    }

    /**
     * One step of a run.
     *
     * @param stepHash over everything that makes the step's rows, so that a later run sees whether it changed
     * @param phase execution, validation or rollback
     * @param totalRecords rows of the extract when its ranges were cut; null before
     */
    public record StepRow(
            RunId run,
            int number,
            String plan,
            String planHash,
            String step,
            String stepHash,
            String entity,
            String phase,
            RunStatus status,
            @Nullable Long totalRecords,
            Counts counts,
            int batchSize,
            String workerId,
            String sourceQuery,
            @Nullable String startedAt,
            @Nullable String completedAt,
            @Nullable String errorMessage) {}

    public void insert(
            RunId run,
            int number,
            String plan,
            String planHash,
            String step,
            String stepHash,
            String entity,
            int batchSize,
            String workerId,
            String sourceQuery) {
        sql.update(
                """
                INSERT INTO @migration_control (run_id, step_number, plan, plan_hash, step, step_hash, entity, phase, status,
                    batch_size, worker_id, source_query)
                VALUES (?, ?, ?, ?, ?, ?, ?, 'execution', 'pending', ?, ?, ?)""",
                run.value(),
                number,
                plan,
                planHash,
                step,
                stepHash,
                entity,
                batchSize,
                workerId,
                sourceQuery);
    }

    /** The steps of a run in their order. */
    public List<StepRow> of(RunId run) {
        return sql.list(
                "SELECT * FROM @migration_control WHERE run_id = ? ORDER BY step_number", ControlStore::read, run.value());
    }

    public void total(RunId run, String step, long total) {
        sql.update(
                "UPDATE @migration_control SET total_records = ? WHERE run_id = ? AND step = ?", total, run.value(), step);
    }

    public void start(RunId run, String step) {
        sql.update(
                """
                UPDATE @migration_control SET status = 'running', started_at = coalesce(started_at, now!), completed_at = NULL,
                    error_message = NULL WHERE run_id = ? AND step = ?""",
                run.value(),
                step);
    }

    /** Adds a batch's counts, in the batch's transaction. */
    public void add(RunId run, String step, Counts c) {
        sql.update(
                """
                UPDATE @migration_control SET records_read = records_read + ?, records_migrated = records_migrated + ?,
                    records_written = records_written + ?, records_skipped = records_skipped + ?,
                    records_rejected = records_rejected + ?, records_unchanged = records_unchanged + ?
                WHERE run_id = ? AND step = ?""",
                c.read(),
                c.migrated(),
                c.written(),
                c.skipped(),
                c.rejected(),
                c.unchanged(),
                run.value(),
                step);
    }

    public void end(RunId run, String step, String phase, RunStatus status, @Nullable String error) {
        sql.update(
                """
                UPDATE @migration_control SET phase = ?, status = ?, completed_at = now!, error_message = ?
                WHERE run_id = ? AND step = ?""",
                phase,
                status.word(),
                error,
                run.value(),
                step);
    }

    public void phase(RunId run, String step, String phase) {
        sql.update("UPDATE @migration_control SET phase = ? WHERE run_id = ? AND step = ?", phase, run.value(), step);
    }

    private static StepRow read(ResultSet row) throws SQLException {
        return new StepRow(
                new RunId(row.getString("run_id")),
                row.getInt("step_number"),
                row.getString("plan"),
                row.getString("plan_hash"),
                row.getString("step"),
                row.getString("step_hash"),
                row.getString("entity"),
                row.getString("phase"),
                RunStatus.of(row.getString("status")),
                Sql.number(row, "total_records"),
                new Counts(
                        row.getLong("records_read"),
                        row.getLong("records_migrated"),
                        row.getLong("records_written"),
                        row.getLong("records_skipped"),
                        row.getLong("records_rejected"),
                        row.getLong("records_unchanged")),
                row.getInt("batch_size"),
                row.getString("worker_id"),
                row.getString("source_query"),
                Sql.time(row, "started_at"),
                Sql.time(row, "completed_at"),
                row.getString("error_message"));
    }
}
