package dev.wharf.runner;

import dev.wharf.migration.TargetRow;
import dev.wharf.migration.TargetRows;
import dev.wharf.wire.CodeMessage;
import dev.wharf.wire.Limits;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what one source row becomes. One instance serves all rows; what a class kept from an earlier row is refused. */
final class RowOutput implements TargetRows {

    private static final int MOST_SPARES = 64;

    private final Thread owner = Thread.currentThread();
    private final SourceTuple source;
    private final Names tableNames;
    private final Slot.TableNames[] tables;
    private final List<ArrayList<Slot>> spares = new ArrayList<>();
    private final ArrayList<Slot> rows = new ArrayList<>();
    private int generation;
    private long bytes;
    private @Nullable String skipped;
    private @Nullable String rejected;
    private @Nullable String tooMuch;
    private boolean whole;

    RowOutput(List<CodeMessage.Table> tables, SourceTuple source) {
        this.source = source;
        this.tableNames = new Names(tables.stream().map(CodeMessage.Table::name).toList());
        this.tables = new Slot.TableNames[tables.size()];
        for (int i = 0; i < this.tables.length; i++) {
            this.tables[i] = new Slot.TableNames(i, tables.get(i));
            spares.add(new ArrayList<>());
        }
    }

    /** Begins the next source row. */
    void begin() {
        generation++;
        for (int i = 0; i < rows.size(); i++) {
            Slot slot = rows.get(i);
            ArrayList<Slot> spare = spares.get(slot.table.index());
            if (spare.size() < MOST_SPARES) {
                spare.add(slot);
            }
        }
        rows.clear();
        bytes = 0;
        skipped = null;
        rejected = null;
        tooMuch = null;
        whole = true;
    }

    /** The target rows; of no meaning where a reason is given. */
    List<Slot> rows() {
        return rows;
    }

    /** Why the row is left out on purpose, null where it is not. */
    @Nullable String skipped() {
        return skipped;
    }

    /** Why the row is bad, null where it is not. */
    @Nullable String rejected() {
        if (!whole) {
            return "a target row is not whole: the class went on after an error in the middle of it";
        }
        return tooMuch == null ? rejected : tooMuch;
    }

    @Override
    public TargetRow insert(String table) {
        requireOwnThread();
        int index = table == null ? -1 : tableNames.index(table);
        if (index < 0) {
            throw new RowError("the step writes no table \"" + table + "\"");
        }
        if (rows.size() == Limits.TARGET_ROWS) {
            throw tooMuch("one source row may become at most " + Limits.TARGET_ROWS + " target rows");
        }
        ArrayList<Slot> spare = spares.get(index);
        Slot slot = spare.isEmpty() ? new Slot(tables[index]) : spare.removeLast();
        slot.clear();
        rows.add(slot);
        return new Row(slot, generation);
    }

    @Override
    public void skip(String reason) {
        requireOwnThread();
        if (skipped == null && rejected == null) {
            skipped = reason(reason);
        }
    }

    @Override
    public void reject(String reason) {
        requireOwnThread();
        if (skipped == null && rejected == null) {
            rejected = reason(reason);
        }
    }

    /** A thread of the class may live on while other rows are transformed, and must not have a hand in them. */
    private void requireOwnThread() {
        if (Thread.currentThread() != owner) {
            throw SourceTuple.otherThread();
        }
    }

    private static String reason(@Nullable String reason) {
        return reason == null || reason.isBlank() ? "no reason given" : reason;
    }

    /** A limit holds although the class catches the exception: the rows it got so far are not all that it meant. */
    private RowError tooMuch(String message) {
        tooMuch = message;
        return new RowError(message);
    }

    private void grow(int more) {
        bytes += more;
        if (bytes > Limits.TARGET_BYTES) {
            throw tooMuch("one source row may become at most " + (Limits.TARGET_BYTES >> 20) + " MiB");
        }
    }

    /** What the class holds of a row; valid for its source row only. */
    private final class Row implements TargetRow {

        private final Slot slot;
        private final int born;

        Row(Slot slot, int born) {
            this.slot = slot;
            this.born = born;
        }

        @Override
        public TargetRow set(String column, @Nullable Object value) {
            requireCurrent();
            int before = slot.size();
            // A stack that overflows may leave half a value behind, and the class may catch that.
            boolean wholeBefore = whole;
            whole = false;
            try {
                slot.set(column, value);
                whole = wholeBefore;
            } catch (RowError e) {
                whole = wholeBefore;
                throw e;
            }
            grow(slot.size() - before);
            return this;
        }

        @Override
        public TargetRow copy(String targetColumn, String sourceColumn) {
            requireCurrent();
            slot.copy(targetColumn, source.column(sourceColumn));
            return this;
        }

        private void requireCurrent() {
            requireOwnThread();
            if (born != generation) {
                throw new RowError("the target row belongs to an earlier source row");
            }
        }
    }
}
