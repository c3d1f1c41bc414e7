package dev.wharf.run;

import dev.wharf.audit.FillStore;
import dev.wharf.audit.MappingStore;
import dev.wharf.audit.MappingStore.Mapping;
import dev.wharf.audit.RunId;
import dev.wharf.audit.Sql;
import dev.wharf.catalog.Column;
import dev.wharf.catalog.Table;
import dev.wharf.database.StoredRow;
import dev.wharf.database.TargetSession;
import dev.wharf.database.WrittenRow;
import dev.wharf.transform.BatchRows;
import dev.wharf.transform.KeyTexts;
import dev.wharf.transform.SourceItem;
import dev.wharf.transform.StepProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks what became of rows that earlier runs moved before they are written again. For one thread. */
final class RowsSince {

    private final RunContext context;
    private final StepProgram program;
    private final TargetSession session;
    private final Sql sql;
    private final MappingStore mappings;
    private final FillStore fills;
    private final Map<StepOfRun, RunRows> rowsOfRuns = new HashMap<>();
    private final Map<StepOfRun, List<MappingStore.ColumnSet>> columnSets = new HashMap<>();

    RowsSince(RunContext context, StepProgram program, TargetSession session) {
        this.context = context;
        this.program = program;
        this.session = session;
        this.sql = context.sql(session);
        this.mappings = context.earlierMappings(session);
        this.fills = new FillStore(sql);
    }

    /** A target row that is about to be written again, and what the records say of it last. */
    private record Rewritten(SourceItem item, Mapping last) {}

    private record StepOfRun(String run, String step) {

        static StepOfRun of(Mapping mapping) {
            return new StepOfRun(mapping.runId(), mapping.step());
        }
    }

    /** One table's rows that one step of a run wrote last. */
    private record Group(StepOfRun step, String table) {}

    /**
     * A row that an earlier run moved and somebody deleted since is not inserted again, and has no reference to be filled. It is
     * skipped where it would have been written for what changed in the source.
     */
    void leaveDeleted(BatchRows rows) {
        List<SourceItem> again = rows.items().stream()
                .filter(item -> item.knownTargetKey() != null && (item.moves() || item.unchanged()))
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
                if (item.moves() && !item.refilled()) {
                    item.skip("its row of " + program.tables().getFirst().name() + " was deleted since run " + item.knownRun()
                            + " wrote it, and is not inserted again");
                } else {
                    item.leaveUnchanged();
                }
                continue;
            }
            item.rows().stream()
                    .filter(row -> item.moves() && row.set().writeIndex() == 0 && !row.key().equals(before))
                    .findFirst()
                    .ifPresent(row -> item.reject("run " + item.knownRun() + " moved it to target key " + before
                            + "; the class now gives " + row.key()));
        }
    }

    /**
     * Leaves rows alone that are moved again only because a reference of theirs can be filled now, and that somebody edited
     * since: nothing in the source asks for them to be written over. A row counts as edited where a rollback would call it
     * touched, unless the columns that the plan sets still hold what the run wrote.
     */
    void leaveEdited(BatchRows rows) {
        List<SourceItem> again =
                rows.items().stream().filter(item -> item.moves() && item.refilled()).toList();
        if (again.isEmpty()) {
            return;
        }
        Map<String, Mapping> recorded = recorded(again);
        Map<Group, List<Rewritten>> groups = new LinkedHashMap<>();
        Map<String, Table> tables = new HashMap<>();
        for (SourceItem item : again) {
            for (SourceItem.TargetRow row : item.rows()) {
                String table = row.set().table().name().toString();
                Mapping last = recorded.get(place(item.key(), table, row.key()));
                if (last == null) {
                    continue;
                }
                if (last.kind().equals("existing")) {
                    item.keepEdited("no run wrote its row of " + table + ", so nothing tells whether it was edited, and it stays as it is");
                    break;
                }
                tables.put(table, row.set().table());
                groups.computeIfAbsent(new Group(StepOfRun.of(last), table), g -> new ArrayList<>()).add(new Rewritten(item, last));
            }
        }
        groups.forEach((group, its) -> leaveEdited(group, Objects.requireNonNull(tables.get(group.table())), its));
    }

    /** What the records say last of each row: who found it as it should be says nothing new. */
    private Map<String, Mapping> recorded(List<SourceItem> items) {
        Map<String, Mapping> last = new HashMap<>();
        mappings.inTheirOrder(
                        program.plan().effectiveNamespace(),
                        program.step().entity(),
                        items.stream().map(SourceItem::key).toList(),
                        context.run())
                .forEach(m -> last.merge(
                        place(m.sourceKey(), m.targetTable(), m.targetKey()), m, (a, b) -> b.kind().equals("existing") ? a : b));
        return last;
    }

    private static String place(String sourceKey, String table, String targetKey) {
        return KeyTexts.write(List.of(sourceKey, table, targetKey));
    }

    private void leaveEdited(Group group, Table table, List<Rewritten> rows) {
        List<String> key = columnSet(rows.getFirst().last()).keyColumns();
        List<Boolean> untouched = session.untouched(table, key, written(group, key, rows));
        List<Rewritten> touched = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            if (!untouched.get(i)) {
                touched.add(rows.get(i));
            }
        }
        for (Rewritten row : touched) {
            Optional<Boolean> same = holdsWhatWasWritten(table, key, row.last());
            if (!same.orElse(false)) {
                row.item().keepEdited("its row of " + group.table() + " was " + (same.isPresent() ? "edited" : "deleted") + " since run "
                        + group.step().run() + " wrote it, and stays as it is");
            }
        }
    }

    private List<WrittenRow> written(Group group, List<String> key, List<Rewritten> rows) {
        RunId run = new RunId(group.step().run());
        RunRows ofRun = rowsOfRuns.computeIfAbsent(group.step(), of -> new RunRows(sql, run, List.of(of.step())));
        Map<String, List<FillStore.Fill>> filled = fills.of(
                run, group.table(), rows.stream().map(row -> row.last().targetKey()).toList());
        return rows.stream()
                .map(row -> ofRun.of(
                        row.last(), key.size(), filled.getOrDefault(row.last().targetKey(), List.of()), null))
                .toList();
    }

    /**
     * Whether the columns that the run set still hold what it wrote, as where a rollback gave the row back, or where only others
     * were edited; empty where the row is gone.
     */
    private Optional<Boolean> holdsWhatWasWritten(Table table, List<String> key, Mapping last) {
        List<Column> columns = columnSet(last).columns().stream()
                .map(name -> table.column(name).orElse(null))
                .filter(Objects::nonNull)
                .toList();
        @Nullable StoredRow row = session.find(table, key, List.of(KeyTexts.read(last.targetKey(), key.size())), columns).getFirst();
        return row == null
                ? Optional.empty()
                : Optional.of(last.targetHash() != null
                        && Arrays.equals(context.target().hasher(columns).hash(row.tuple(), 0), last.targetHash()));
    }

    private MappingStore.ColumnSet columnSet(Mapping mapping) {
        return columnSets
                .computeIfAbsent(StepOfRun.of(mapping), of -> mappings.columnSets(new RunId(of.run()), of.step()))
                .stream()
                .filter(set -> set.number() == mapping.columnSet())
                .findFirst()
                .orElseThrow();
    }
}
