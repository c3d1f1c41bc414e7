package dev.wharf.run;

import dev.wharf.audit.ControlStore;
import dev.wharf.audit.EventStore;
import dev.wharf.audit.BeforeImageStore;
import dev.wharf.audit.FillStore;
import dev.wharf.audit.MappingStore;
import dev.wharf.audit.PackedMappings;
import dev.wharf.audit.MappingStore.Mapping;
import dev.wharf.audit.ReversalStore;
import dev.wharf.audit.RunStatus;
import dev.wharf.audit.RunStore;
import dev.wharf.audit.Sql;
import dev.wharf.catalog.Schema;
import dev.wharf.catalog.Table;
import dev.wharf.database.Database;
import dev.wharf.database.TakeBackOutcome;
import dev.wharf.database.TargetSession;
import dev.wharf.database.WrittenRow;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Takes back what a run wrote, in the reverse order of its steps. Where rows refer to each other in a circle, the references
 * that closing passes filled are emptied first, if all those rows go. A page of rows and its reversals are one transaction, so it goes on where it stopped.
 */
final class Rollback {

    private static final int PAGE = 2_000;

    private final RunStore.Run run;
    private final long epoch;
    private final Database target;
    private final Schema schema;
    private final TargetSession session;
    private final RunEvent.Listener listener;
    private final Sql sql;
    private final MappingStore mappings;
    private final FillStore fills;
    private final BeforeImageStore images;
    private final ReversalStore reversals;
    private final RunRows rows;
    private final List<RollbackOutcome.Conflict> conflicts = new ArrayList<>();
    private final long total;
    private long done;
    private final Sweeps sweeps;
    private boolean inOneTransaction;
    private boolean downwards;

    Rollback(RunStore.Run run, long epoch, Database target, TargetSession session, RunEvent.Listener listener) {
        this.run = run;
        this.epoch = epoch;
        this.target = target;
        this.schema = target.survey();
        this.session = session;
        this.listener = listener;
        this.sql = new Sql(session.connection(), target.dialect());
        this.mappings = new MappingStore(sql);
        this.fills = new FillStore(sql);
        this.images = new BeforeImageStore(sql);
        this.reversals = new ReversalStore(sql);
        this.sweeps = new Sweeps(session, listener);
        List<ControlStore.StepRow> steps = steps();
        this.rows = new RunRows(sql, run.id(), steps.stream().map(ControlStore.StepRow::step).toList());
        this.total = steps.stream().mapToLong(step -> step.counts().written()).sum();
    }

    RollbackOutcome run() {
        List<ControlStore.StepRow> steps = steps();
        unpackMappings(steps);
        done = reversals.byOutcome(run.id()).values().stream().mapToLong(Long::longValue).sum();
        listener.on(new RunEvent.TakingBack(done, total));
        takeBackUntilNothingGives(steps);
        if (!conflicts.isEmpty()) {
            releaseCircles(steps);
        }
        return end(steps);
    }

    /** Rows are taken back by their keys, and other runs' mappings of them are looked for. */
    private void unpackMappings(List<ControlStore.StepRow> steps) {
        Unpacking.of(
                work -> transaction(() -> work.applyAsLong(sql)),
                steps.stream()
                        .map(ControlStore.StepRow::entity)
                        .distinct()
                        .map(entity -> new PackedMappings.Which.OfEntity(run.namespace(), entity, null))
                        .toList(),
                listener);
    }

    private List<ControlStore.StepRow> steps() {
        return new ControlStore(sql).of(run.id()).reversed();
    }

