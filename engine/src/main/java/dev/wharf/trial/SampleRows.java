package dev.wharf.check;

import dev.wharf.catalog.ColumnType;
import dev.wharf.catalog.TypeKind;
import dev.wharf.database.ByteSink;
import dev.wharf.database.ValueText;
import dev.wharf.wire.RowChunk;
import dev.wharf.wire.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows made up from the types of columns: a usual one, one of edge values after the other, and one with NULL wherever it may
 * stand. They are the same in every check.
 */
final class SampleRows {

    private static final int MOST_ROWS = 24;
    private static final int MOST_CHARACTERS = 200;

    /**
     * A column to make values for.
     *
     * @param type null for a column that the engine adds
     * @param nullable whether rows may hold NULL there
     */
    record Sample(ValueType layout, @Nullable ColumnType type, boolean nullable) {}

    private SampleRows() {}

    static RowChunk of(List<Sample> columns) {
        List<List<byte[]>> values = columns.stream().map(SampleRows::values).toList();
        int rows = values.stream().mapToInt(List::size).max().orElse(1);
        rows = Math.min(rows, MOST_ROWS - 1);
        ByteSink sink = new ByteSink(1024);
        int[] starts = new int[rows + 2];
        for (int r = 0; r <= rows; r++) {
            starts[r] = sink.size();
            sink.int16(columns.size());
            for (int c = 0; c < columns.size(); c++) {
                List<byte[]> choice = values.get(c);
                if (r == rows && columns.get(c).nullable()) {
                    sink.int32(-1);
                } else {
                    byte[] value = choice.get(r % choice.size());
                    sink.int32(value.length);
                    sink.put(value);
                }
            }
        }
        starts[rows + 1] = sink.size();
        return new RowChunk(sink.bytes(), starts, rows + 1);
    }

    private static List<byte[]> values(Sample column) {
        if (column.layout() == ValueType.DYNAMIC) {
            return dynamic(column.type());
        }
        List<byte[]> values = new ArrayList<>();
        for (String text : texts(column.layout(), column.type())) {
            ByteSink sink = new ByteSink(32);
            ValueText.encode(column.layout() == ValueType.OPAQUE ? ValueType.BYTES : column.layout(), text, sink);
            values.add(sink.toBytes());
        }
        return values;
    }

    /** Values of SQLite, in the storage class that a column of that declared type usually holds. */
    private static List<byte[]> dynamic(@Nullable ColumnType type) {
        TypeKind kind = type == null ? TypeKind.OTHER : type.kind();
        List<byte[]> values = new ArrayList<>();
        switch (kind) {
            case SMALLINT, INTEGER, BIGINT -> List.of(1L, 0L, -1L, 42L, (long) Integer.MAX_VALUE).forEach(v -> values.add(integer(v)));
            case BOOLEAN -> List.of(1L, 0L).forEach(v -> values.add(integer(v)));
            case REAL, DOUBLE -> List.of(1.5, 0.0, -2.25).forEach(v -> values.add(real(v)));
            case DECIMAL -> {
                values.add(real(12.5));
                values.add(integer(23));
            }
            case BYTES -> texts(ValueType.BYTES, type).forEach(t -> values.add(blob(t)));
            case DATE -> texts(ValueType.DATE, type).forEach(t -> values.add(text(t)));
            case TIME -> texts(ValueType.TIME, type).forEach(t -> values.add(text(t)));
            case TIMESTAMP -> texts(ValueType.TIMESTAMP, type).forEach(t -> values.add(text(t)));
            case TIMESTAMPTZ -> texts(ValueType.TIMESTAMPTZ, type).forEach(t -> values.add(text(t)));
            case UUID -> texts(ValueType.UUID, type).forEach(t -> values.add(text(t)));
            case JSON, JSONB -> texts(ValueType.JSON, type).forEach(t -> values.add(text(t)));
            case TEXT, CHAR, ENUM, ARRAY, OTHER -> texts(ValueType.TEXT, type).forEach(t -> values.add(text(t)));
        }
        return values;
    }

    private static List<String> texts(ValueType layout, @Nullable ColumnType type) {
        return switch (layout) {
            case INT2 -> List.of("1", "0", "-1", "32767");
            case INT4 -> List.of("1", "0", "-1", "2147483647");
            case INT8 -> List.of("1", "0", "-1", "9223372036854775807");
            case FLOAT4, FLOAT8 -> List.of("1.5", "0", "-2.25");
            case NUMERIC -> numbers(type);
            case BOOL -> List.of("true", "false");
            case TEXT -> words(type);
            case BYTES, OPAQUE -> List.of("\\x00ff10", "\\x");
            case DATE -> List.of("2026-01-31", "1970-01-01", "2024-02-29");
            case TIME -> List.of("12:30:00", "00:00:00", "23:59:59.999999");
            case TIMESTAMP -> List.of("2026-01-31T12:30:00", "1970-01-01T00:00:00", "2024-02-29T23:59:59.999999");
            case TIMESTAMPTZ -> List.of("2026-01-31T12:30:00Z", "1970-01-01T00:00:00Z", "2024-02-29T23:59:59.999999Z");
            case UUID -> List.of("11111111-2222-4333-8444-555555555555", "00000000-0000-0000-0000-000000000000");
            case JSON, JSONB -> List.of("{\"a\": 1}", "[]", "null", "\"text\"");
            case DYNAMIC -> List.of();
        };
    }

    private static List<String> numbers(@Nullable ColumnType type) {
        Integer scale = type == null ? null : type.scale();
        return scale == null || scale <= 0 ? List.of("1", "0", "-1", "7") : List.of("1." + "5".repeat(Math.min(scale, 20)), "0", "-1");
    }

    private static List<String> words(@Nullable ColumnType type) {
        if (type != null && !type.labels().isEmpty()) {
            return type.labels();
        }
        List<String> words = new ArrayList<>(List.of("Sample", "", " two words ", "Zürich €", "0"));
        int most = type == null || type.length() == null ? MOST_CHARACTERS : Math.min(type.length(), MOST_CHARACTERS);
        words.add("x".repeat(most));
        return words.stream().map(w -> w.length() <= most ? w : w.substring(0, most)).toList();
    }

    private static byte[] integer(long value) {
        ByteSink sink = new ByteSink(16);
        sink.int8('i');
        sink.int64(value);
        return sink.toBytes();
    }

    private static byte[] real(double value) {
        ByteSink sink = new ByteSink(16);
        sink.int8('r');
        sink.int64(Double.doubleToLongBits(value));
        return sink.toBytes();
    }

    private static byte[] text(String value) {
        return tagged('t', value.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] blob(String hexadecimal) {
        ByteSink sink = new ByteSink(16);
        ValueText.encode(ValueType.BYTES, hexadecimal, sink);
        return tagged('b', sink.toBytes());
    }

    private static byte[] tagged(char tag, byte[] bytes) {
        ByteSink sink = new ByteSink(bytes.length + 1);
        sink.int8(tag);
        sink.put(bytes);
        return sink.toBytes();
    }
}
