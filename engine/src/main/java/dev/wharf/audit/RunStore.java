package dev.wharf.audit;

import dev.wharf.catalog.Dialect;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code migration_runs}: one row a run, with the epoch that fences its commits. */
public final class RunStore {

    /** The first half of the advisory locks under which runs write: "whar" in ASCII. */
    private static final int WRITERS = 0x77686172;

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

    /**
     * Takes a run over: ends the sessions that write under its old epoch, raises it, names the new holder, sets the run
     * running. Gives the new epoch.
     */
    public long takeOver(RunId id, String holder) {
        endWriters(id);
        sql.update(
                """
                UPDATE @migration_runs SET epoch = epoch + 1, holder = ?, status = 'running', completed_at = NULL,
                    error_message = NULL WHERE run_id = ?""",
                holder,
                id.value());
        return find(id).orElseThrow().epoch();
    }

    /**
     * A holder that is stopped in the middle of a batch, or behind a network that broke, keeps the run's row locked: whoever
     * takes over would wait for it. On SQLite nobody can end another program's session, nor need to: there the holder's lock
     * lasts as long as it lives.
     */
    private void endWriters(RunId id) {
        if (sql.dialect() == Dialect.POSTGRESQL) {
            sql.list(
                    """
                    SELECT pg_terminate_backend(l.pid, 5000) FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
                    WHERE l.locktype = 'advisory' AND l.objsubid = 2 AND l.database = a.datid AND a.datname = current_database()
                      AND l.classid = ?::bigint::oid AND l.objid::bigint = hashtext(?)::bigint & 4294967295
                      AND a.usename = current_user AND l.pid <> pg_backend_pid()""",
                    row -> row.getBoolean(1),
                    WRITERS,
                    id.value());
        }
    }

    public void snapshot(RunId id, String snapshot, Instant takenAt) {
        sql.update(
                "UPDATE @migration_runs SET snapshot = ?, snapshot_at = ? WHERE run_id = ?", snapshot, takenAt, id.value());
    }

    /**
     * Whether the run is still under this epoch. Until the transaction ends, on PostgreSQL the row is held, and a shared lock
     * tells whoever takes over which sessions write.
     */
    public boolean holds(RunId id, long epoch) {
        Optional<Long> found =
                switch (sql.dialect()) {
                    case POSTGRESQL ->
                        sql.first(
                                """
                                SELECT epoch, pg_advisory_xact_lock_shared(?, hashtext(run_id)) FROM @migration_runs
                                WHERE run_id = ? FOR SHARE""",
                                row -> row.getLong(1),
                                WRITERS,
                                id.value());
                    case SQLITE ->
                        sql.first("SELECT epoch FROM @migration_runs WHERE run_id = ?", row -> row.getLong(1), id.value());
                };
        return found.filter(now -> now == epoch).isPresent();
    }

    /**
     * Ends a start of the run. One that is paused is not over, so it gets no time of its end.
     *
     * @throws WharfException of kind REFUSED with code {@code superseded} where the run is under another epoch by now
     */
    public void end(RunId id, long epoch, RunStatus status, @Nullable String error) {
        int ended = sql.update(
                """
                UPDATE @migration_runs SET status = ?, completed_at = CASE WHEN ? THEN NULL ELSE now! END, error_message = ?
                WHERE run_id = ? AND epoch = ?""",
                status.word(),
                status == RunStatus.PAUSED,
                error,
                id.value(),
                epoch);
        if (ended == 0) {
            throw new WharfException(
                    Kind.REFUSED,
                    "superseded",
                    "Run " + id + " was taken over by another engine; this one wrote nothing more.",
                    "See `wharf status " + id + "`.");
        }
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
