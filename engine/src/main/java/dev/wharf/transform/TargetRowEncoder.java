package dev.wharf.transform;

import dev.wharf.catalog.Column;
import dev.wharf.catalog.ColumnType;
import dev.wharf.catalog.Table;
import dev.wharf.database.ByteSink;
import dev.wharf.database.ValueEncoder;
import dev.wharf.database.ValueRefusal;
import dev.wharf.database.ValueText;
import dev.wharf.plan.Write;
import dev.wharf.sandbox.TransformedChunk.Field;
import dev.wharf.sandbox.TransformedChunk.Record;
import dev.wharf.sandbox.TransformedChunk.Shape;
import dev.wharf.sandbox.TransformedChunk;
import dev.wharf.wire.BigEndian;
import dev.wharf.wire.ValueType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lays out target rows: splices copies from the source row, converts what the class set, and turns a value that its column
 * cannot keep into a reject of the source row. For one thread.
 */
final class TargetRowEncoder {

    /**
     * How rows of one shape become tuples of one column set; entries are in the set's order.
     *
     * @param sourceKey whether the key's fields are those of the source row's key, as they are
     * @param spans how many fields from this one on are copied as they are from columns side by side; 0 where it is none
     */
    private record ShapePlan(
            ColumnSet set, Field[] fields, int[] valueIndex, @Nullable ValueEncoder[] encoders, int values, int[] spans, boolean sourceKey) {}

    private record SetKey(int writeIndex, List<String> columns) {}

    private final StepProgram program;
    private final ColumnSetNumbers numbers;
    private final Map<Shape, ShapePlan> plans = new IdentityHashMap<>();
    private final Map<SetKey, ColumnSet> sets = new HashMap<>();
    private final WideRow row;

    TargetRowEncoder(StepProgram program, ColumnSetNumbers numbers) {
        this.program = program;
        this.numbers = numbers;
        this.row = new WideRow(program.read().size(), program.virtuals().size());
    }

    void encode(PreparedChunk prepared, TransformedChunk transformed, BatchRows out) {
        List<Record> records = transformed.records();
        for (int r = 0; r < records.size(); ) {
            int crossingRow = records.get(r).sourceRow();
            int sourceRow = prepared.crossingRows()[crossingRow];
            SourceItem item = prepared.items().get(sourceRow);
            locate(prepared, sourceRow);
            for (; r < records.size() && records.get(r).sourceRow() == crossingRow; r++) {
                switch (records.get(r)) {
                    case Record.Row target when item.open() -> add(item, target, transformed.bytes(), out);
                    case Record.Row _ -> {}
                    case Record.Skip skip -> item.skip(skip.reason());
                    case Record.Reject reject -> item.reject(reject.reason());
                }
            }
            if (!item.open()) {
                discard(item, out);
            } else if (item.rows().isEmpty()) {
                item.skip("the class gave no row");
            }
        }
    }

    private void locate(PreparedChunk prepared, int sourceRow) {
        row.locate(prepared.source(), sourceRow);
        int first = program.read().size();
        byte[][] virtuals = prepared.virtualValues()[sourceRow];
        for (int v = 0; v < program.virtuals().size(); v++) {
            if (virtuals[v] == null) {
                row.putNull(first + v);
            } else {
                row.put(first + v, virtuals[v]);
            }
        }
    }

    /** Takes back what a source row that turned out bad has laid out already; its rows are the last of their blocks. */
    private static void discard(SourceItem item, BatchRows out) {
        for (SourceItem.TargetRow target : item.rows().reversed()) {
            out.block(target.set()).truncate(target.index());
        }
        item.dropRows();
    }

