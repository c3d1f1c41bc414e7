package dev.wharf.run;

import dev.wharf.audit.BatchStore;
import dev.wharf.audit.ControlStore;
import dev.wharf.audit.Counts;
import dev.wharf.audit.MappingStore;
import dev.wharf.audit.BeforeImageStore;
import dev.wharf.audit.BeforeImageStore.BeforeImage;
import dev.wharf.audit.MappingStore.Mapping;
import dev.wharf.audit.RejectStore;
import dev.wharf.audit.RemarkStore;
import dev.wharf.audit.RunStore;
import dev.wharf.audit.Sql;
import dev.wharf.catalog.Table;
import dev.wharf.database.DataRefusal;
import dev.wharf.database.TargetSession;
import dev.wharf.database.WriteMode;
import dev.wharf.database.WriteOutcome;
import dev.wharf.transform.BatchRows;
import dev.wharf.transform.ColumnSet;
import dev.wharf.transform.SourceItem;
import dev.wharf.transform.StepProgram;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Commits batches: the rows, their mappings, before-images and rejects, the counts and the range's end, in one transaction
 * of the target that asserts the run's epoch. For one thread.
 */
final class BatchWriter {

    /** Of each step of a run. */
    private static final long MOST_SKIP_REMARKS = 10_000;

    private final RunContext context;
    private final StepProgram program;
    private final String worker;
    private final TargetSession session;
    private final MappingStore mappings;
    private final BatchMappings packed;
    private final BeforeImageStore images;
    private final RejectStore rejects;
    private final RemarkStore remarks;
    private final RetriedRows retried;
    private final RowsSince since;
    private final RowsWriter rowsWriter;
    private final TriggerWatch triggers;
    private final ControlStore control;
    private final BatchStore batches;
    private final RunStore runs;
    private long skipRemarks = -1;
    private final Set<Integer> recordedSets = new HashSet<>();

    BatchWriter(RunContext context, StepProgram program, String worker, TargetSession session) {
        this.context = context;
        this.program = program;
        this.worker = worker;
        this.session = session;
        Sql sql = context.sql(session);
        mappings = new MappingStore(sql);
        packed = new BatchMappings(context, program, sql);
        images = new BeforeImageStore(sql);
        rejects = new RejectStore(sql);
        remarks = new RemarkStore(sql);
        retried = new RetriedRows(context, program.step().name(), session);
        since = new RowsSince(context, program, session);
        rowsWriter = new RowsWriter(context, session, mappings);
        triggers = new TriggerWatch(context, program.step().name(), session);
        control = new ControlStore(sql);
        batches = new BatchStore(sql);
        runs = new RunStore(sql);
    }

    /**
     * Writes and commits one range's rows; gives what it adds to the step's counts. A refusal that came only with the commit
     * (of rows that triggers wrote in SQLite) makes the session look closer, so it is found in a second try.
     */
    Counts write(BatchStore.Batch batch, BatchRows rows) {
        try {
            return RunContext.transaction(session, s -> inTransaction(batch, rows));
        } catch (DataRefusal atCommit) {
            forgetWhatWasRolledBack();
            return RunContext.transaction(session, s -> inTransaction(batch, rows));
        }
    }

    private void forgetWhatWasRolledBack() {
        packed.forget();
        recordedSets.clear();
        skipRemarks = -1;
        triggers.forget();
    }

