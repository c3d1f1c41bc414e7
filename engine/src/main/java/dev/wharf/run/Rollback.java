package dev.wharf.run;

import dev.wharf.audit.BatchStore;
import dev.wharf.audit.ControlStore;
import dev.wharf.audit.EventStore;
import dev.wharf.audit.MappingStore;
import dev.wharf.audit.MappingStore.Mapping;
import dev.wharf.audit.RunStatus;
import dev.wharf.audit.RunStore;
import dev.wharf.audit.Sql;
import dev.wharf.catalog.Column;
import dev.wharf.catalog.Schema;
import dev.wharf.catalog.Table;
import dev.wharf.database.DataRefusal;
import dev.wharf.database.Database;
import dev.wharf.database.TakeBackOutcome;
import dev.wharf.database.TargetSession;
import dev.wharf.database.WriteOutcome;
import dev.wharf.database.WrittenRow;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.transform.KeyTexts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes back what a run wrote, in the reverse order of its steps. Where rows refer to each other in a circle, the references
 * that closing passes filled are emptied first, if all those rows go. A page of rows and its reversals are one transaction, so it goes on where it stopped.
 */
final class Rollback {

    /** What a rollback empties is recorded under a number past every batch's. */
    private static final int AFTER_BATCHES = 1_000_000_000;

    private static final int PAGE = 2_000;
    private static final String SAVEPOINT = "wharf_fill";

    private final RunStore.Run run;
    private final long epoch;
    private final Database target;
    private final Schema schema;
    private final TargetSession session;
    private final RunEvent.Listener listener;
    private final Sql sql;
    private final MappingStore mappings;
    private final List<RollbackOutcome.Conflict> conflicts = new ArrayList<>();
    private boolean inOneTransaction;
    private final Map<String, Map<Integer, String>> transactions = new HashMap<>();

    Rollback(RunStore.Run run, long epoch, Database target, TargetSession session, RunEvent.Listener listener) {
        this.run = run;
        this.epoch = epoch;
        this.target = target;
        this.schema = target.survey();
        this.session = session;
        this.listener = listener;
        this.sql = new Sql(session.connection(), target.dialect());
        this.mappings = new MappingStore(sql);
    }

    RollbackOutcome run() {
        List<ControlStore.StepRow> steps = new ControlStore(sql).of(run.id()).reversed();
        for (ControlStore.StepRow step : steps) {
            new BatchStore(sql)
                    .of(run.id(), step.step(), BatchStore.DATA)
                    .forEach(b -> transactions
                            .computeIfAbsent(step.step(), s -> new HashMap<>())
                            .put(b.number(), String.valueOf(b.transaction())));
        }
        takeBackUntilNothingGives(steps);
        if (!conflicts.isEmpty()) {
            releaseCycles(steps);
        }
        return end(steps);
    }

    /** A row that another row of the run refers to goes once that one is gone, so a pass is repeated while it helps. */
    private void takeBackUntilNothingGives(List<ControlStore.StepRow> steps) {
        int before;
        do {
            before = conflicts.size();
            conflicts.clear();
            for (ControlStore.StepRow step : steps) {
                List<Map.Entry<String, List<String>>> tables =
                        new ArrayList<>(tables(step.step()).entrySet());
                tables.reversed().forEach(t -> takeBack(step.step(), t.getKey(), t.getValue()));
            }
        } while (!conflicts.isEmpty() && (before == 0 || conflicts.size() < before));
    }

    /** The tables that a step wrote, in the order of its writes, with their keys. */
    private Map<String, List<String>> tables(String step) {
        Map<String, List<String>> tables = new LinkedHashMap<>();
        mappings.columnSets(run.id(), step).stream()
                .sorted(java.util.Comparator.comparingInt(MappingStore.ColumnSet::writeIndex))
                .forEach(set -> tables.putIfAbsent(set.targetTable(), set.keyColumns()));
        return tables;
    }

    /** Something outside of the run still holds a row whose references were emptied. */
    private static final class StillHeld extends RuntimeException {
        private static final long serialVersionUID = 1L;

        StillHeld() {
            super("rows are still held", null, false, false);
        }
    }