    private void add(SourceItem item, Record.Row target, byte[] values, BatchRows out) {
        ShapePlan plan = plans.computeIfAbsent(target.shape(), this::plan);
        int[] starts = new int[plan.values()];
        int at = target.start();
        for (int i = 0; i < plan.values(); i++) {
            starts[i] = at;
            at += 4 + Math.max(0, BigEndian.int32(values, at));
        }
        BatchRows.Block block = out.block(plan.set());
        int index = block.add();
        ByteSink sink = block.sink;
        sink.int16(plan.fields().length);
        for (int c = 0; c < plan.fields().length; c++) {
            int span = plan.spans()[c];
            if (span > 0) {
                int first = program.slots().get(plan.fields()[c].copyOf()).copyIndex();
                row.copyTo(first, first + span - 1, sink);
                c += span - 1;
            } else if (!field(plan, c, starts, values, sink, item)) {
                block.end();
                block.truncate(index);
                return;
            }
        }
        block.end();
        String key = plan.sourceKey() ? item.key() : targetKey(plan.set(), sink.bytes(), block.start(index), item);
        if (key == null) {
            block.truncate(index);
            return;
        }
        item.add(new SourceItem.TargetRow(plan.set(), index, key.equals(item.key()) ? item.key() : key));
    }

    private boolean field(ShapePlan plan, int c, int[] starts, byte[] values, ByteSink sink, SourceItem item) {
        Field field = plan.fields()[c];
        byte[] bytes;
        int offset;
        int length;
        if (field.copyOf() >= 0) {
            int source = program.slots().get(field.copyOf()).copyIndex();
            bytes = row.array(source);
            offset = row.offset(source);
            length = row.length(source);
        } else {
            int start = starts[plan.valueIndex()[c]];
            bytes = values;
            offset = start + 4;
            length = BigEndian.int32(values, start);
        }
        if (length < 0) {
            sink.int32(-1);
            return true;
        }
        ValueEncoder encoder = plan.encoders()[c];
        Column column = plan.set().columns().get(c);
        if (encoder == null) {
            item.reject(column.name() + ": a column of type " + column.type().sqlName() + " takes no " + from(field));
            return false;
        }
        int lengthAt = sink.size();
        sink.int32(0);
        try {
            encoder.encode(bytes, offset, length, sink);
        } catch (ValueRefusal refusal) {
            String value = program.plan().rejects().values() && field.copyOf() >= 0
                    ? " (value: " + ValueText.of(program.slots().get(field.copyOf()).type(), bytes, offset, length) + ")"
                    : "";
            item.reject(column.name() + ": " + refusal.rule() + value);
            return false;
        }
        sink.setInt32(lengthAt, sink.size() - lengthAt - 4);
        return true;
    }

    private String from(Field field) {
        if (field.copyOf() >= 0) {
            StepProgram.Slot slot = program.slots().get(field.copyOf());
            return slot.column() == null
                    ? slot.type().name().toLowerCase(java.util.Locale.ROOT)
                    : "copy of " + slot.name() + ", which is " + slot.column().type().sqlName();
        }
        return String.valueOf(field.type()).toLowerCase(java.util.Locale.ROOT);
    }

    private @Nullable String targetKey(ColumnSet set, byte[] bytes, int start, SourceItem item) {
        List<String> parts = new ArrayList<>(set.keyFields().length);
        for (int k = 0; k < set.keyFields().length; k++) {
            if (set.keyFields()[k] < 0) {
                item.reject(set.key().get(k) + ": the class does not set this column of the key of " + set.table().name());
                return null;
            }
            int at = start + 2;
            for (int i = 0; i < set.keyFields()[k]; i++) {
                at += 4 + Math.max(0, BigEndian.int32(bytes, at));
            }
            int length = BigEndian.int32(bytes, at);
            if (length < 0) {
                item.reject(set.key().get(k) + ": the key of " + set.table().name() + " takes no NULL");
                return null;
            }
            parts.add(ValueText.of(set.keyLayouts()[k], bytes, at + 4, length));
        }
        return KeyTexts.write(parts);
    }

