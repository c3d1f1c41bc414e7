package dev.wharf.run;

import dev.wharf.audit.BatchStore;
import dev.wharf.audit.ControlStore;
import dev.wharf.audit.Counts;
import dev.wharf.audit.MappingStore;
import dev.wharf.audit.BeforeImageStore;
import dev.wharf.audit.BeforeImageStore.BeforeImage;
import dev.wharf.audit.MappingStore.Mapping;
import dev.wharf.audit.RejectStore;
import dev.wharf.audit.RunStore;
import dev.wharf.audit.Sql;
import dev.wharf.database.DataRefusal;
import dev.wharf.database.StoredRow;
import dev.wharf.database.TargetSession;
import dev.wharf.database.WriteBlock;
import dev.wharf.database.WriteMode;
import dev.wharf.database.WriteOutcome;
import dev.wharf.transform.BatchRows;
import dev.wharf.transform.ColumnSet;
import dev.wharf.transform.KeyTexts;
import dev.wharf.transform.SourceItem;
import dev.wharf.transform.StepProgram;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Commits batches: the rows, their mappings, before-images and rejects, the counts and the range's end, in one transaction
 * of the target that asserts the run's epoch. A batch that fails on data is halved until the bad rows stand alone. For one
 * thread.
 */
final class BatchWriter {

    private static final String SAVEPOINT = "wharf_rows";

    private final RunContext context;
    private final StepProgram program;
    private final String worker;
    private final TargetSession session;
    private final MappingStore mappings;
    private final BeforeImageStore images;
    private final RejectStore rejects;
    private final ControlStore control;
    private final BatchStore batches;
    private final RunStore runs;
    private final Set<Integer> recordedSets = new HashSet<>();

    BatchWriter(RunContext context, StepProgram program, String worker, TargetSession session) {
        this.context = context;
        this.program = program;
        this.worker = worker;
        this.session = session;
        Sql sql = context.sql(session);
        mappings = new MappingStore(sql);
        images = new BeforeImageStore(sql);
        rejects = new RejectStore(sql);
        control = new ControlStore(sql);
        batches = new BatchStore(sql);
        runs = new RunStore(sql);
    }

    /** Writes and commits one range's rows; gives its counts. */
    Counts write(int batch, BatchRows rows) {
        return RunContext.transaction(session, s -> inTransaction(batch, rows));
    }

    private Counts inTransaction(int batch, BatchRows rows) {
        if (!runs.holds(context.run(), context.epoch())) {
            throw context.superseded();
        }
        leaveDeletedAlone(rows);
        rejectDoubledTargets(rows);
        Map<ColumnSet, Map<Integer, WriteOutcome>> outcomes = new IdentityHashMap<>();
        writeHalving(rows, 0, rows.items().size(), outcomes);
        Counts counts = record(batch, rows, outcomes);
        String transaction = session.transaction();
        if (!batches.close(
                context.run(),
                program.step().name(),
                BatchStore.DATA,
                batch,
                context.epoch(),
                worker,
                transaction,
                counts,
                Distribution.of(rows, outcomes))) {
            throw context.superseded();
        }
        control.add(context.run(), program.step().name(), counts);
        return counts;
    }

    /** A row that an earlier run moved and somebody deleted since is not inserted again. */
    private void leaveDeletedAlone(BatchRows rows) {
        List<SourceItem> again = rows.items().stream()
                .filter(item -> item.moves() && item.knownTargetKey() != null)
                .toList();
        if (again.isEmpty()) {
            return;
        }
        List<String> ownKey = program.step().ownWrite().key();
        List<List<String>> keys = again.stream()
                .map(item -> KeyTexts.read(String.valueOf(item.knownTargetKey()), ownKey.size()))
                .toList();
        List<StoredRow> there = session.find(program.tables().getFirst(), ownKey, keys, List.of());
        for (int i = 0; i < again.size(); i++) {
            SourceItem item = again.get(i);
            String before = item.knownTargetKey();
            if (there.get(i) == null) {
                item.leaveUnchanged();
                continue;
            }
            item.rows().stream()
                    .filter(row -> row.set().writeIndex() == 0 && !row.key().equals(before))
                    .findFirst()
                    .ifPresent(row -> item.reject("run " + item.knownRun() + " moved it to target key " + before
                            + "; the class now gives " + row.key()));
        }
    }