    /**
     * Rows that refer to each other in a circle only go once the references that the closing passes filled are empty. That is
     * tried in one transaction, and stands only if every row that was touched by it is gone: a row that stays keeps its
     * references.
     */
    private void releaseCycles(List<ControlStore.StepRow> steps) {
        List<RollbackOutcome.Conflict> held = List.copyOf(conflicts);
        Set<String> keys = new HashSet<>();
        held.forEach(conflict -> keys.add(conflict.table() + " " + conflict.key()));
        Set<String> emptied = new HashSet<>();
        try {
            transaction(() -> {
                inOneTransaction = true;
                steps.forEach(step -> tables(step.step())
                        .forEach((table, key) -> unfill(step.step(), table, key, keys, emptied)));
                if (emptied.isEmpty()) {
                    throw new StillHeld();
                }
                takeBackUntilNothingGives(steps);
                if (conflicts.stream().anyMatch(c -> emptied.contains(c.table() + " " + c.key()))) {
                    throw new StillHeld();
                }
            });
        } catch (StillHeld _) {
            conflicts.clear();
            conflicts.addAll(held);
        } finally {
            inOneTransaction = false;
        }
    }

    private void unfill(String step, String table, List<String> key, Set<String> keys, Set<String> emptied) {
        eachFilled(step, table, (mapping, fills) -> {
            String name = table + " " + mapping.targetKey();
            if (keys.contains(name) && session.untouched(table(table), key, written(mapping, key.size(), fills, null))
                    && empty(step, table(table), key, mapping, fills)) {
                emptied.add(name);
            }
        });
    }

    private void eachFilled(String step, String table, BiConsumer<Mapping, List<MappingStore.Fill>> work) {
        String last = null;
        while (true) {
            List<Mapping> page = mappings.toTakeBack(run.id(), step, table, last, PAGE);
            if (page.isEmpty()) {
                return;
            }
            last = page.getLast().targetKey();
            Map<String, List<MappingStore.Fill>> fills = mappings.fills(
                    run.id(), table, page.stream().map(Mapping::targetKey).toList());
            if (!fills.isEmpty()) {
                transaction(() -> page.stream()
                        .filter(mapping -> fills.containsKey(mapping.targetKey()))
                        .forEach(mapping -> work.accept(mapping, fills.get(mapping.targetKey()))));
            }
        }
    }

    /** Empties the filled columns of one row; false where the target refuses that. */
    private boolean empty(
            String step, Table table, List<String> key, Mapping mapping, List<MappingStore.Fill> fills) {
        Set<String> columns = new LinkedHashSet<>();
        fills.forEach(fill -> columns.add(fill.column()));
        List<MappingStore.Fill> done = new ArrayList<>();
        session.savepoint(SAVEPOINT);
        try {
            for (String name : columns) {
                Column column = table.column(name).orElseThrow();
                WriteOutcome outcome =
                        session.update(table, key, KeyTexts.read(mapping.targetKey(), key.size()), column, null);
                done.add(new MappingStore.Fill(
                        step,
                        AFTER_BATCHES + (int) epoch,
                        mapping.targetTable(),
                        mapping.targetKey(),
                        name,
                        null,
                        session.transaction(),
                        outcome.stored()));
            }
            session.release(SAVEPOINT);
        } catch (DataRefusal refusal) {
            session.rollbackTo(SAVEPOINT);
            session.release(SAVEPOINT);
            return false;
        }
        mappings.appendFills(session, run.id(), done);
        return true;
    }

    private void takeBack(String step, String tableName, List<String> key) {
        String last = null;
        while (true) {
            List<Mapping> page = mappings.toTakeBack(run.id(), step, tableName, last, PAGE);
            if (page.isEmpty()) {
                return;
            }
            last = page.getLast().targetKey();
            transaction(() -> takeBack(page, table(tableName), key));
            if (!inOneTransaction) {
                listener.on(new RunEvent.TakenBack(tableName, page.size()));
            }
        }
    }

