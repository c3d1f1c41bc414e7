package dev.wharf.audit;

import dev.wharf.database.KeyBound;
import dev.wharf.database.KeyRange;
import dev.wharf.database.TargetSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code migration_batches}: the key ranges of a step, recorded before its first write; the commit that writes a range's rows
 * closes it.
 */
public final class BatchStore {

    /** The pass that moves rows. */
    public static final String DATA = "data";
    /** Rows that were rejected and are tried again; numbered on behind those of {@link #DATA}. */
    public static final String RETRY = "retry";
    /** The closing pass that fills later references; numbered as the ranges whose rows it fills. */
    public static final String FILL = "fill";

    private static final List<String> COLUMNS = List.of(
            "run_id", "step", "pass", "batch", "after_key", "through_key", "status", "epoch", "records_expected");

    private final Sql sql;

    public BatchStore(Sql sql) {
        this.sql = sql;
    }

    /**
     * One range.
     *
     * @param pass {@link #DATA}, {@link #RETRY} or {@link #FILL}
     * @param transaction the target's name for the transaction that closed it; null while open
     * @param distribution counts of enum labels written, as JSON; null where there are none
     */
    public record Batch(
            String pass, int number, KeyRange range, boolean done, @Nullable String transaction, Counts counts, @Nullable String distribution) {}

    /** Records the ranges of a pass, numbered from 1 in their order. */
    public void insert(TargetSession session, RunId run, String step, String pass, long epoch, List<KeyRange> ranges) {
        List<@Nullable Object[]> rows = new ArrayList<>(ranges.size());
        for (int i = 0; i < ranges.size(); i++) {
            rows.add(row(run, step, pass, i + 1, epoch, ranges.get(i)));
        }
        session.append(AuditTables.name(sql.dialect(), "migration_batches"), COLUMNS, rows);
    }

    /** Records ranges of a pass under the numbers that they have already. */
    public void insert(TargetSession session, RunId run, String step, String pass, long epoch, Collection<Batch> batches) {
        List<@Nullable Object[]> rows = new ArrayList<>(batches.size());
        for (Batch batch : batches) {
            rows.add(row(run, step, pass, batch.number(), epoch, batch.range()));
        }
        session.append(AuditTables.name(sql.dialect(), "migration_batches"), COLUMNS, rows);
    }

    private static @Nullable Object[] row(RunId run, String step, String pass, int number, long epoch, KeyRange range) {
        return new @Nullable Object[] {
            run.value(), step, pass, number, text(range.after()), text(range.through()), "open", epoch, range.rows()
        };
    }

    /** Opens the ranges of a step in which rows were rejected once more; gives whether there are any. */
    public boolean reopen(TargetSession session, RunId run, String step, long epoch, Map<Integer, Long> rejects) {
        List<Batch> written = ofRows(run, step);
        int number = written.isEmpty() ? 0 : written.getLast().number();
        List<Batch> again = new ArrayList<>();
        for (Batch batch : written) {
            Long rows = rejects.get(batch.number());
            if (rows != null && batch.pass().equals(DATA)) {
                KeyRange range = new KeyRange(batch.range().after(), batch.range().through(), rows);
                again.add(new Batch(RETRY, ++number, range, false, null, Counts.NONE, null));
            }
        }
        if (!again.isEmpty()) {
            insert(session, run, step, RETRY, epoch, again);
        }
        return !again.isEmpty();
    }

    /** Opens the ranges of closing passes that left references empty: rows that are tried again may be what they refer to. */
    public void reopenUnfilled(RunId run, String step) {
        sql.update(
                """
                UPDATE @migration_batches SET status = 'open'
                WHERE run_id = ? AND step = ? AND pass = 'fill' AND records_skipped > 0""",
                run.value(),
                step);
    }

    /** The ranges in whose transactions rows were written: those that move rows and those that tried rejects again. */
    public List<Batch> ofRows(RunId run, String step) {
        return sql.list(
                "SELECT * FROM @migration_batches WHERE run_id = ? AND step = ? AND pass IN ('data', 'retry') ORDER BY batch",
                BatchStore::read,
                run.value(),
                step);
    }