    private Counts inTransaction(BatchStore.Batch range, BatchRows rows) {
        int batch = range.number();
        if (!runs.holds(context.run(), context.epoch())) {
            throw context.superseded();
        }
        since.leaveDeleted(rows);
        since.leaveEdited(rows);
        rejectDoubledTargets(rows);
        Map<ColumnSet, RowOutcomes> outcomes = rowsWriter.write(rows);
        triggers.look(rows, outcomes);
        Counts counts = record(range, rows, outcomes);
        String transaction = session.transaction();
        if (!batches.close(
                context.run(),
                program.step().name(),
                range.pass(),
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

    /** Two source rows of one run that write the same target row: the later one is the error. */
    private void rejectDoubledTargets(BatchRows rows) {
        Map<Table, Map<String, SourceItem>> seen = new IdentityHashMap<>();
        Map<String, List<SourceItem>> mayMeetEarlierBatches = new HashMap<>();
        for (SourceItem item : rows.items()) {
            if (!item.moves()) {
                continue;
            }
            String doubled = doubledIn(item, seen, rows.items().size());
            if (doubled != null) {
                item.reject(doubled);
                continue;
            }
            for (SourceItem.TargetRow row : item.rows()) {
                if (row.set().mode() != WriteMode.INSERT) {
                    mayMeetEarlierBatches
                            .computeIfAbsent(row.set().table().name().toString(), t -> new ArrayList<>())
                            .add(item);
                }
            }
        }
        mayMeetEarlierBatches.forEach(this::rejectDoubledAcrossBatches);
    }

    /** Why an item doubles a row that it or an item before it writes; null where it does not, and then its rows are seen. */
    private static @Nullable String doubledIn(
            SourceItem item, Map<Table, Map<String, SourceItem>> seen, int rows) {
        for (SourceItem.TargetRow row : item.rows()) {
            Map<String, SourceItem> ofTable = seen.computeIfAbsent(row.set().table(), t -> HashMap.newHashMap(rows));
            SourceItem first = ofTable.putIfAbsent(row.key(), item);
            if (first != null) {
                forget(item, seen);
                return RowsWriter.doubled(row.set().table().name().toString(), row.key(), first.key(), item.key());
            }
        }
        return null;
    }

    private static void forget(SourceItem item, Map<Table, Map<String, SourceItem>> seen) {
        for (SourceItem.TargetRow row : item.rows()) {
            Map<String, SourceItem> ofTable = seen.get(row.set().table());
            if (ofTable != null) {
                ofTable.remove(row.key(), item);
            }
        }
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
            item.reject(RowsWriter.doubled(table, key, first, item.key()));
        });
    }

    private Counts record(
            BatchStore.Batch range, BatchRows rows, Map<ColumnSet, RowOutcomes> outcomes) {
        int batch = range.number();
        List<Mapping> mapped = new ArrayList<>(rows.items().size());
        List<BeforeImage> pictured = new ArrayList<>();
        List<RejectStore.Reject> rejected = new ArrayList<>();
        long migrated = 0;
        long written = 0;
        List<SourceItem> skipped = new ArrayList<>();
        List<RemarkStore.Remark> references = new ArrayList<>();
        long unchanged = 0;
        for (SourceItem item : rows.items()) {
            if (item.ignored()) {
                continue;
            }
            if (item.unchanged()) {
                unchanged++;
                RemarkStore.Kind kind = item.edited() ? RemarkStore.Kind.EDITED : RemarkStore.Kind.FILLABLE;
                item.remarks().forEach(said -> references.add(remark(batch, item, kind, said)));
            } else if (item.rejected() != null) {
                rejected.add(new RejectStore.Reject(
                        context.run().value(), program.step().name(), item.key(), item.rejected(), batch));
            } else if (item.skipped() != null) {
                skipped.add(item);
            } else {
                migrated++;
                item.remarks().forEach(said -> references.add(remark(batch, item, RemarkStore.Kind.LEFT_NULL, said)));
                for (SourceItem.TargetRow row : item.rows()) {
                    WriteOutcome outcome = outcome(outcomes, row);
                    written += outcome.kind() == WriteOutcome.Kind.EXISTING ? 0 : 1;
                    if (!packed.take(item, row, outcome, rows)) {
                        mapped.add(mapping(batch, item, row, outcome, rows));
                    }
                    if (outcome.beforeImage() != null) {
                        pictured.add(new BeforeImage(
                                row.set().table().name().toString(), row.key(), batch, outcome.beforeImage()));
                    }
                }
            }
        }
        recordColumnSets(rows);
        packed.append(batch);
        append(mapped, pictured);
        remark(batch, skipped);
        if (!references.isEmpty()) {
            remarks.append(session, references);
        }
        if (range.pass().equals(BatchStore.RETRY)) {
            return retried.record(range, rows, migrated, written, skipped.size(), rejected.size(), unchanged);
        }
        if (!rejected.isEmpty()) {
            rejects.append(session, rejected);
        }
        return new Counts(
                migrated + skipped.size() + rejected.size(), migrated, written, skipped.size(), rejected.size(), unchanged);
    }

    private static WriteOutcome outcome(Map<ColumnSet, RowOutcomes> outcomes, SourceItem.TargetRow row) {
        return Objects.requireNonNull(Objects.requireNonNull(outcomes.get(row.set())).get(row.index()));
    }

    /** Why rows were skipped is kept of the first of a step; how many there were is in its counts. */
    private void remark(int batch, List<SourceItem> skipped) {
        if (skipped.isEmpty()) {
            return;
        }
        if (skipRemarks < 0) {
            skipRemarks = remarks.count(context.run(), program.step().name(), RemarkStore.Kind.SKIPPED);
        }
        List<RemarkStore.Remark> kept = skipped.stream()
                .limit(Math.max(0, MOST_SKIP_REMARKS - skipRemarks))
                .map(item -> remark(batch, item, RemarkStore.Kind.SKIPPED, String.valueOf(item.skipped())))
                .toList();
        if (!kept.isEmpty()) {
            remarks.append(session, kept);
            skipRemarks += kept.size();
        }
    }

    private RemarkStore.Remark remark(int batch, SourceItem item, RemarkStore.Kind kind, String reason) {
        return new RemarkStore.Remark(context.run().value(), program.step().name(), item.key(), kind, reason, batch);
    }

    private void append(List<Mapping> mapped, List<BeforeImage> pictured) {
        if (!mapped.isEmpty()) {
            mappings.append(session, mapped);
        }
        if (!pictured.isEmpty()) {
            images.append(session, context.run(), pictured);
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
