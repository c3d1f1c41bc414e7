package dev.wharf.audit;

import dev.wharf.catalog.Dialect;
import java.time.Instant;
import java.util.List;

/**
 * Drops the before-images of runs that ended before a time: the one way to make the audit tables forget something, and itself
 * recorded in {@code migration_purges} and in each run's events. Runs that are unfinished keep theirs.
 */
public final class Purge {

    private static final String OLD = """
            FROM @migration_runs r WHERE r.completed_at < ? AND r.status NOT IN ('pending', 'running', 'paused', 'failed')
            AND EXISTS (SELECT 1 FROM @migration_before_images i WHERE i.run_id = r.run_id)""";

    private final Sql sql;

    public Purge(Sql sql) {
        this.sql = sql;
    }

    /** @param images rows of which the run kept what they were before, which a rollback could give back no more */
    public record Images(RunId run, String plan, RunStatus status, String completedAt, long images) {}

    /** What a purge would drop. */
    public List<Images> before(Instant before) {
        return sql.list(
                "SELECT r.run_id, r.plan, r.status, r.completed_at,"
                        + " (SELECT count(*) FROM @migration_before_images i WHERE i.run_id = r.run_id) AS images " + OLD
                        + " ORDER BY r.started_at",
                row -> new Images(
                        new RunId(row.getString("run_id")),
                        row.getString("plan"),
                        RunStatus.of(row.getString("status")),
                        String.valueOf(Sql.time(row, "completed_at")),
                        row.getLong("images")),
                before);
    }

    /**
     * Drops them within the transaction under way, and says what was dropped.
     *
     * @param by who asked for it
     */
    public List<Images> run(Instant before, String by) {
        if (sql.dialect() == Dialect.POSTGRESQL) {
            sql.list("SELECT r.run_id " + OLD + " FOR UPDATE OF r", row -> row.getString(1), before);
        }
        List<Images> dropped = before(before);
        sql.update("INSERT INTO @migration_purges (before, purged_by) VALUES (?, ?)", before, by);
        long images = 0;
        for (Images run : dropped) {
            images += sql.update("DELETE FROM @migration_before_images WHERE run_id = ?", run.run().value());
            new EventStore(sql)
                    .record(run.run(), "purged", run.images() + " before-images, by " + by
                            + "; a rollback keeps the rows that the run updated, and names them");
        }
        sql.update(
                "UPDATE @migration_purges SET finished_at = now!, images = ?, runs = ? WHERE finished_at IS NULL",
                images,
                dropped.size());
        return dropped;
    }
}