    /**
     * A row that another row of the run refers to goes once that one is gone, so a pass is repeated while it helps. Where rows
     * of one table refer to each other, a pass against their order gives a page at a time, so every other pass goes the other
     * way; the first one downwards, for what refers mostly has the greater key.
     */
    private void takeBackUntilNothingGives(List<ControlStore.StepRow> steps) {
        int before;
        downwards = false;
        do {
            before = conflicts.size();
            conflicts.clear();
            downwards = !downwards;
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

    /** A row whose references were emptied stays after all, so this try must not stand. */
    private static final class StillHeld extends RuntimeException {
        private static final long serialVersionUID = 1L;

        StillHeld() {
            super("rows are still held", null, false, false);
        }
    }

    /**
     * Rows that refer to each other in a circle only go once the references that the closing passes filled are empty. That is
     * tried in one transaction, which stands if every row that was emptied is gone. Where one stays, because somebody else
     * holds it, it is tried again without that row and all that it refers to: they keep their references, the others go.
     */
    private void releaseCircles(List<ControlStore.StepRow> steps) {
        List<RollbackOutcome.Conflict> held = List.copyOf(conflicts);
        long before = done;
        CircleRelease release = new CircleRelease(run.id(), epoch, session, sql, rows);
        boolean again = true;
        while (again) {
            again = false;
            try {
                transaction(() -> {
                    inOneTransaction = true;
                    empty(steps, held, release);
                    if (release.emptiedAny()) {
                        takeBackUntilNothingGives(steps);
                    }
                    if (release.keep(conflicts)) {
                        throw new StillHeld();
                    }
                });
            } catch (StillHeld _) {
                again = true;
                done = before;
                conflicts.clear();
                conflicts.addAll(held);
            } finally {
                inOneTransaction = false;
            }
        }
    }

    private void empty(
            List<ControlStore.StepRow> steps, List<RollbackOutcome.Conflict> held, CircleRelease release) {
        release.forget();
        Map<String, Set<String>> keys = new HashMap<>();
        held.forEach(conflict -> keys.computeIfAbsent(conflict.table(), t -> new HashSet<>()).add(conflict.key()));
        for (ControlStore.StepRow step : steps) {
            tables(step.step()).forEach((name, key) -> {
                Set<String> wanted = keys.getOrDefault(name, Set.of());
                if (!wanted.isEmpty()) {
                    eachPage(step.step(), name, page -> release.empty(step.step(), table(name), key, page.stream()
                            .filter(mapping -> wanted.contains(mapping.targetKey()))
                            .toList()));
                }
            });
        }
    }

    private void eachPage(String step, String table, Consumer<List<Mapping>> work) {
        boolean down = downwards;
        List<Mapping> page = reversals.toTakeBack(run.id(), step, table, null, down, PAGE);
        while (!page.isEmpty()) {
            work.accept(page);
            page = page.size() < PAGE
                    ? List.of()
                    : reversals.toTakeBack(run.id(), step, table, page.getLast().targetKey(), down, PAGE);
        }
    }

    private void takeBack(String step, String tableName, List<String> key) {
        eachPage(step, tableName, page -> {
            long taken = transaction(() -> takeBack(page, table(tableName), key));
            done += taken;
            if (!inOneTransaction) {
                sweeps.count(tableName, taken);
            }
            listener.on(new RunEvent.TakenBack(tableName, done, Math.max(done, total)));
        });
        if (!inOneTransaction) {
            schema.table(tableName).ifPresent(table -> sweeps.behind(tableName, table));
        }
    }

    /** Gives how many of the rows are taken back. */
    private int takeBack(List<Mapping> whole, Table table, List<String> key) {
        List<String> keys = whole.stream().map(Mapping::targetKey).toList();
        String name = whole.getFirst().targetTable();
        Map<String, List<FillStore.Fill>> filled = fills.of(run.id(), name, keys);
        Map<String, String> pictured = images.of(run.id(), name, keys);
        List<Mapping> page = whole.stream().filter(m -> restorable(m, pictured)).toList();
        if (page.isEmpty()) {
            return 0;
        }
        List<WrittenRow> written = page.stream()
                .map(m -> rows.of(
                        m,
                        key.size(),
                        filled.getOrDefault(m.targetKey(), List.of()),
                        m.kind().equals("updated") ? pictured.get(m.targetKey()) : null))
                .toList();
        List<TakeBackOutcome> outcomes = session.takeBack(table, key, written);
        Map<TakeBackOutcome.Kind, List<Mapping>> reversed = new LinkedHashMap<>();
        for (int i = 0; i < page.size(); i++) {
            Mapping mapping = page.get(i);
            TakeBackOutcome outcome = outcomes.get(i);
            if (outcome.kind() == TakeBackOutcome.Kind.CONFLICT) {
                conflicts.add(new RollbackOutcome.Conflict(
                        mapping.targetTable(),
                        mapping.targetKey(),
                        outcome.reason(),
                        outcome.holder() == null ? null : outcome.holder().toString()));
            } else {
                reversed.computeIfAbsent(outcome.kind(), k -> new ArrayList<>()).add(mapping);
            }
        }
        reversed.forEach((kind, of) -> {
            reversals.append(session, of, kind.name().toLowerCase(java.util.Locale.ROOT));
            if (kind != TakeBackOutcome.Kind.RESTORED) {
                List<Mapping> sharing = reversals.sharing(of);
                if (!sharing.isEmpty()) {
                    reversals.append(session, sharing, "removed_elsewhere");
                }
            }
        });
        return reversed.values().stream().mapToInt(List::size).sum();
    }

    /** A row that was updated needs its before-image, which a purge may have dropped. */
    private boolean restorable(Mapping mapping, Map<String, String> pictured) {
        if (mapping.kind().equals("updated") && !pictured.containsKey(mapping.targetKey())) {
            conflicts.add(new RollbackOutcome.Conflict(
                    mapping.targetTable(), mapping.targetKey(), "what it was before was purged from the audit tables", null));
            return false;
        }
        return true;
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
        transaction(() -> {
            work.run();
            return null;
        });
    }

    private <T> T transaction(Supplier<T> work) {
        if (inOneTransaction) {
            return work.get();
        }
        return RunContext.transaction(session, s -> {
            if (!new RunStore(sql).holds(run.id(), epoch)) {
                throw new WharfException(
                        Kind.REFUSED,
                        "superseded",
                        "Run " + run.id() + " was taken over by another engine.",
                        "See `wharf status " + run.id() + "`.");
            }
            return work.get();
        });
    }

    private RollbackOutcome end(List<ControlStore.StepRow> steps) {
        RunStatus status = conflicts.isEmpty() ? RunStatus.ROLLED_BACK : RunStatus.ROLLED_BACK_WITH_CONFLICTS;
        Map<String, Long> done = reversals.byOutcome(run.id());
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
        RollbackOutcome outcome = new RollbackOutcome(
                run.id(),
                status,
                done.getOrDefault("removed", 0L),
                done.getOrDefault("restored", 0L),
                done.getOrDefault("missing", 0L),
                List.copyOf(conflicts),
                List.of());
        return conflicts.isEmpty() ? outcome : LaterRuns.named(outcome, reversals, listener);
    }
}
