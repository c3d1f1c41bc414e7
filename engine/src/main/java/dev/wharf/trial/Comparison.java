package dev.wharf.trial;

import dev.wharf.database.ValueText;
import dev.wharf.sandbox.TransformSpec;
import dev.wharf.sandbox.TransformedChunk;
import dev.wharf.sandbox.TransformedChunk.Field;
import dev.wharf.sandbox.TransformedChunk.Record;
import dev.wharf.sandbox.TransformedChunk.Shape;
import dev.wharf.wire.BigEndian;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Holds what rows became in one container against what the same rows became in another one, byte by byte. */
final class Comparison {

    private final TransformSpec spec;
    private final TransformedChunk usual;
    private final int[] ours;

    /** @param rows how many rows the usual chunk has */
    Comparison(TransformSpec spec, TransformedChunk usual, int rows) {
        this.spec = spec;
        this.usual = usual;
        this.ours = starts(usual, rows);
    }

    /**
     * The difference of the earliest row, null where there is none.
     *
     * @param rows for each row of {@code other} its index among the usual ones
     */
    @Nullable Difference first(int[] rows, TransformedChunk other) {
        int[] theirs = starts(other, rows.length);
        Difference first = null;
        for (int i = 0; i < rows.length; i++) {
            int row = rows[i];
            if (first == null || row < first.row()) {
                Difference difference = compare(
                        row,
                        usual.records().subList(ours[row], ours[row + 1]),
                        other,
                        other.records().subList(theirs[i], theirs[i + 1]));
                first = difference == null ? first : difference;
            }
        }
        return first;
    }

    /** Where the records of each row begin. */
    private static int[] starts(TransformedChunk chunk, int rows) {
        int[] starts = new int[rows + 1];
        int row = 0;
        for (int i = 0; i < chunk.records().size(); i++) {
            for (; row <= chunk.records().get(i).sourceRow(); row++) {
                starts[row] = i;
            }
        }
        Arrays.fill(starts, row, rows + 1, chunk.records().size());
        return starts;
    }

    private @Nullable Difference compare(
            int row, List<Record> ours, TransformedChunk other, List<Record> theirs) {
        for (int i = 0; i < Math.min(ours.size(), theirs.size()); i++) {
            Difference difference = compare(row, ours.get(i), other, theirs.get(i));
            if (difference != null) {
                return difference;
            }
        }
        return ours.size() == theirs.size()
                ? null
                : new Difference(row, null, null, ours.size() + " target rows", theirs.size() + " target rows");
    }

    private @Nullable Difference compare(int row, Record ours, TransformedChunk other, Record theirs) {
        return switch (ours) {
            case Record.Row our when theirs instanceof Record.Row their ->
                sameColumns(our.shape(), their.shape())
                        ? values(row, usual.bytes(), our, other.bytes(), their)
                        : new Difference(row, null, null, shape(our), shape(their));
            case Record.Skip our when theirs instanceof Record.Skip their && our.reason().equals(their.reason()) -> null;
            case Record.Reject our when theirs instanceof Record.Reject their && our.reason().equals(their.reason()) -> null;
            case Record our -> new Difference(row, null, null, words(our), words(theirs));
        };
    }

    /** A NULL that is set has no type of its own: the runner gives it that of a row before. */
    private static boolean sameColumns(Shape ours, Shape theirs) {
        return ours.table() == theirs.table()
                && ours.fields().size() == theirs.fields().size()
                && IntStream.range(0, ours.fields().size()).allMatch(i -> {
                    Field our = ours.fields().get(i);
                    Field their = theirs.fields().get(i);
                    return our.column() == their.column() && our.copyOf() == their.copyOf();
                });
    }

    private @Nullable Difference values(int row, byte[] ours, Record.Row our, byte[] theirs, Record.Row their) {
        int at = our.start();
        int to = their.start();
        for (int i = 0; i < our.shape().fields().size(); i++) {
            Field field = our.shape().fields().get(i);
            Field otherField = their.shape().fields().get(i);
            if (field.type() == null) {
                continue;
            }
            int length = Math.max(0, BigEndian.int32(ours, at));
            int otherLength = Math.max(0, BigEndian.int32(theirs, to));
            boolean sameType = field.type() == otherField.type() || BigEndian.int32(ours, at) < 0;
            if (!sameType || !Arrays.equals(ours, at, at + 4 + length, theirs, to, to + 4 + otherLength)) {
                TransformSpec.TargetTable table = spec.tables().get(our.shape().table());
                return new Difference(
                        row, table.name(), table.columns().get(field.column()), text(field, ours, at), text(otherField, theirs, to));
            }
            at += 4 + length;
            to += 4 + otherLength;
        }
        return null;
    }

    private static String text(Field field, byte[] bytes, int at) {
        int length = BigEndian.int32(bytes, at);
        return length < 0 || field.type() == null ? "NULL" : ValueText.of(field.type(), bytes, at + 4, length);
    }

    private String shape(Record.Row row) {
        TransformSpec.TargetTable table = spec.tables().get(row.shape().table());
        return "a row of " + table.name() + " with "
                + String.join(", ", row.shape().fields().stream().map(f -> word(table, f)).toList());
    }

    private String word(TransformSpec.TargetTable table, Field field) {
        String column = table.columns().get(field.column());
        return field.type() == null ? column + " copied from " + spec.columns().get(field.copyOf()).name() : column + " set as " + field.type();
    }

    private String words(Record record) {
        return switch (record) {
            case Record.Row row -> shape(row);
            case Record.Skip skip -> "skipped: " + skip.reason();
            case Record.Reject reject -> "rejected: " + reject.reason();
        };
    }
}
