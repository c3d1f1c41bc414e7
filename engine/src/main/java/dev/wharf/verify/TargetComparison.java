package dev.wharf.verify;

import dev.wharf.audit.ControlStore.StepRow;
import dev.wharf.audit.MappingStore.ColumnSet;
import dev.wharf.audit.MappingStore.Mapping;
import dev.wharf.audit.MappingStore;
import dev.wharf.audit.RecordedRows;
import dev.wharf.audit.Sql;
import dev.wharf.catalog.Column;
import dev.wharf.catalog.Schema;
import dev.wharf.catalog.Table;
import dev.wharf.database.Database;
import dev.wharf.database.RowHasher;
import dev.wharf.database.StoredRow;
import dev.wharf.database.TargetSession;
import dev.wharf.database.ValueText;
import dev.wharf.transform.KeyTexts;
import dev.wharf.wire.BigEndian;
import dev.wharf.wire.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the rows that a step wrote back by their keys and holds them against the mappings, some hundred at a time. */
final class TargetComparison {

    /** Rows of unknown width are asked for by so many keys; by what they turn out to be, more or fewer. */
    private static final int FIRST_LOOKUP = 500;

    private static final int MOST_KEYS = 5_000;
    private static final int LOOKUP_BYTES = 4 << 20;

    private final Database target;
    private final Schema schema;
    private final StepRow step;
    private final String namespace;
    private final TargetSession lookup;
    private final MappingStore mappings;
    private final RecordedRows recorded;
    private final Set<String> labelled;
    private int keysALookup = FIRST_LOOKUP;
    private final Map<Integer, Reading> readings = new HashMap<>();
    private final Map<Integer, List<Mapping>> waiting = new HashMap<>();
    private final Map<String, TargetTally> tallies = new TreeMap<>();
    private final Labels labels = new Labels();

    /** How the rows of one column set are read; hasher is null where a column is not there any more. */
    private record Reading(
            Table table, List<String> key, List<Column> columns, ValueType[] layouts, @Nullable RowHasher hasher, boolean[] labelled) {}

    /** @param labelled columns whose labels are counted, as {@code table.column} */
    TargetComparison(
            Database target, Schema schema, StepRow step, String namespace, TargetSession lookup, Set<String> labelled) {
        this.target = target;
        this.schema = schema;
        this.step = step;
        this.namespace = namespace;
        this.lookup = lookup;
        Sql sql = new Sql(lookup.connection(), target.dialect());
        this.mappings = new MappingStore(sql);
        this.recorded = new RecordedRows(sql);
        this.labelled = labelled;
    }

    void run(Sql stream) {
        for (ColumnSet set : mappings.columnSets(step.run(), step.step())) {
            TargetTally tally = tallies.computeIfAbsent(set.targetTable(), t -> new TargetTally());
            schema.table(set.targetTable()).ifPresent(table -> readings.put(set.number(), reading(set, table, tally)));
        }
        new RecordedRows(stream).eachOfStep(step.run(), step.step(), this::take);
        waiting.forEach(this::compare);
    }

    private Reading reading(ColumnSet set, Table table, TargetTally tally) {
        List<Column> columns = new ArrayList<>();
        boolean whole = true;
        for (String name : set.columns()) {
            Column column = table.column(name).orElse(null);
            if (column == null) {
                tally.unknownColumn(name);
                whole = false;
            } else {
                columns.add(column);
            }
        }
        boolean[] counted = new boolean[columns.size()];
        for (int i = 0; i < counted.length; i++) {
            counted[i] = labelled.contains(set.targetTable() + "." + columns.get(i).name());
        }
        ValueType[] layouts = columns.stream().map(target::layout).toArray(ValueType[]::new);
        return new Reading(table, set.keyColumns(), columns, layouts, whole ? target.hasher(columns) : null, counted);
    }

    private void take(Mapping mapping) {
        List<Mapping> some = waiting.computeIfAbsent(mapping.columnSet(), s -> new ArrayList<>());
        some.add(mapping);
        if (some.size() >= keysALookup) {
            compare(mapping.columnSet(), some);
            some.clear();
        }
    }

    private void compare(int columnSet, List<Mapping> some) {
        if (some.isEmpty()) {
            return;
        }
        TargetTally tally = tallies.computeIfAbsent(some.getFirst().targetTable(), t -> new TargetTally());
        Reading reading = readings.get(columnSet);
        if (reading == null) {
            some.forEach(mapping -> tally.missing(mapping.targetKey()));
            return;
        }
        List<List<String>> keys = some.stream()
                .map(mapping -> KeyTexts.read(mapping.targetKey(), reading.key().size()))
                .toList();
        List<@Nullable StoredRow> rows = lookup.find(reading.table(), reading.key(), keys, reading.columns());
        List<Mapping> differ = new ArrayList<>();
        long bytes = 0;
        for (int i = 0; i < some.size(); i++) {
            Mapping mapping = some.get(i);
            StoredRow row = rows.get(i);
            if (row == null) {
                tally.missing(mapping.targetKey());
                continue;
            }
            tally.present();
            bytes += row.tuple().length;
            if (mapping.targetHash() != null && reading.hasher() != null) {
                count(mapping, reading, row.tuple());
                if (Arrays.equals(reading.hasher().hash(row.tuple(), 0), mapping.targetHash())) {
                    tally.same();
                } else {
                    differ.add(mapping);
                }
            }
        }
        keysALookup = (int) Math.clamp(LOOKUP_BYTES * (long) some.size() / Math.max(1, bytes), 1, MOST_KEYS);
        judge(differ, tally);
    }

    private void judge(List<Mapping> differ, TargetTally tally) {
        if (differ.isEmpty()) {
            return;
        }
        Map<String, String> later = recorded.rewrittenAfter(
                step.run(), namespace, step.entity(), differ.stream().map(Mapping::sourceKey).toList());
        for (Mapping mapping : differ) {
            if (later.containsKey(mapping.sourceKey())) {
                tally.rewritten();
            } else {
                tally.changed(mapping.targetKey());
            }
        }
    }

    private void count(Mapping mapping, Reading reading, byte[] tuple) {
        int at = 2;
        for (int i = 0; i < reading.columns().size(); i++) {
            int length = BigEndian.int32(tuple, at);
            at += 4;
            if (reading.labelled()[i]) {
                String label = length < 0 ? "NULL" : ValueText.of(reading.layouts()[i], tuple, at, length);
                labels.add(mapping.targetTable() + "." + reading.columns().get(i).name(), label, 1);
            }
            at += Math.max(0, length);
        }
    }

    Map<String, TargetTally> tallies() {
        return tallies;
    }

    Labels labels() {
        return labels;
    }
}