    /** Two source rows of one run that write the same target row: the later one is the error. */
    private void rejectDoubledTargets(BatchRows rows) {
        Map<String, Map<String, String>> seen = new HashMap<>();
        Map<String, List<SourceItem>> mayMeetEarlierBatches = new HashMap<>();
        for (SourceItem item : rows.items()) {
            if (!item.moves()) {
                continue;
            }
            String doubled = doubledIn(item, seen);
            if (doubled != null) {
                item.reject(doubled);
                continue;
            }
            for (SourceItem.TargetRow row : item.rows()) {
                String table = row.set().table().name().toString();
                seen.computeIfAbsent(table, t -> new HashMap<>()).put(row.key(), item.key());
                if (row.set().mode() != WriteMode.INSERT) {
                    mayMeetEarlierBatches.computeIfAbsent(table, t -> new ArrayList<>()).add(item);
                }
            }
        }
        mayMeetEarlierBatches.forEach(this::rejectDoubledAcrossBatches);
    }

    /** Why an item doubles a row that it or an item before it writes; null where it does not. */
    private static @Nullable String doubledIn(SourceItem item, Map<String, Map<String, String>> seen) {
        Set<String> own = new HashSet<>();
        for (SourceItem.TargetRow row : item.rows()) {
            String table = row.set().table().name().toString();
            String first = own.add(table + " " + row.key())
                    ? seen.getOrDefault(table, Map.of()).get(row.key())
                    : item.key();
            if (first != null) {
                return doubled(table, row.key(), first, item.key());
            }
        }
        return null;
    }

    private void rejectDoubledAcrossBatches(String table, List<SourceItem> items) {
        Map<String, SourceItem> byKey = new HashMap<>();
        for (SourceItem item : items) {
            for (SourceItem.TargetRow row : item.rows()) {
                if (row.set().table().name().toString().equals(table)) {
                    byKey.put(row.key(), item);
                }
            }
        }
        mappings.writersOf(context.run(), table, byKey.keySet()).forEach((key, first) -> {
            SourceItem item = byKey.get(key);
            item.reject(doubled(table, key, first, item.key()));
        });
    }

    private static String doubled(String table, String key, String first, String second) {
        return first.equals(second)
                ? "it writes the row " + key + " of " + table + " twice"
                : "source rows " + first + " and " + second + " both write the row " + key + " of " + table;
    }

    /**
     * Deferred constraints are checked once everything is written, since rows may refer to later ones of their batch until
     * then. Only where that refuses the batch is it written again with every part checked by itself.
     */
    private void writeHalving(BatchRows rows, int from, int to, Map<ColumnSet, Map<Integer, WriteOutcome>> outcomes) {
        session.savepoint(SAVEPOINT);
        writeHalving(rows, from, to, outcomes, false);
        boolean refused = false;
        try {
            session.checkDeferred();
        } catch (DataRefusal e) {
            refused = true;
            session.rollbackTo(SAVEPOINT);
        }
        session.release(SAVEPOINT);
        if (refused) {
            outcomes.clear();
            writeHalving(rows, from, to, outcomes, true);
        }
    }

    private void writeHalving(
            BatchRows rows,
            int from,
            int to,
            Map<ColumnSet, Map<Integer, WriteOutcome>> outcomes,
            boolean checkingDeferred) {
        List<SourceItem> moving = rows.items().subList(from, to).stream().filter(SourceItem::moves).toList();
        if (moving.isEmpty()) {
            return;
        }
        session.savepoint(SAVEPOINT);
        DataRefusal refusal;
        try {
            Map<ColumnSet, Map<Integer, WriteOutcome>> written = writeAll(rows, moving);
            if (checkingDeferred) {
                session.checkDeferred();
            }
            session.release(SAVEPOINT);
            written.forEach((set, found) ->
                    outcomes.computeIfAbsent(set, k -> new HashMap<>()).putAll(found));
            return;
        } catch (DataRefusal e) {
            refusal = e;
        }
        session.rollbackTo(SAVEPOINT);
        session.release(SAVEPOINT);
        if (moving.size() == 1) {
            moving.getFirst().reject(reason(moving.getFirst(), refusal));
            return;
        }
        int middle = from + (to - from) / 2;
        writeHalving(rows, from, middle, outcomes, checkingDeferred);
        writeHalving(rows, middle, to, outcomes, checkingDeferred);
    }

    /** A key that is there already is said with who wrote it, where this run did. */
    private String reason(SourceItem item, DataRefusal refusal) {
        if (refusal.sqlState().equals("23505")) {
            for (SourceItem.TargetRow row : item.rows()) {
                String table = row.set().table().name().toString();
                String first = mappings.writersOf(context.run(), table, List.of(row.key())).get(row.key());
                if (first != null) {
                    return doubled(table, row.key(), first, item.key());
                }
            }
        }
        return String.valueOf(refusal.getMessage());
    }

