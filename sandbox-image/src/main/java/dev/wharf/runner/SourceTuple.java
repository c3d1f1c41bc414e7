package dev.wharf.runner;

import dev.wharf.migration.SourceRow;
import dev.wharf.wire.BigEndian;
import dev.wharf.wire.CodeMessage;
import dev.wharf.wire.ValueText;
import dev.wharf.wire.ValueType;
import dev.wharf.wire.WireException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The row that a migration class sees, over the tuple that came across. One instance serves all rows. */
final class SourceTuple implements SourceRow {

    private static final int NULL = -1;

    private final Thread owner = Thread.currentThread();
    private final Names names;
    private final String[] columnNames;
    private final ValueType[] types;
    /** By column: the field of the tuple, -1 where the column did not cross. */
    private final int[] fields;

    private final int[] starts;
    private final int[] lengths;
    private byte[] bytes = {};

    SourceTuple(List<CodeMessage.Column> columns) {
        names = new Names(columns.stream().map(CodeMessage.Column::name).toList());
        columnNames = new String[columns.size()];
        types = new ValueType[columns.size()];
        fields = new int[columns.size()];
        int crossing = 0;
        for (int i = 0; i < fields.length; i++) {
            columnNames[i] = columns.get(i).name();
            types[i] = columns.get(i).type();
            fields[i] = columns.get(i).crosses() ? crossing++ : -1;
        }
        starts = new int[crossing];
        lengths = new int[crossing];
    }

    /**
     * Moves to the tuple that begins here.
     *
     * @return where the next one begins
     * @throws WireException where there is no tuple of the columns
     */
    int moveTo(byte[] frame, int offset, int end) {
        bytes = frame;
        if (end - offset < 2 || BigEndian.int16(frame, offset) != starts.length) {
            throw new WireException("a row has not the fields that were announced");
        }
        int at = offset + 2;
        for (int i = 0; i < starts.length; i++) {
            if (end - at < 4) {
                throw new WireException("a row ends too early");
            }
            int length = BigEndian.int32(frame, at);
            at += 4;
            starts[i] = at;
            lengths[i] = length;
            if (length < NULL || length > end - at) {
                throw new WireException("a field is longer than its row");
            }
            at += Math.max(length, 0);
        }
        return at;
    }

    /** The index of a column that may be copied. */
    int column(String name) {
        int column = name == null ? -1 : names.index(name);
        if (column < 0) {
            throw new RowError("the extract has no column \"" + name + "\"");
        }
        return column;
    }

    @Override
    public @Nullable String text(String column) {
        return read(column, ValueText::of);
    }

    @Override
    public @Nullable Integer integer(String column) {
        return read(column, Conversion::integer);
    }

    @Override
    public @Nullable Long bigint(String column) {
        return read(column, Conversion::bigint);
    }

    @Override
    public @Nullable BigDecimal decimal(String column) {
        return read(column, Conversion::decimal);
    }

    @Override
    public @Nullable Double float8(String column) {
        return read(column, Conversion::float8);
    }

    @Override
    public @Nullable Boolean bool(String column) {
        return read(column, Conversion::bool);
    }

    @Override
    public @Nullable LocalDate date(String column) {
        return read(column, Conversion::date);
    }

    @Override
    public @Nullable LocalTime time(String column) {
        return read(column, Conversion::time);
    }

    @Override
    public @Nullable LocalDateTime timestamp(String column) {
        return read(column, Conversion::timestamp);
    }

    @Override
    public @Nullable Instant instant(String column) {
        return read(column, Conversion::instant);
    }

    @Override
    public @Nullable UUID uuid(String column) {
        return read(column, Conversion::uuid);
    }

    @Override
    public byte @Nullable [] bytes(String column) {
        return read(column, Conversion::bytes);
    }

    @Override
    public @Nullable String json(String column) {
        return read(column, Conversion::json);
    }

    @FunctionalInterface
    private interface Reader<T> {
        T read(ValueType type, byte[] bytes, int offset, int length);
    }

    /** What is thrown at a thread that is not the one that migrates. */
    static RowError otherThread() {
        return new RowError("rows belong to the thread that migrate is called in, and this is another thread");
    }

    private <T> @Nullable T read(String name, Reader<T> reader) {
        if (Thread.currentThread() != owner) {
            throw otherThread();
        }
        int column = column(name);
        int field = fields[column];
        if (field < 0) {
            throw new RowError("the column \"" + name + "\" did not cross into the container: the class was found to copy it only");
        }
        int length = lengths[field];
        if (length == NULL) {
            return null;
        }
        ValueType type = types[column];
        try {
            ValueText.checkLength(type, length);
            return reader.read(type, bytes, starts[field], length);
        } catch (WireException e) {
            throw new RowError("column \"" + columnNames[column] + "\": " + e.getMessage());
        }
    }
}
