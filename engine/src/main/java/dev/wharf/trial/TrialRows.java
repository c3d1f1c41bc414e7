package dev.wharf.trial;

import dev.wharf.database.ByteSink;
import dev.wharf.database.ExtractColumn;
import dev.wharf.database.KeyRange;
import dev.wharf.database.ReadColumn;
import dev.wharf.database.RowCursor;
import dev.wharf.database.SourceReader;
import dev.wharf.database.Tuples;
import dev.wharf.sandbox.TransformSpec;
import dev.wharf.transform.StepProgram;
import dev.wharf.wire.BigEndian;
import dev.wharf.wire.RowChunk;
import dev.wharf.wire.ValueType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rows to try a class with, of the columns that cross: made-up ones, then some of the source's own.
 *
 * @param madeUp how many of them are made up; only the values of these may be shown
 */
public record TrialRows(RowChunk chunk, int madeUp) {

    private static final int MADE_UP = 400;
    private static final int OF_THE_SOURCE = 200;

    /** @param reader of a snapshot of the source */
    public static TrialRows of(StepProgram program, TransformSpec spec, SourceReader reader) {
        List<SampleRows.Sample> columns = samples(program, spec);
        RowChunk made = SampleRows.of(columns, MADE_UP, ClassWords.of(spec.classes()));
        return new TrialRows(append(made, first(program, reader), crossing(program, spec)), made.rows());
    }

    /** How many of them are the source's own. */
    public int ofSource() {
        return chunk.rows() - madeUp;
    }

    private static List<SampleRows.Sample> samples(StepProgram program, TransformSpec spec) {
        List<SampleRows.Sample> samples = new ArrayList<>();
        Set<String> key = new HashSet<>(program.step().key());
        for (TransformSpec.SourceColumn column : spec.columns()) {
            if (column.crosses()) {
                int index = program.checked().extract().indexOf(column.name());
                ExtractColumn known = index < 0 ? null : program.checked().extract().columns().get(index);
                samples.add(new SampleRows.Sample(
                        column.type(), known == null ? null : known.type(), readAs(program, column), !key.contains(column.name())));
            }
        }
        return samples;
    }

    /** What the class reads a column as that holds texts, or anything; null where that is the text itself. */
    private static @Nullable ValueType readAs(StepProgram program, TransformSpec.SourceColumn column) {
        if (column.type() != ValueType.TEXT && column.type() != ValueType.DYNAMIC) {
            return null;
        }
        return program.checked().use().accessors().getOrDefault(column.name(), Set.of()).stream()
                .map(accessor -> read(accessor, column.type()))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable ValueType read(String accessor, ValueType layout) {
        return switch (accessor) {
            case "integer" -> ValueType.INT4;
            case "bigint" -> ValueType.INT8;
            case "decimal" -> ValueType.NUMERIC;
            case "float8" -> ValueType.FLOAT8;
            case "bool" -> ValueType.BOOL;
            case "date" -> ValueType.DATE;
            case "time" -> ValueType.TIME;
            case "timestamp" -> ValueType.TIMESTAMP;
            case "instant" -> ValueType.TIMESTAMPTZ;
            case "uuid" -> ValueType.UUID;
            case "bytes" -> layout == ValueType.DYNAMIC ? ValueType.BYTES : null;
            case "json" -> ValueType.JSON;
            default -> null;
        };
    }

    private static @Nullable RowChunk first(StepProgram program, SourceReader reader) {
        try (RowCursor cursor = reader.read(program.checked().extract(), program.read(), KeyRange.EVERYTHING)) {
            RowChunk chunk = cursor.next();
            return chunk == null ? null : new RowChunk(chunk.bytes(), chunk.starts(), Math.min(OF_THE_SOURCE, chunk.rows()));
        }
    }

    /** For each crossing column its field in a row as it is read, -1 for what the engine adds. */
    private static int[] crossing(StepProgram program, TransformSpec spec) {
        return spec.columns().stream()
                .filter(TransformSpec.SourceColumn::crosses)
                .mapToInt(column -> field(program.read(), column))
                .toArray();
    }

    private static int field(List<ReadColumn> read, TransformSpec.SourceColumn column) {
        for (int i = 0; i < read.size(); i++) {
            if (read.get(i).column().name().equals(column.name()) && read.get(i).layout() == column.type()) {
                return i;
            }
        }
        return -1;
    }

    /** What the engine adds to a row of the source is taken from a made-up one: no number is reserved, nothing is looked up. */
    private static RowChunk append(RowChunk made, @Nullable RowChunk source, int[] crossing) {
        if (source == null) {
            return made;
        }
        ByteSink sink = new ByteSink(made.size() + source.size());
        int[] starts = new int[made.rows() + source.rows() + 1];
        sink.put(made.bytes(), made.starts()[0], made.size());
        System.arraycopy(made.starts(), 0, starts, 0, made.rows() + 1);
        for (int row = 0; row < source.rows(); row++) {
            int[] fields = Tuples.fields(source.bytes(), source.starts()[row]);
            int[] madeFields = Tuples.fields(made.bytes(), made.starts()[row % made.rows()]);
            sink.int16(crossing.length);
            for (int c = 0; c < crossing.length; c++) {
                boolean read = crossing[c] >= 0;
                int at = read ? fields[crossing[c]] : madeFields[c];
                copy(read ? source.bytes() : made.bytes(), at, sink);
            }
            starts[made.rows() + row + 1] = sink.size();
        }
        return new RowChunk(sink.bytes(), starts, made.rows() + source.rows());
    }

    private static void copy(byte[] bytes, int at, ByteSink sink) {
        int length = Math.max(0, BigEndian.int32(bytes, at));
        sink.put(bytes, at, 4 + length);
    }
}
