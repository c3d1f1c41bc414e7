package dev.wharf.run;

import dev.wharf.audit.MappingStore;
import dev.wharf.database.DataRefusal;
import dev.wharf.database.TargetSession;
import dev.wharf.database.WriteBlock;
import dev.wharf.database.WriteMode;
import dev.wharf.database.WriteOutcome;
import dev.wharf.transform.BatchRows;
import dev.wharf.transform.ColumnSet;
import dev.wharf.transform.SourceItem;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes a batch's rows within a transaction and rejects those that the target refuses, and no others. Where the database
 * names the row, that one is left out; where a foreign key is broken, the rows that refer to nothing are looked for; else the
 * batch is halved. A row that fails alone because of a foreign key may wait for another of its batch: it is tried again once
 * the rest is there. For one thread.
 */
final class RowsWriter {

    private static final String ALL = "wharf_batch";
    private static final String PART = "wharf_rows";
    private static final String FOREIGN_KEY = "23503";

    /** So many named rows are left out one by one before a batch whose tables refer to each other is cut at them. */
    private static final int LEFT_OUT_SINGLY = 16;

    private final RunContext context;
    private final TargetSession session;
    private final MappingStore mappings;
    private final DanglingRows dangling;
    private final FirstWriters firstWriters;
    private Map<ColumnSet, RowOutcomes> outcomes = new IdentityHashMap<>();
    private final Map<SourceItem, String> waiting = new LinkedHashMap<>();
    private boolean checkingDeferred;
    private int leftOut;
    private @Nullable ColumnSet attempted;
    private int[] attemptedRows = {};

    RowsWriter(RunContext context, TargetSession session, MappingStore mappings) {
        this.context = context;
        this.session = session;
        this.mappings = mappings;
        this.dangling = new DanglingRows(context, session);
        this.firstWriters = new FirstWriters(mappings, context.run());
    }

    /** What became of every target row that was written, by its place in its column set. */
    Map<ColumnSet, RowOutcomes> write(BatchRows rows) {
        leftOut = 0;
        firstWriters.begin();
        checkingDeferred = false;
        while (!written(rows)) {
            // What the deferred constraints refuse is rejected by now, or every part is checked by itself from here on.
        }
        return outcomes;
    }

    private boolean written(BatchRows rows) {
        outcomes = new IdentityHashMap<>();
        waiting.clear();
        session.savepoint(ALL);
        write(rows, rows.items());
        writeWaiting(rows);
        try {
            session.checkDeferred();
            session.release(ALL);
            return true;
        } catch (DataRefusal refusal) {
            session.rollbackTo(ALL);
            session.release(ALL);
            if (checkingDeferred) {
                throw refusal;
            }
            checkingDeferred = !dangling.reject(rows, moving(rows.items()));
            return false;
        }
    }

    private static List<SourceItem> moving(List<SourceItem> items) {
        return items.stream().filter(SourceItem::moves).toList();
    }

    private void write(BatchRows rows, List<SourceItem> items) {
        List<SourceItem> open = moving(items);
        if (open.isEmpty()) {
            return;
        }
        DataRefusal refusal = attempt(rows, open);
        if (refusal == null) {
            return;
        }
        boolean foreignKey = refusal.sqlState().equals(FOREIGN_KEY);
        if (open.stream().anyMatch(item -> !item.moves()) || foreignKey && dangling.reject(rows, open)) {
            write(rows, open);
        } else if (open.size() == 1) {
            alone(rows, open.getFirst(), refusal);
        } else {
            int named = foreignKey ? -1 : named(refusal, open);
            if (named < 0) {
                int middle = open.size() / 2;
                write(rows, open.subList(0, middle));
                write(rows, open.subList(middle, open.size()));
            } else {
                open.get(named).reject(reason(rows, open.get(named), refusal));
                leaveOut(rows, open, named);
            }
        }
    }

    /** Writes what is left beside a row that was named: what comes before it passed, so it need not be tried with the rest. */
    private void leaveOut(BatchRows rows, List<SourceItem> open, int named) {
        if (dangling.mayReferWithin(rows) && leftOut++ < LEFT_OUT_SINGLY) {
            write(rows, open);
        } else {
            write(rows, open.subList(0, named));
            write(rows, open.subList(named + 1, open.size()));
        }
    }

    private void alone(BatchRows rows, SourceItem item, DataRefusal refusal) {
        String reason = reason(rows, item, refusal);
        if (refusal.sqlState().equals(FOREIGN_KEY)) {
            waiting.put(item, reason);
        } else {
            item.reject(reason);
        }
    }

    /** Tries rows again that may have waited for others: together, since they may refer to each other, then one by one. */
    private void writeWaiting(BatchRows rows) {
        while (!waiting.isEmpty()) {
            Map<SourceItem, String> open = new LinkedHashMap<>(waiting);
            waiting.clear();
            if (attempt(rows, List.copyOf(open.keySet())) == null) {
                return;
            }
            for (SourceItem item : open.keySet()) {
                DataRefusal refusal = item.moves() ? attempt(rows, List.of(item)) : null;
                if (refusal != null) {
                    alone(rows, item, refusal);
                }
            }
            if (waiting.size() == open.size()) {
                waiting.forEach(SourceItem::reject);
                return;
            }
        }
    }

