package dev.wharf.runner;

import dev.wharf.wire.CodeMessage;
import dev.wharf.wire.Limits;
import dev.wharf.wire.NumericCodec;
import dev.wharf.wire.PayloadWriter;
import dev.wharf.wire.Texts;
import dev.wharf.wire.TimeCodec;
import dev.wharf.wire.UuidCodec;
import dev.wharf.wire.ValueType;
import dev.wharf.wire.WireException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The columns of one target row while they are set. It is used again for later rows. */
final class Slot {

    /** What a column holds: nothing, NULL, a source column's copy (from {@link #COPY} on), or a value's type below -1. */
    static final int UNSET = -1;

    static final int NULL = Integer.MIN_VALUE;
    static final int COPY = 0;
    private static final int FIRST_TYPE = -2;

    private static final int NULL_LENGTH = -1;

    final TableNames table;
    final int[] kinds;
    private final int[] starts;
    private final int[] ends;
    private final PayloadWriter values = new PayloadWriter(256);
    private int lastSet;
    private boolean ascending;

    Slot(TableNames table) {
        this.table = table;
        int columns = table.columns();
        kinds = new int[columns];
        starts = new int[columns];
        ends = new int[columns];
    }

    void clear() {
        Arrays.fill(kinds, UNSET);
        values.truncate(0);
        if (values.array().length > Limits.ROWS_FRAME_BYTES) {
            values.detach(256);
        }
        lastSet = -1;
        ascending = true;
    }

    /** Bytes of the values so far. */
    int size() {
        return values.size();
    }

    static int kind(ValueType type) {
        return FIRST_TYPE - type.id();
    }

    static ValueType type(int kind) {
        return ValueType.byId(FIRST_TYPE - kind);
    }

    void copy(String name, int sourceColumn) {
        kinds[free(name)] = COPY + sourceColumn;
    }

    void set(String name, @Nullable Object value) {
        int column = free(name);
        int start = values.size();
        values.u32(NULL_LENGTH);
        int kind;
        try {
            kind = value == null ? NULL : kind(append(value));
        } catch (WireException e) {
            values.truncate(start);
            throw new RowError("column \"" + name + "\" of \"" + table.name() + "\": " + e.getMessage());
        }
        if (value != null) {
            values.putInt(start, values.size() - start - 4);
        }
        kinds[column] = kind;
        starts[column] = start;
        ends[column] = values.size();
        ascending &= column > lastSet;
        lastSet = column;
    }

    /** Appends the set fields in the order of their columns. */
    void appendTo(PayloadWriter out) {
        if (ascending) {
            out.raw(values.array(), 0, values.size());
            return;
        }
        for (int column = 0; column < kinds.length; column++) {
            if (kinds[column] < UNSET) {
                out.raw(values.array(), starts[column], ends[column] - starts[column]);
            }
        }
    }

    private int free(String name) {
        int column = table.column(name);
        if (kinds[column] != UNSET) {
            throw new RowError("column \"" + name + "\" of \"" + table.name() + "\" is set twice in one row");
        }
        return column;
    }

    private ValueType append(Object value) {
        return switch (value) {
            case String text -> {
                requireRoom(text.length());
                byte[] utf8 = Texts.encode(text);
                requireRoom(utf8.length);
                values.raw(utf8, 0, utf8.length);
                yield ValueType.TEXT;
            }
            case Integer number -> {
                values.u32(number);
                yield ValueType.INT4;
            }
            case Long number -> {
                values.u64(number);
                yield ValueType.INT8;
            }
            case BigDecimal number when isPlain(number) -> {
                NumericCodec.encode(number, values);
                yield ValueType.NUMERIC;
            }
            case Double number -> {
                values.u64(Double.doubleToLongBits(number));
                yield ValueType.FLOAT8;
            }
            case Boolean truth -> {
                values.u8(truth ? 1 : 0);
                yield ValueType.BOOL;
            }
            case UUID uuid -> {
                UuidCodec.encode(uuid, values);
                yield ValueType.UUID;
            }
            case LocalDate date -> {
                values.u32(TimeCodec.days(date));
                yield ValueType.DATE;
            }
            case LocalTime time -> {
                values.u64(TimeCodec.micros(time));
                yield ValueType.TIME;
            }
            case LocalDateTime timestamp -> {
                values.u64(TimeCodec.micros(timestamp));
                yield ValueType.TIMESTAMP;
            }
            case Instant instant -> {
                values.u64(TimeCodec.micros(instant));
                yield ValueType.TIMESTAMPTZ;
            }
            case byte[] bytes -> {
                requireRoom(bytes.length);
                values.raw(bytes, 0, bytes.length);
                yield ValueType.BYTES;
            }
            default -> throw new WireException(unsupported(value));
        };
    }

    /** A subclass, of the number or of its digits, could answer anything to whoever asks what it is. */
    private static boolean isPlain(BigDecimal number) {
        return number.getClass() == BigDecimal.class && number.unscaledValue().getClass() == BigInteger.class;
    }

    private void requireRoom(int bytes) {
        if (bytes > Limits.TARGET_BYTES - values.size()) {
            throw new WireException("the row becomes larger than " + (Limits.TARGET_BYTES >> 20) + " MiB");
        }
    }

    private static String unsupported(Object value) {
        String name = value.getClass().getName();
        if (value instanceof BigDecimal) {
            return "takes what the accessors of SourceRow give, not a subclass of BigDecimal or of its BigInteger";
        }
        String advice =
                switch (name) {
                    case "dev.wharf.migration.Json", "dev.wharf.migration.Json$Raw" -> "; call toString() on it";
                    case "java.lang.Short", "java.lang.Byte" -> "; make it an Integer";
                    case "java.lang.Float" -> "; make it a Double or a BigDecimal";
                    case "java.math.BigInteger" -> "; make it a BigDecimal";
                    case "java.time.OffsetDateTime", "java.time.ZonedDateTime" -> "; make it an Instant";
                    default -> "";
                };
        return "takes what the accessors of SourceRow give, not a " + name + advice;
    }

    /** The columns of a target table. */
    static final class TableNames {

        private final int index;
        private final CodeMessage.Table table;
        private final Names names;

        TableNames(int index, CodeMessage.Table table) {
            this.index = index;
            this.table = table;
            this.names = new Names(table.columns());
        }

        int index() {
            return index;
        }

        String name() {
            return table.name();
        }

        int columns() {
            return table.columns().size();
        }

        private int column(String name) {
            int column = name == null ? -1 : names.index(name);
            if (column < 0) {
                throw new RowError("table \"" + table.name() + "\" has no column \"" + name + "\" that may be written");
            }
            return column;
        }
    }
}
