package dev.wharf.run;

import dev.wharf.audit.FillStore;
import dev.wharf.audit.MappingStore.Mapping;
import dev.wharf.audit.RunId;
import dev.wharf.audit.Sql;
import dev.wharf.catalog.Column;
import dev.wharf.catalog.Table;
import dev.wharf.database.DataRefusal;
import dev.wharf.database.FillOutcome;
import dev.wharf.database.FillRow;
import dev.wharf.database.TargetSession;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Empties the references that closing passes filled, so that rows that refer to each other in a circle can go. It remembers
 * which rows must keep theirs because they stay: whoever holds them holds also the rows that they refer to.
 */
final class CircleRelease {

    /** What a rollback empties is recorded under a number past every batch's. */
    private static final int AFTER_BATCHES = 1_000_000_000;

    private static final String SAVEPOINT = "wharf_empty";

    private final RunId run;
    private final long epoch;
    private final TargetSession session;
    private final FillStore fills;
    private final RunRows rows;
    private final Set<String> keeping = new HashSet<>();
    private final Set<String> emptied = new HashSet<>();
    private final Map<String, Set<String>> referring = new HashMap<>();

    CircleRelease(RunId run, long epoch, TargetSession session, Sql sql, RunRows rows) {
        this.run = run;
        this.epoch = epoch;
        this.session = session;
        this.fills = new FillStore(sql);
        this.rows = rows;
    }

    /** Begins another try. */
    void forget() {
        emptied.clear();
    }

    boolean emptiedAny() {
        return !emptied.isEmpty();
    }

    /**
     * Makes rows that turned out to stay keep their references from now on, and with them the rows that they refer to.
     *
     * @return whether there was one among them that had been emptied, so that this try must not stand
     */
    boolean keep(Collection<RollbackOutcome.Conflict> staying) {
        Deque<String> open = new ArrayDeque<>();
        boolean wrong = false;
        for (RollbackOutcome.Conflict conflict : staying) {
            String row = row(conflict.table(), conflict.key());
            wrong |= emptied.contains(row);
            open.add(row);
        }
        while (!open.isEmpty()) {
            String row = open.poll();
            if (keeping.add(row)) {
                open.addAll(referring.getOrDefault(row, Set.of()));
            }
        }
        return wrong;
    }

    /** Empties what was filled in these rows, as far as nobody touched them and the target lets it. */
    void empty(String step, Table table, List<String> key, List<Mapping> page) {
        List<Mapping> some = page.stream()
                .filter(mapping -> !keeping.contains(row(mapping.targetTable(), mapping.targetKey())))
                .toList();
        if (some.isEmpty()) {
            return;
        }
        Map<String, List<FillStore.Fill>> filled = fills.of(
                run, table.name().toString(), some.stream().map(Mapping::targetKey).toList());
        List<Mapping> candidates =
                some.stream().filter(mapping -> filled.containsKey(mapping.targetKey())).toList();
        if (candidates.isEmpty()) {
            return;
        }
        candidates.forEach(mapping -> remember(table, mapping, filled.get(mapping.targetKey())));
        List<Boolean> untouched = session.untouched(
                table,
                key,
                candidates.stream()
                        .map(mapping -> rows.of(mapping, key.size(), filled.get(mapping.targetKey()), null))
                        .toList());
        Map<String, List<Mapping>> byColumn = new LinkedHashMap<>();
        for (int i = 0; i < candidates.size(); i++) {
            if (untouched.get(i)) {
                for (String column : columns(filled.get(candidates.get(i).targetKey()))) {
                    byColumn.computeIfAbsent(column, c -> new ArrayList<>()).add(candidates.get(i));
                }
            }
        }
        byColumn.forEach((column, mappings) ->
                empty(step, table, key, table.column(column).orElseThrow(), mappings, filled));
    }

    private static Set<String> columns(List<FillStore.Fill> fills) {
        Set<String> columns = new LinkedHashSet<>();
        fills.forEach(fill -> columns.add(fill.column()));
        return columns;
    }

    private void remember(Table table, Mapping mapping, List<FillStore.Fill> filled) {
        Set<String> to = referring.computeIfAbsent(row(mapping.targetTable(), mapping.targetKey()), r -> new HashSet<>());
        for (FillStore.Fill fill : filled) {
            if (fill.valueKey() != null) {
                to.add(row(referred(table, fill.column()), fill.valueKey()));
            }
        }
    }

    private static String referred(Table table, String column) {
        return table.foreignKeys().stream()
                .filter(foreignKey -> foreignKey.columns().equals(List.of(column)))
                .map(foreignKey -> foreignKey.table().toString())
                .findFirst()
                .orElse(table.name().toString());
    }

    private void empty(
            String step,
            Table table,
            List<String> key,
            Column column,
            List<Mapping> mappings,
            Map<String, List<FillStore.Fill>> filled) {
        List<FillRow> wanted = mappings.stream()
                .map(m -> new FillRow(rows.of(m, key.size(), filled.get(m.targetKey()), null), null, false))
                .toList();
        session.savepoint(SAVEPOINT);
        List<FillOutcome> outcomes;
        try {
            outcomes = session.fill(table, key, column, wanted);
            session.release(SAVEPOINT);
        } catch (DataRefusal refusal) {
            session.rollbackTo(SAVEPOINT);
            session.release(SAVEPOINT);
            int middle = mappings.size() / 2;
            if (middle > 0) {
                empty(step, table, key, column, mappings.subList(0, middle), filled);
                empty(step, table, key, column, mappings.subList(middle, mappings.size()), filled);
            }
            return;
        }
        List<FillStore.Fill> done = new ArrayList<>();
        String transaction = session.transaction();
        for (int i = 0; i < mappings.size(); i++) {
            if (outcomes.get(i).kind() == FillOutcome.Kind.FILLED) {
                Mapping mapping = mappings.get(i);
                emptied.add(row(mapping.targetTable(), mapping.targetKey()));
                done.add(new FillStore.Fill(
                        step,
                        AFTER_BATCHES + (int) epoch,
                        mapping.targetTable(),
                        mapping.targetKey(),
                        column.name(),
                        null,
                        transaction,
                        outcomes.get(i).stored()));
            }
        }
        if (!done.isEmpty()) {
            fills.append(session, run, done);
        }
    }

    private static String row(String table, String key) {
        return table + " " + key;
    }
}
