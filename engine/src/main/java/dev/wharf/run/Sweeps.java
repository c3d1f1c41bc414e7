package dev.wharf.run;

import dev.wharf.catalog.Table;
import dev.wharf.database.ConnectionLost;
import dev.wharf.database.TargetSession;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Clears tables of the rows that a rollback deleted, each once and where there are many of them. It saves time and no more: a
 * failure is told, and the rollback goes on.
 */
final class Sweeps {

    /** Fewer rows that are gone slow the others down by less than a sweep of their table may take. */
    static final int ROWS_WORTH_IT = 10_000;

    private final TargetSession session;
    private final RunEvent.Listener listener;
    private final Map<String, Long> takenBack = new HashMap<>();
    private final Set<String> swept = new HashSet<>();

    Sweeps(TargetSession session, RunEvent.Listener listener) {
        this.session = session;
        this.listener = listener;
    }

    /** Counts rows that this rollback took back and committed. */
    void count(String tableName, long rows) {
        takenBack.merge(tableName, rows, Long::sum);
    }

    /** Sweeps a table that a pass is through with, outside of a transaction. */
    void behind(String tableName, Table table) {
        if (takenBack.getOrDefault(tableName, 0L) < ROWS_WORTH_IT || !swept.add(tableName)) {
            return;
        }
        try {
            session.sweep(table);
        } catch (ConnectionLost e) {
            throw e;
        } catch (RuntimeException e) {
            listener.on(new RunEvent.Notice("Table " + tableName
                    + " could not be cleared of deleted rows, so the rollback may take longer: " + e.getMessage()));
        }
    }
}