    public List<Batch> of(RunId run, String step, String pass) {
        return sql.list(
                "SELECT * FROM @migration_batches WHERE run_id = ? AND step = ? AND pass = ? ORDER BY batch",
                BatchStore::read,
                run.value(),
                step,
                pass);
    }

    /**
     * Ranges of a step whose rows were moved by runs that were closed before their closing passes came to them, by run. Where no
     * closing pass was to come there are as many, so it is asked for steps that have one.
     */
    public Map<String, Set<Integer>> leftUnfilled(String step) {
        Map<String, Set<Integer>> found = new HashMap<>();
        sql.list(
                """
                SELECT d.run_id, d.batch FROM @migration_batches d JOIN @migration_runs r ON r.run_id = d.run_id
                WHERE d.step = ? AND r.status = 'closed' AND d.pass IN ('data', 'retry') AND d.status = 'done' AND NOT EXISTS (
                    SELECT 1 FROM @migration_batches f WHERE f.run_id = d.run_id AND f.step = d.step AND f.pass = 'fill'
                        AND f.batch = d.batch AND f.status = 'done')""",
                row -> found.computeIfAbsent(row.getString(1), run -> new HashSet<>()).add(row.getInt(2)),
                step);
        return found;
    }

    /** What the closing passes of a run filled, by step: as written the references filled, as skipped those left empty. */
    public Map<String, Counts> filled(RunId run) {
        Map<String, Counts> filled = new HashMap<>();
        sql.list(
                """
                SELECT step, sum(records_migrated), sum(records_written), sum(records_skipped)
                FROM @migration_batches WHERE run_id = ? AND pass = 'fill' GROUP BY step""",
                row -> filled.put(
                        row.getString(1),
                        new Counts(row.getLong(2) + row.getLong(4), row.getLong(2), row.getLong(3), row.getLong(4), 0, 0)),
                run.value());
        return filled;
    }

    /** Closes a range in the transaction that wrote its rows; false where it was closed already. */
    public boolean close(
            RunId run,
            String step,
            String pass,
            int batch,
            long epoch,
            String worker,
            String transaction,
            Counts c,
            @Nullable String distribution) {
        return sql.update(
                        """
                        UPDATE @migration_batches SET status = 'done', epoch = ?, worker = ?, transaction_id = ?, records_read = ?,
                            records_migrated = ?, records_written = ?, records_skipped = ?, records_rejected = ?,
                            records_unchanged = ?, distribution = ?, completed_at = now!
                        WHERE run_id = ? AND step = ? AND pass = ? AND batch = ? AND status = 'open'""",
                        epoch,
                        worker,
                        transaction,
                        c.read(),
                        c.migrated(),
                        c.written(),
                        c.skipped(),
                        c.rejected(),
                        c.unchanged(),
                        distribution,
                        run.value(),
                        step,
                        pass,
                        batch)
                == 1;
    }

    private static @Nullable String text(@Nullable KeyBound bound) {
        return bound == null ? null : JsonTexts.write(bound.parts());
    }

    private static @Nullable KeyBound bound(@Nullable String text) {
        return text == null ? null : new KeyBound(JsonTexts.read(text));
    }

    private static Batch read(ResultSet row) throws SQLException {
        return new Batch(
                row.getString("pass"),
                row.getInt("batch"),
                new KeyRange(
                        bound(row.getString("after_key")),
                        bound(row.getString("through_key")),
                        row.getLong("records_expected")),
                row.getString("status").equals("done"),
                row.getString("transaction_id"),
                new Counts(
                        row.getLong("records_read"),
                        row.getLong("records_migrated"),
                        row.getLong("records_written"),
                        row.getLong("records_skipped"),
                        row.getLong("records_rejected"),
                        row.getLong("records_unchanged")),
                row.getString("distribution"));
    }
}