    private ShapePlan plan(Shape shape) {
        Table table = program.tables().get(shape.table());
        List<Field> fields = new ArrayList<>(shape.fields());
        Map<Field, Integer> valueIndex = new IdentityHashMap<>();
        int values = 0;
        for (Field field : fields) {
            if (field.copyOf() < 0) {
                valueIndex.put(field, values++);
            }
        }
        fields.sort(Comparator.comparingInt(Field::column));
        List<Column> columns =
                fields.stream().map(f -> table.columns().get(f.column())).toList();
        ValueEncoder[] encoders = new ValueEncoder[fields.size()];
        int[] indexes = new int[fields.size()];
        for (int i = 0; i < fields.size(); i++) {
            Field field = fields.get(i);
            indexes[i] = valueIndex.getOrDefault(field, -1);
            encoders[i] = encoder(field, columns.get(i));
        }
        ColumnSet set = set(shape.table(), table, columns);
        return new ShapePlan(
                set,
                fields.toArray(Field[]::new),
                indexes,
                encoders,
                values,
                spans(fields, encoders),
                isSourceKey(set, fields, encoders));
    }

    private boolean isSourceKey(ColumnSet set, List<Field> fields, @Nullable ValueEncoder[] encoders) {
        int[] source = program.keyIndexes();
        boolean same = set.keyFields().length == source.length;
        for (int k = 0; same && k < source.length; k++) {
            int field = set.keyFields()[k];
            same = field >= 0
                    && readColumn(fields.get(field), encoders[field]) == source[k]
                    && set.keyLayouts()[k] == program.read().get(source[k]).layout();
        }
        return same;
    }

    private int[] spans(List<Field> fields, @Nullable ValueEncoder[] encoders) {
        int[] spans = new int[fields.size()];
        for (int i = spans.length - 1; i >= 0; i--) {
            if (readColumn(fields.get(i), encoders[i]) >= 0) {
                boolean joins = i + 1 < spans.length
                        && spans[i + 1] > 0
                        && readColumn(fields.get(i + 1), encoders[i + 1]) == readColumn(fields.get(i), encoders[i]) + 1;
                spans[i] = joins ? spans[i + 1] + 1 : 1;
            }
        }
        return spans;
    }

    /** Where the bytes of a field stand among the columns that were read, if they are taken as they are; else -1. */
    private int readColumn(Field field, @Nullable ValueEncoder encoder) {
        int column = field.copyOf() < 0 || encoder != ValueEncoder.SAME ? -1 : program.slots().get(field.copyOf()).copyIndex();
        return column < program.read().size() ? column : -1;
    }

    private @Nullable ValueEncoder encoder(Field field, Column column) {
        if (field.copyOf() < 0) {
            return program.target().encoder(java.util.Objects.requireNonNull(field.type()), null, column);
        }
        StepProgram.Slot slot = program.slots().get(field.copyOf());
        if (slot.column() == null) {
            return program.target().encoder(slot.type(), null, column);
        }
        ColumnType type = slot.column().type();
        return program.target().encoder(slot.column().layout(), type, column);
    }

    private ColumnSet set(int writeIndex, Table table, List<Column> columns) {
        SetKey key = new SetKey(writeIndex, columns.stream().map(Column::name).toList());
        return sets.computeIfAbsent(key, k -> {
            Write write = program.step().writes().get(writeIndex);
            int[] keyFields = write.key().stream().mapToInt(k.columns()::indexOf).toArray();
            ValueType[] layouts = write.key().stream()
                    .map(name -> program.target().layout(table.column(name).orElseThrow()))
                    .toArray(ValueType[]::new);
            return new ColumnSet(
                    numbers.number(table.name().toString(), k.columns()),
                    writeIndex,
                    table,
                    write.mode(),
                    columns,
                    write.key(),
                    keyFields,
                    layouts,
                    columns.stream().map(program.target()::layout).toArray(ValueType[]::new),
                    program.target().hasher(columns));
        });
    }
}
