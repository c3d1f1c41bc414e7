package dev.wharf.run;

import dev.wharf.catalog.Column;
import dev.wharf.catalog.Table;
import dev.wharf.database.DataRefusal;
import dev.wharf.database.FillOutcome;
import dev.wharf.database.FillRow;
import dev.wharf.database.TargetSession;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.transform.KeyTexts;
import java.util.List;

/** Sets a column of many rows, deferred constraints included; where the database refuses, finds out which row it means. */
final class FillWriter {

    private static final String SAVEPOINT = "wharf_fill";

    private final RunContext context;
    private final TargetSession session;

    FillWriter(RunContext context, TargetSession session) {
        this.context = context;
        this.session = session;
    }

    /** @throws WharfException of kind DATA naming the row that the target refused; nothing of these rows is written then */
    List<FillOutcome> fill(Table table, List<String> key, Column column, List<FillRow> rows) {
        session.savepoint(SAVEPOINT);
        DataRefusal refusal;
        try {
            List<FillOutcome> outcomes = session.fill(table, key, column, rows);
            session.checkDeferred();
            session.release(SAVEPOINT);
            return outcomes;
        } catch (DataRefusal e) {
            refusal = e;
        }
        session.rollbackTo(SAVEPOINT);
        session.release(SAVEPOINT);
        if (rows.size() > 1) {
            if (refusal.rows().size() == 1) {
                throw refused(table, column, rows.get(refusal.rows().getFirst()), refusal);
            }
            int middle = rows.size() / 2;
            fill(table, key, column, rows.subList(0, middle));
            fill(table, key, column, rows.subList(middle, rows.size()));
            // Either half is taken without the other: what refuses them together is not in one row.
            throw refused(table, column, null, refusal);
        }
        throw refused(table, column, rows.getFirst(), refusal);
    }

    private WharfException refused(
            Table table, Column column, @org.jspecify.annotations.Nullable FillRow row, DataRefusal refusal) {
        return new WharfException(
                Kind.DATA,
                "reference-refused",
                (row == null ? "Rows" : "The row " + KeyTexts.write(row.row().key())) + " of " + table.name() + " did not take "
                        + (row == null ? "their " : "its ") + column.name() + ": " + refusal.getMessage() + ".",
                "Mend the row or the constraint in the target, then `wharf resume " + context.run() + "`.",
                refusal);
    }
}
