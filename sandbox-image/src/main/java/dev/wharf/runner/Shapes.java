package dev.wharf.runner;

import dev.wharf.wire.Limits;
import dev.wharf.wire.PayloadWriter;
import dev.wharf.wire.RowsTag;
import dev.wharf.wire.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How rows look, announced once and named by a number afterwards. A NULL that a class set fits whatever type its column
 * has, so that NULLs do not make new shapes.
 */
final class Shapes {

    private static final int MOST_ALIASES = 4 * Limits.SHAPES;

    private final List<List<Shape>> byTable = new ArrayList<>();
    private final @Nullable Shape[] last;
    private final int[][] lastTypes;
    private final Map<Key, Shape> aliases = new HashMap<>();
    private final Key probe = new Key();
    private int count;

    Shapes(List<Integer> columnsOfTables) {
        last = new Shape[columnsOfTables.size()];
        lastTypes = new int[columnsOfTables.size()][];
        for (int i = 0; i < last.length; i++) {
            byTable.add(new ArrayList<>());
            lastTypes[i] = new int[columnsOfTables.get(i)];
            Arrays.fill(lastTypes[i], Slot.kind(ValueType.TEXT));
        }
    }

    /** The number of the row's shape, which is announced in {@code out} where it is new. */
    int number(Slot row, PayloadWriter out) {
        int table = row.table.index();
        Shape shape = last[table];
        if (shape == null || !shape.fits(row.kinds)) {
            shape = find(table, row.kinds, out);
            last[table] = shape;
        }
        return shape.number;
    }

    private Shape find(int table, int[] kinds, PayloadWriter out) {
        probe.table = table;
        probe.kinds = kinds;
        Shape known = aliases.get(probe);
        if (known != null) {
            return known;
        }
        if (aliases.size() == MOST_ALIASES) {
            aliases.clear();
        }
        Shape shape = null;
        for (Shape candidate : byTable.get(table)) {
            if (candidate.fits(kinds)) {
                shape = candidate;
                break;
            }
        }
        if (shape == null) {
            shape = announce(table, kinds, out);
        }
        Key alias = new Key();
        alias.table = table;
        alias.kinds = kinds.clone();
        aliases.put(alias, shape);
        return shape;
    }

    private Shape announce(int table, int[] kinds, PayloadWriter out) {
        if (count == Limits.SHAPES) {
            forget(out);
        }
        int[] settled = kinds.clone();
        int fields = 0;
        for (int column = 0; column < settled.length; column++) {
            if (settled[column] == Slot.NULL) {
                settled[column] = lastTypes[table][column];
            } else if (settled[column] < Slot.UNSET) {
                lastTypes[table][column] = settled[column];
            }
            fields += settled[column] == Slot.UNSET ? 0 : 1;
        }
        out.u8(RowsTag.SHAPE).u16(table).u16(fields);
        for (int column = 0; column < settled.length; column++) {
            int kind = settled[column];
            if (kind >= Slot.COPY) {
                out.u16(column).u16(kind - Slot.COPY);
            } else if (kind != Slot.UNSET) {
                out.u16(column).u16(RowsTag.SET).u8(Slot.type(kind).id());
            }
        }
        Shape shape = new Shape(count++, settled);
        byTable.get(table).add(shape);
        return shape;
    }

    private void forget(PayloadWriter out) {
        out.u8(RowsTag.FORGET_SHAPES);
        byTable.forEach(List::clear);
        Arrays.fill(last, null);
        aliases.clear();
        count = 0;
    }

    private record Shape(int number, int[] kinds) {

        boolean fits(int[] row) {
            for (int i = 0; i < row.length; i++) {
                if (row[i] != kinds[i] && !(row[i] == Slot.NULL && kinds[i] < Slot.UNSET)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** A row's kinds; the one that looks up is used again and again. */
    private static final class Key {

        private int table;
        private int[] kinds = {};

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(kinds) + table;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && key.table == table && Arrays.equals(key.kinds, kinds);
        }
    }
}
