package dev.wharf.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code migration_runs}: one row a run, with the epoch that fences its commits. */
public final class RunStore {

    private final Sql sql;

    public RunStore(Sql sql) {
        this.sql = sql;
    }

    /**
     * One run.
     *
     * @param epoch raised by every start and takeover; a commit under an older one fails
     * @param holder who runs it, for people
     * @param snapshot what the source calls the snapshot that the open ranges are read under
     */
    public record Run(
            RunId id,
            String plan,
            String planHash,
            String source,
            String sourceIdentity,
            String target,
            String targetIdentity,
            String namespace,
            RunStatus status,
            long epoch,
            String holder,
            int workers,
            @Nullable String snapshot,
            @Nullable String snapshotAt,
            String startedAt,
            @Nullable String completedAt,
            @Nullable String errorMessage) {}

    /** Begins a run under epoch 1. */
    public void insert(
            RunId id,
            String plan,
            String planHash,
            String source,
            String sourceIdentity,
            String target,
            String targetIdentity,
            String namespace,
            String holder,
            int workers,
            String wharfVersion) {
        sql.update(
                """
                INSERT INTO @migration_runs (run_id, plan, plan_hash, source, source_identity, target, target_identity, namespace,
                    status, epoch, holder, workers, wharf_version)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'running', 1, ?, ?, ?)""",
                id.value(),
                plan,
                planHash,
                source,
                sourceIdentity,
                target,
                targetIdentity,
                namespace,
                holder,
                workers,
                wharfVersion);
    }

    public Optional<Run> find(RunId id) {
        return sql.first("SELECT * FROM @migration_runs WHERE run_id = ?", RunStore::read, id.value());
    }

    /** All runs, the latest first. */
    public List<Run> all() {
        return sql.list("SELECT * FROM @migration_runs ORDER BY started_at DESC, run_id DESC", RunStore::read);
    }

    /** The run of a plan that is neither completed, closed nor rolled back. */
    public Optional<Run> unfinished(String plan) {
        return sql.first(
                """
                SELECT * FROM @migration_runs WHERE plan = ? AND status IN ('pending', 'running', 'paused', 'failed')
                ORDER BY started_at DESC LIMIT 1""",
                RunStore::read,
                plan);
    }

    /** Takes a run over: raises its epoch, names the new holder, sets it running. Gives the new epoch. */
    public long takeOver(RunId id, String holder) {
        sql.update(
                """
                UPDATE @migration_runs SET epoch = epoch + 1, holder = ?, status = 'running', completed_at = NULL,
                    error_message = NULL WHERE run_id = ?""",
                holder,
                id.value());
        return find(id).orElseThrow().epoch();
    }

    public void snapshot(RunId id, String snapshot, Instant takenAt) {
        sql.update(
                "UPDATE @migration_runs SET snapshot = ?, snapshot_at = ? WHERE run_id = ?", snapshot, takenAt, id.value());
    }

    /** Whether the run is still under this epoch; holds the row until the transaction ends where the product can. */
    public boolean holds(RunId id, long epoch) {
        String lock = switch (sql.dialect()) {
            case POSTGRESQL -> " FOR SHARE";
            case SQLITE -> "";
        };
        return sql.first(
                        "SELECT epoch FROM @migration_runs WHERE run_id = ?" + lock, row -> row.getLong(1), id.value())
                .filter(found -> found == epoch)
                .isPresent();
    }

    /** Ends a start of the run, if it is still under this epoch. */
    public void end(RunId id, long epoch, RunStatus status, @Nullable String error) {
        sql.update(
                """
                UPDATE @migration_runs SET status = ?, completed_at = now!, error_message = ?
                WHERE run_id = ? AND epoch = ?""",
                status.word(),
                error,
                id.value(),
                epoch);
    }

    private static Run read(ResultSet row) throws SQLException {
        return new Run(
                new RunId(row.getString("run_id")),
                row.getString("plan"),
                row.getString("plan_hash"),
                row.getString("source"),
                row.getString("source_identity"),
                row.getString("target"),
                row.getString("target_identity"),
                row.getString("namespace"),
                RunStatus.of(row.getString("status")),
                row.getLong("epoch"),
                row.getString("holder"),
                row.getInt("workers"),
                row.getString("snapshot"),
                Sql.time(row, "snapshot_at"),
                String.valueOf(Sql.time(row, "started_at")),
                Sql.time(row, "completed_at"),
                row.getString("error_message"));
    }
}
