package dev.wharf.run;

import dev.wharf.audit.BatchStore;
import dev.wharf.audit.Counts;
import dev.wharf.audit.RejectStore;
import dev.wharf.audit.RetryStore;
import dev.wharf.audit.RetryStore.Outcome;
import dev.wharf.audit.Sql;
import dev.wharf.database.TargetSession;
import dev.wharf.transform.BatchRows;
import dev.wharf.transform.SourceItem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Rejects of a step that are tried again: which keys of a range they are, and what is recorded of them. */
final class RetriedRows {

    private final RunContext context;
    private final String step;
    private final TargetSession session;
    private final Sql sql;

    RetriedRows(RunContext context, String step, TargetSession session) {
        this.context = context;
        this.step = step;
        this.session = session;
        this.sql = context.sql(session);
    }

    /** The rejects within a range that is tried again; {@link BatchStore#RETRY} ranges hold just one range of the data each. */
    Set<String> keys(BatchStore.Batch range) {
        return new HashSet<>(new RejectStore(sql).keysOf(context.run(), step, range.number()));
    }

    /** Records what became of the rows of a range; gives what that changes in the step's counts. */
    Counts record(
            BatchStore.Batch range,
            BatchRows rows,
            long migrated,
            long written,
            long skipped,
            long rejectedAgain,
            long unchanged) {
        Set<String> open = keys(range);
        long asked = open.size();
        List<RetryStore.Retry> retries = new ArrayList<>();
        for (SourceItem item : rows.items()) {
            if (!item.ignored() && open.remove(item.key())) {
                retries.add(new RetryStore.Retry(item.key(), outcome(item), item.rejected()));
            }
        }
        open.forEach(key -> retries.add(new RetryStore.Retry(key, Outcome.VANISHED, null)));
        if (!retries.isEmpty()) {
            new RetryStore(sql).append(session, context.run(), step, range.number(), retries);
        }
        long solved = asked - rejectedAgain;
        return new Counts(migrated + skipped - solved, migrated, written, skipped, -solved, unchanged);
    }

    private static Outcome outcome(SourceItem item) {
        if (item.unchanged()) {
            return Outcome.UNCHANGED;
        }
        if (item.rejected() != null) {
            return Outcome.REJECTED;
        }
        return item.skipped() != null ? Outcome.SKIPPED : Outcome.MIGRATED;
    }
}