    /** Gives why these rows were not written; null where they were. */
    private @Nullable DataRefusal attempt(BatchRows rows, List<SourceItem> open) {
        session.savepoint(PART);
        DataRefusal refusal;
        try {
            Map<ColumnSet, RowOutcomes> written = writeAll(rows, open);
            rejectDoubled(open, written);
            if (checkingDeferred) {
                session.checkDeferred();
            }
            session.release(PART);
            written.forEach((set, found) -> {
                RowOutcomes before = outcomes.putIfAbsent(set, found);
                if (before != null) {
                    before.putAll(found);
                }
            });
            return null;
        } catch (DataRefusal e) {
            refusal = e;
        }
        session.rollbackTo(PART);
        session.release(PART);
        return refusal;
    }

    private Map<ColumnSet, RowOutcomes> writeAll(BatchRows rows, List<SourceItem> open) {
        Map<ColumnSet, IntStream.Builder> bySet = new IdentityHashMap<>();
        for (SourceItem item : open) {
            for (SourceItem.TargetRow row : item.rows()) {
                bySet.computeIfAbsent(row.set(), s -> IntStream.builder()).add(row.index());
            }
        }
        Map<ColumnSet, RowOutcomes> written = new IdentityHashMap<>();
        for (ColumnSet set : rows.columnSets()) {
            IntStream.Builder places = bySet.get(set);
            if (places != null) {
                int[] wanted = places.build().sorted().toArray();
                attempted = set;
                attemptedRows = wanted;
                List<WriteOutcome> found = session.write(
                        new WriteBlock(set.table(), set.columns(), set.key(), set.mode(), rows.gather(set, wanted)));
                RowOutcomes byIndex = new RowOutcomes(wanted[wanted.length - 1] + 1);
                for (int i = 0; i < wanted.length; i++) {
                    byIndex.put(wanted[i], found.get(i));
                }
                written.put(set, byIndex);
            }
        }
        attempted = null;
        return written;
    }

    /**
     * Another worker may have written a row of this batch a moment ago: this one waited for its lock and then found the row
     * there, as if it had been there before the run.
     */
    private void rejectDoubled(List<SourceItem> open, Map<ColumnSet, RowOutcomes> written) {
        if (context.workers() == 1) {
            return;
        }
        Map<String, Map<String, SourceItem>> found = new HashMap<>();
        for (SourceItem item : open) {
            for (SourceItem.TargetRow row : item.rows()) {
                if (row.set().mode() != WriteMode.INSERT
                        && !inserted(written, row)) {
                    found.computeIfAbsent(row.set().table().name().toString(), t -> new HashMap<>()).put(row.key(), item);
                }
            }
        }
        boolean doubled = false;
        for (Map.Entry<String, Map<String, SourceItem>> table : found.entrySet()) {
            Map<String, String> first =
                    mappings.writersOf(context.run(), table.getKey(), table.getValue().keySet());
            first.forEach((key, source) -> {
                SourceItem item = table.getValue().get(key);
                item.reject(doubled(table.getKey(), key, source, item.key()));
            });
            doubled |= !first.isEmpty();
        }
        if (doubled) {
            throw new DataRefusal("23505", "another source row wrote it in this run", null);
        }
    }

    private static boolean inserted(Map<ColumnSet, RowOutcomes> written, SourceItem.TargetRow row) {
        WriteOutcome outcome = Objects.requireNonNull(written.get(row.set())).get(row.index());
        return Objects.requireNonNull(outcome).kind() == WriteOutcome.Kind.INSERTED;
    }

    /** The item whose row the database named, as its place in the list; the later one where it named two; else -1. */
    private int named(DataRefusal refusal, List<SourceItem> open) {
        ColumnSet set = attempted;
        if (set == null || refusal.rows().isEmpty()) {
            return -1;
        }
        int place = refusal.rows().getLast();
        if (place >= attemptedRows.length) {
            return -1;
        }
        int index = attemptedRows[place];
        for (int i = 0; i < open.size(); i++) {
            for (SourceItem.TargetRow row : open.get(i).rows()) {
                if (row.set() == set && row.index() == index) {
                    return i;
                }
            }
        }
        return -1;
    }

    /** A key that is there already is said with who wrote it, where this run did. */
    private String reason(BatchRows rows, SourceItem item, DataRefusal refusal) {
        if (refusal.sqlState().equals("23505")) {
            for (SourceItem.TargetRow row : item.rows()) {
                String table = row.set().table().name().toString();
                String first = firstWriters.of(table, row.key(), rows);
                if (first != null) {
                    return doubled(table, row.key(), first, item.key());
                }
            }
        }
        return String.valueOf(refusal.getMessage());
    }

    /** Two source rows, or one twice, that write the same target row. */
    static String doubled(String table, String key, String first, String second) {
        return first.equals(second)
                ? "it writes the row " + key + " of " + table + " twice"
                : "source rows " + first + " and " + second + " both write the row " + key + " of " + table;
    }
}