    private Map<ColumnSet, Map<Integer, WriteOutcome>> writeAll(BatchRows rows, List<SourceItem> moving) {
        Map<ColumnSet, List<Integer>> bySet = new IdentityHashMap<>();
        for (SourceItem item : moving) {
            for (SourceItem.TargetRow row : item.rows()) {
                bySet.computeIfAbsent(row.set(), s -> new ArrayList<>()).add(row.index());
            }
        }
        Map<ColumnSet, Map<Integer, WriteOutcome>> written = new IdentityHashMap<>();
        for (ColumnSet set : rows.columnSets()) {
            List<Integer> wanted = bySet.get(set);
            if (wanted != null) {
                wanted.sort(null);
                List<WriteOutcome> found = session.write(
                        new WriteBlock(set.table(), set.columns(), set.key(), set.mode(), rows.gather(set, wanted)));
                Map<Integer, WriteOutcome> byIndex = HashMap.newHashMap(wanted.size());
                for (int i = 0; i < wanted.size(); i++) {
                    byIndex.put(wanted.get(i), found.get(i));
                }
                written.put(set, byIndex);
            }
        }
        return written;
    }

    private Counts record(int batch, BatchRows rows, Map<ColumnSet, Map<Integer, WriteOutcome>> outcomes) {
        List<Mapping> mapped = new ArrayList<>(rows.items().size());
        List<BeforeImage> pictured = new ArrayList<>();
        List<RejectStore.Reject> rejected = new ArrayList<>();
        long migrated = 0;
        long written = 0;
        long skipped = 0;
        long unchanged = 0;
        for (SourceItem item : rows.items()) {
            if (item.unchanged()) {
                unchanged++;
            } else if (item.rejected() != null) {
                rejected.add(new RejectStore.Reject(
                        context.run().value(), program.step().name(), item.key(), item.rejected(), batch));
            } else if (item.skipped() != null) {
                skipped++;
            } else {
                migrated++;
                for (SourceItem.TargetRow row : item.rows()) {
                    WriteOutcome outcome = outcomes.get(row.set()).get(row.index());
                    written += outcome.kind() == WriteOutcome.Kind.EXISTING ? 0 : 1;
                    mapped.add(mapping(batch, item, row, outcome, rows));
                    if (outcome.beforeImage() != null) {
                        pictured.add(new BeforeImage(
                                row.set().table().name().toString(), row.key(), batch, outcome.beforeImage()));
                    }
                }
            }
        }
        recordColumnSets(rows);
        append(mapped, pictured, rejected);
        return new Counts(
                migrated + skipped + rejected.size(), migrated, written, skipped, rejected.size(), unchanged);
    }

    private void append(List<Mapping> mapped, List<BeforeImage> pictured, List<RejectStore.Reject> rejected) {
        if (!mapped.isEmpty()) {
            mappings.append(session, mapped);
        }
        if (!pictured.isEmpty()) {
            images.append(session, context.run(), pictured);
        }
        if (!rejected.isEmpty()) {
            rejects.append(session, rejected);
        }
    }

    private void recordColumnSets(BatchRows rows) {
        for (ColumnSet set : rows.columnSets()) {
            if (recordedSets.add(set.number())) {
                mappings.recordColumnSet(
                        context.run(),
                        program.step().name(),
                        new MappingStore.ColumnSet(
                                set.number(),
                                set.table().name().toString(),
                                set.writeIndex(),
                                set.key(),
                                set.columns().stream().map(c -> c.name()).toList()));
            }
        }
    }

    private Mapping mapping(
            int batch, SourceItem item, SourceItem.TargetRow row, WriteOutcome outcome, BatchRows rows) {
        boolean existing = outcome.kind() == WriteOutcome.Kind.EXISTING;
        byte @Nullable [] written = existing ? null : rows.hash(row.set(), row.index());
        return new Mapping(
                context.run().value(),
                program.step().name(),
                program.plan().effectiveNamespace(),
                program.step().entity(),
                item.key(),
                row.set().table().name().toString(),
                row.key(),
                row.set().writeIndex(),
                batch,
                switch (outcome.kind()) {
                    case INSERTED -> "inserted";
                    case UPDATED -> "updated";
                    case EXISTING -> "existing";
                },
                row.set().number(),
                item.hash(),
                written,
                outcome.stored(),
                "");
    }
}
