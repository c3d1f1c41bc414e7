package dev.wharf.preview;

import dev.wharf.catalog.Column;
import dev.wharf.catalog.Table;
import dev.wharf.database.StoredRow;
import dev.wharf.database.TargetSession;
import dev.wharf.database.WriteMode;
import dev.wharf.plan.Reference;
import dev.wharf.plan.Step;
import dev.wharf.preview.StepPreview.Change;
import dev.wharf.preview.StepPreview.Problem;
import dev.wharf.preview.StepPreview.TableDifference;
import dev.wharf.transform.BatchRows;
import dev.wharf.transform.ColumnSet;
import dev.wharf.transform.KeyTexts;
import dev.wharf.transform.SourceItem;
import dev.wharf.wire.RowChunk;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Holds the rows of one step against the rows that the target holds under the same keys. For one thread. */
final class TargetDifference {

    private static final String LATER = "(filled at the end)";

    private final Step step;
    private final List<Table> tables;
    private final TargetSession session;
    private final Function<String, Map<String, @Nullable String>> source;
    private final List<Problem> problems;
    private final List<Side> sides = new ArrayList<>();

    /** What is known of one table so far. */
    private static final class Side {
        final List<Map<String, @Nullable String>> rows = new ArrayList<>();
        final List<Change> changes = new ArrayList<>();
        final Map<String, String> writers = new HashMap<>();
        int insert;
        int update;
        int unchanged;
    }

    /** @param source gives a source row's cells by the extract's column names, for the row's key */
    TargetDifference(
            Step step,
            List<Table> tables,
            TargetSession session,
            Function<String, Map<String, @Nullable String>> source,
            List<Problem> problems) {
        this.source = source;
        this.step = step;
        this.tables = tables;
        this.session = session;
        this.problems = problems;
        tables.forEach(table -> sides.add(new Side()));
    }

    void add(BatchRows rows) {
        for (SourceItem item : rows.items()) {
            if (item.rejected() != null) {
                problems.add(new Problem(item.key(), item.rejected()));
            } else if (item.skipped() != null) {
                problems.add(new Problem(item.key(), "skipped: " + item.skipped()));
            } else if (item.unchanged()) {
                sides.getFirst().unchanged++;
            } else {
                item.rows().forEach(row -> add(item, row, rows));
            }
        }
    }

    private void add(SourceItem item, SourceItem.TargetRow row, BatchRows rows) {
        ColumnSet set = row.set();
        Side side = sides.get(set.writeIndex());
        String first = side.writers.putIfAbsent(row.key(), item.key());
        if (first != null) {
            problems.add(new Problem(item.key(),
                    "source rows " + first + " and " + item.key() + " both write the row " + row.key() + " of " + set.table().name()));
            return;
        }
        RowChunk tuple = rows.gather(set, row.index());
        StoredRow there = session.find(set.table(), set.key(), List.of(KeyTexts.read(row.key(), set.key().size())), set.columns())
                .getFirst();
        Change change;
        if (there == null) {
            change = Change.INSERT;
            side.insert++;
        } else if (set.mode() == WriteMode.SKIP_EXISTING
                || Arrays.equals(set.hasher().hash(there.tuple(), 0), set.hasher().hash(tuple.bytes(), tuple.starts()[0]))) {
            change = Change.UNCHANGED;
            side.unchanged++;
        } else {
            change = Change.UPDATE;
            side.update++;
        }
        if (there != null && set.mode() == WriteMode.INSERT && item.knownTargetKey() == null) {
            undo(side, change);
            problems.add(new Problem(item.key(), set.table().name() + " holds a row with the key " + row.key()
                    + " already, and the step's mode is insert"));
            return;
        }
        side.rows.add(cells(item.key(), set, tuple));
        side.changes.add(change);
    }

    private static void undo(Side side, Change change) {
        switch (change) {
            case INSERT -> side.insert--;
            case UPDATE -> side.update--;
            case UNCHANGED -> side.unchanged--;
        }
    }

    private Map<String, @Nullable String> cells(String key, ColumnSet set, RowChunk tuple) {
        List<@Nullable String> texts = Tuples.texts(tuple.bytes(), tuple.starts()[0], set.columnLayouts());
        Map<String, @Nullable String> cells = new LinkedHashMap<>();
        for (int i = 0; i < set.columns().size(); i++) {
            cells.put(set.columns().get(i).name(), texts.get(i));
        }
        for (Reference reference : step.references()) {
            Reference.Fills fills = reference.fills();
            if (fills != null && step.writes().get(set.writeIndex()).table().equals(fills.table())) {
                Map<String, @Nullable String> from = source.apply(key);
                cells.put(fills.column(), reference.from().stream().allMatch(c -> from.get(c) != null) ? LATER : null);
            }
        }
        return cells;
    }

    List<TableDifference> differences() {
        List<TableDifference> differences = new ArrayList<>();
        for (int i = 0; i < tables.size(); i++) {
            Table table = tables.get(i);
            Side side = sides.get(i);
            Set<String> shown = new LinkedHashSet<>();
            side.rows.forEach(row -> shown.addAll(row.keySet()));
            List<String> columns =
                    table.columns().stream().map(Column::name).filter(shown::contains).toList();
            List<List<@Nullable String>> rows = new ArrayList<>();
            for (Map<String, @Nullable String> cells : side.rows) {
                List<@Nullable String> row = new ArrayList<>();
                columns.forEach(column -> row.add(cells.get(column)));
                rows.add(row);
            }
            differences.add(new TableDifference(
                    step.writes().get(i).table(),
                    new StepPreview.Rows(columns, rows),
                    side.changes,
                    side.insert,
                    side.update,
                    side.unchanged,
                    side.rows.isEmpty() ? List.of() : VolatileDefaults.of(table, shown)));
        }
        return differences;
    }
}