    private void takeBack(List<Mapping> page, Table table, List<String> key) {
        List<String> keys = page.stream().map(Mapping::targetKey).toList();
        Map<String, List<MappingStore.Fill>> fills = mappings.fills(run.id(), page.getFirst().targetTable(), keys);
        Map<String, MappingStore.BeforeImage> images =
                mappings.beforeImages(run.id(), page.getFirst().targetTable(), keys);
        List<WrittenRow> rows = page.stream()
                .map(m -> written(
                        m,
                        key.size(),
                        fills.getOrDefault(m.targetKey(), List.of()),
                        images.containsKey(m.targetKey())
                                ? images.get(m.targetKey()).image()
                                : null))
                .toList();
        List<TakeBackOutcome> outcomes = session.takeBack(table, key, rows);
        Map<TakeBackOutcome.Kind, List<Mapping>> reversed = new LinkedHashMap<>();
        for (int i = 0; i < page.size(); i++) {
            Mapping mapping = page.get(i);
            TakeBackOutcome outcome = outcomes.get(i);
            if (outcome.kind() == TakeBackOutcome.Kind.CONFLICT) {
                conflicts.add(new RollbackOutcome.Conflict(
                        mapping.targetTable(), mapping.targetKey(), outcome.reason()));
            } else {
                reversed.computeIfAbsent(outcome.kind(), k -> new ArrayList<>()).add(mapping);
            }
        }
        reversed.forEach((kind, of) -> {
            mappings.appendReversals(session, of, kind.name().toLowerCase(java.util.Locale.ROOT));
            if (kind != TakeBackOutcome.Kind.RESTORED) {
                List<Mapping> sharing = mappings.sharing(of);
                if (!sharing.isEmpty()) {
                    mappings.appendReversals(session, sharing, "removed_elsewhere");
                }
            }
        });
    }

    private WrittenRow written(
            Mapping mapping, int keyColumns, List<MappingStore.Fill> fills, @Nullable String beforeImage) {
        List<String> writers = new ArrayList<>();
        writers.add(transactions.getOrDefault(mapping.step(), Map.of()).getOrDefault(mapping.batch(), ""));
        fills.forEach(fill -> writers.add(fill.transaction()));
        byte[] stored = fills.isEmpty() ? mapping.storedHash() : fills.getLast().storedHash();
        return new WrittenRow(KeyTexts.read(mapping.targetKey(), keyColumns), writers, stored, beforeImage);
    }

    private Table table(String name) {
        return schema.table(name)
                .orElseThrow(() -> new WharfException(
                        Kind.REFUSED,
                        "schema-drift",
                        "The target has no table " + name + " any more, which run " + run.id() + " wrote.",
                        "Bring it back, then roll back again."));
    }

    private void transaction(Runnable work) {
        if (inOneTransaction) {
            work.run();
            return;
        }
        RunContext.transaction(session, s -> {
            if (!new RunStore(sql).holds(run.id(), epoch)) {
                throw new WharfException(
                        Kind.REFUSED,
                        "superseded",
                        "Run " + run.id() + " was taken over by another engine.",
                        "See `wharf status " + run.id() + "`.");
            }
            work.run();
            return null;
        });
    }

    private RollbackOutcome end(List<ControlStore.StepRow> steps) {
        RunStatus status = conflicts.isEmpty() ? RunStatus.ROLLED_BACK : RunStatus.ROLLED_BACK_WITH_CONFLICTS;
        Map<String, Long> done = mappings.reversalsByOutcome(run.id());
        RunContext.transaction(session, s -> {
            ControlStore control = new ControlStore(sql);
            steps.forEach(step -> control.end(run.id(), step.step(), "rollback", status, null));
            new RunStore(sql).end(run.id(), epoch, status, null);
            new EventStore(sql)
                    .record(
                            run.id(),
                            status.word(),
                            "removed " + done.getOrDefault("removed", 0L) + ", restored "
                                    + done.getOrDefault("restored", 0L) + ", missing "
                                    + done.getOrDefault("missing", 0L) + ", conflicts " + conflicts.size());
            return null;
        });
        return new RollbackOutcome(
                run.id(),
                status,
                done.getOrDefault("removed", 0L),
                done.getOrDefault("restored", 0L),
                done.getOrDefault("missing", 0L),
                conflicts);
    }
}
