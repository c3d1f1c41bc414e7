package dev.wharf.run;

import dev.wharf.audit.EventStore;
import dev.wharf.catalog.TableName;
import dev.wharf.database.StoredRow;
import dev.wharf.database.TargetSession;
import dev.wharf.database.WriteOutcome;
import dev.wharf.transform.BatchRows;
import dev.wharf.transform.ColumnSet;
import dev.wharf.transform.KeyTexts;
import dev.wharf.transform.SourceItem;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks at the first rows that a worker writes into a table with triggers, within their transaction: a trigger may make
 * something else of a row than the class did, which nobody sees otherwise before a verification. For one thread.
 */
final class TriggerWatch {

    private static final int ROWS = 500;

    private final RunContext context;
    private final String step;
    private final TargetSession session;
    private final Set<TableName> looked = new HashSet<>();

    TriggerWatch(RunContext context, String step, TargetSession session) {
        this.context = context;
        this.step = step;
        this.session = session;
    }

    /** What was said may have been rolled back. */
    void forget() {
        looked.clear();
    }

    void look(BatchRows rows, Map<ColumnSet, RowOutcomes> outcomes) {
        for (ColumnSet set : rows.columnSets()) {
            if (!set.table().triggers().isEmpty() && outcomes.containsKey(set) && looked.add(set.table().name())) {
                look(rows, set, outcomes.get(set));
            }
        }
    }

    private void look(BatchRows rows, ColumnSet set, RowOutcomes outcomes) {
        Map<Integer, List<String>> written = new LinkedHashMap<>();
        for (SourceItem item : rows.items()) {
            for (SourceItem.TargetRow row : item.rows()) {
                WriteOutcome outcome = row.set() == set ? outcomes.get(row.index()) : null;
                if (outcome != null && outcome.kind() != WriteOutcome.Kind.EXISTING && item.moves() && written.size() < ROWS) {
                    written.put(row.index(), KeyTexts.read(row.key(), set.key().size()));
                }
            }
        }
        List<StoredRow> stored = session.find(set.table(), set.key(), List.copyOf(written.values()), set.columns());
        int altered = 0;
        int place = 0;
        for (int index : written.keySet()) {
            StoredRow row = stored.get(place++);
            if (row == null || !Arrays.equals(set.hasher().hash(row.tuple(), 0), rows.hash(set, index))) {
                altered++;
            }
        }
        if (altered > 0) {
            say(set, altered, written.size());
        }
    }

    private void say(ColumnSet set, int altered, int of) {
        String what = altered + " of the first " + of + " rows that step " + step + " wrote into " + set.table().name()
                + " do not stand there as written; its triggers: " + String.join(", ", set.table().triggers());
        new EventStore(context.sql(session)).record(context.run(), "altered-by-trigger", what);
        context.listener().on(new RunEvent.Notice(what + "."));
    }
}
