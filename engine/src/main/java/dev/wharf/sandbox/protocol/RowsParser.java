package dev.wharf.sandbox.protocol;

import dev.wharf.sandbox.TransformSpec;
import dev.wharf.sandbox.TransformedChunk;
import dev.wharf.sandbox.TransformedChunk.Field;
import dev.wharf.sandbox.TransformedChunk.Shape;
import dev.wharf.wire.Limits;
import dev.wharf.wire.PayloadReader;
import dev.wharf.wire.Reasons;
import dev.wharf.wire.RowsTag;
import dev.wharf.wire.ValueType;
import dev.wharf.wire.WireException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of ROWS frames and believes nothing: every row, table, column, length and byte is held against the
 * spec. Whatever is wrong is a {@link WireException}. For one thread; remembers the shapes of its session.
 */
final class RowsParser {

    private static final int MOST_KNOWN = 8 * Limits.SHAPES;

    /** A container may announce wide shapes and forget them again, for ever. */
    private static final int MOST_KNOWN_FIELDS = 1 << 20;

    private final List<TransformSpec.SourceColumn> columns;
    private final List<TransformSpec.TargetTable> tables;
    private final List<Shape> shapes = new ArrayList<>();

    /** Shapes that were announced before are the same objects again, for whoever keeps something by shape. */
    private final Map<Shape, Shape> known = new HashMap<>();

    private int knownFields;

    private @Nullable ValueType[][] setTypes = new ValueType[16][];

    /** The row of the batch that the last record was about, how many target rows it has, and how many bytes they have. */
    private int row = -1;

    private int targetRows;
    private long targetBytes;
    private boolean rowIsLeftOut;

    RowsParser(TransformSpec spec) {
        columns = spec.columns();
        tables = spec.tables();
    }

    /**
     * Reads one frame's records into the chunk.
     *
     * @return whether the batch is answered
     */
    boolean parse(PendingChunk.Batch batch, PayloadReader in, byte[] payload, int base) {
        int last = in.u8();
        if (last > 1) {
            throw new WireException("a frame of rows is neither the last one nor another");
        }
        batch.chunk().refuseUntil(batch.firstRow());
        while (in.remaining() > 0) {
            int tag = in.u8();
            switch (tag) {
                case RowsTag.ROW -> row(batch, in, payload, base);
                case RowsTag.SKIP -> leftOut(batch, in, TransformedChunk.Record.Skip::new);
                case RowsTag.REJECT -> leftOut(batch, in, TransformedChunk.Record.Reject::new);
                case RowsTag.OVERFLOW -> leftOut(batch, in, rejected(TransformedChunk.Harm.OVERFLOW));
                case RowsTag.BROKEN -> leftOut(batch, in, rejected(TransformedChunk.Harm.BROKEN));
                case RowsTag.SHAPE -> shape(in);
                case RowsTag.FORGET_SHAPES -> shapes.clear();
                default -> throw new WireException("no record has the tag " + tag);
            }
        }
        if (last == 0) {
            return false;
        }
        if (row != batch.rows() - 1) {
            throw new WireException("a batch of " + batch.rows() + " rows is answered after row " + row);
        }
        row = -1;
        return true;
    }

    private void row(PendingChunk.Batch batch, PayloadReader in, byte[] payload, int base) {
        int start = in.position();
        int number = in.i32();
        if (number == row && row >= 0) {
            if (rowIsLeftOut || ++targetRows > Limits.TARGET_ROWS) {
                throw new WireException("row " + row + " has target rows that it cannot have");
            }
        } else {
            begin(batch, number);
            targetRows = 1;
            targetBytes = 0;
            rowIsLeftOut = false;
        }
        int shapeNumber = in.u16();
        if (shapeNumber >= shapes.size()) {
            throw new WireException("a row has the shape " + shapeNumber + ", which was not announced");
        }
        int values = in.position();
        for (ValueType type : setTypes[shapeNumber]) {
            int length = in.i32();
            if (length == -1) {
                continue;
            }
            int at = in.position();
            in.skip(length);
            ValueCheck.check(type, payload, at, length);
        }
        targetBytes += in.position() - start;
        // The runner counts the values alone; a row's own fields come on top.
        if (targetBytes > Limits.TARGET_BYTES + 8L * Limits.TARGET_ROWS) {
            throw new WireException("row " + row + " becomes more bytes than it may");
        }
        batch.chunk()
                .add(new TransformedChunk.Record.Row(batch.firstRow() + row, shapes.get(shapeNumber), base + values));
    }

    /** Makes the record of a row that is left out, of its number and the reason. */
    private interface LeftOut {
        TransformedChunk.Record of(int sourceRow, String reason);
    }

    private static LeftOut rejected(TransformedChunk.Harm harm) {
        return (sourceRow, reason) -> new TransformedChunk.Record.Reject(sourceRow, reason, harm);
    }

    private void leftOut(PendingChunk.Batch batch, PayloadReader in, LeftOut made) {
        begin(batch, in.i32());
        rowIsLeftOut = true;
        String reason = in.text(Limits.REASON_CHARS);
        if (reason.isEmpty() || !Reasons.isCapped(reason)) {
            throw new WireException("a reason is empty or has characters that no text for people has");
        }
        batch.chunk().add(made.of(batch.firstRow() + row, reason));
    }

    private void begin(PendingChunk.Batch batch, int number) {
        if (number != row + 1 || number >= batch.rows()) {
            throw new WireException("row " + number + " comes after row " + row + " of " + batch.rows());
        }
        row = number;
    }

    private void shape(PayloadReader in) {
        if (shapes.size() == Limits.SHAPES) {
            throw new WireException("more than " + Limits.SHAPES + " shapes are announced");
        }
        int table = in.u16();
        if (table >= tables.size()) {
            throw new WireException("a shape is of the table " + table + ", the step has " + tables.size());
        }
        int width = tables.get(table).columns().size();
        int count = in.u16();
        if (count > width) {
            throw new WireException("a shape has " + count + " fields, its table has " + width);
        }
        List<Field> fields = new ArrayList<>(count);
        List<ValueType> types = new ArrayList<>(count);
        int previous = -1;
        for (int i = 0; i < count; i++) {
            int column = in.u16();
            if (column <= previous || column >= width) {
                throw new WireException("a shape has the column " + column + " after " + previous + " of " + width);
            }
            previous = column;
            int copyOf = in.u16();
            if (copyOf == RowsTag.SET) {
                ValueType type = settable(in.u8());
                types.add(type);
                fields.add(new Field(column, -1, type));
            } else if (copyOf < columns.size()) {
                fields.add(new Field(column, copyOf, null));
            } else {
                throw new WireException("a shape copies the column " + copyOf + ", there are " + columns.size());
            }
        }
        if (shapes.size() == setTypes.length) {
            setTypes = Arrays.copyOf(setTypes, setTypes.length * 2);
        }
        setTypes[shapes.size()] = types.toArray(ValueType[]::new);
        knownFields += fields.size();
        if (known.size() == MOST_KNOWN || knownFields > MOST_KNOWN_FIELDS) {
            known.clear();
            knownFields = fields.size();
        }
        shapes.add(known.computeIfAbsent(new Shape(table, List.copyOf(fields)), shape -> shape));
    }

    private static ValueType settable(int id) {
        if (id >= ValueType.values().length || !ValueCheck.isSettable(ValueType.byId(id))) {
            throw new WireException("a shape sets a value of the type " + id + ", which no class can");
        }
        return ValueType.byId(id);
    }
}
