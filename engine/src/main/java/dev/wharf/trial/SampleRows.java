package dev.wharf.trial;

import dev.wharf.catalog.ColumnType;
import dev.wharf.database.ByteSink;
import dev.wharf.wire.RowChunk;
import dev.wharf.wire.ValueType;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Rows made up from the types of columns: first one edge value after the other in every column, then edge values, random
 * ones and NULL mixed by a fixed seed, last NULL wherever it may stand. They are the same in every check. Where a class reads
 * a text as something else, such as a uuid, most values are such texts: a class is not tried by rows that it cannot read.
 */
final class SampleRows {

    private static final long SEED = 0x5EED_0F_0DD_4075L;

    /** Of twenty values in the mixed rows so many are NULL, where that may be, and so many edges. */
    private static final int OF = 20;

    private static final int NULLS = 1;
    private static final int EDGES = 10;

    /**
     * A column to make values for.
     *
     * @param type null for a column that the engine adds
     * @param readAs what the class reads a text as; null where it reads the text, or the layout says it
     * @param nullable whether rows may hold NULL there
     */
    record Sample(ValueType layout, @Nullable ColumnType type, @Nullable ValueType readAs, boolean nullable) {}

    private SampleRows() {}

    /**
     * @param rows how many there shall be; more where a column has more edge values
     * @param words texts that the class names, which its branches may ask for
     */
    static RowChunk of(List<Sample> columns, int rows, List<String> words) {
        List<SampleValues> values = columns.stream()
                .map(column -> new SampleValues(column.layout(), column.type(), column.readAs(), words))
                .toList();
        int edges = values.stream().mapToInt(v -> v.edges().size()).max().orElse(1);
        int count = Math.max(rows, edges + 1);
        SplittableRandom random = new SplittableRandom(SEED);
        ByteSink sink = new ByteSink(count * 64);
        int[] starts = new int[count + 1];
        for (int r = 0; r < count; r++) {
            starts[r] = sink.size();
            sink.int16(columns.size());
            for (int c = 0; c < columns.size(); c++) {
                SampleValues choice = values.get(c);
                boolean nullable = columns.get(c).nullable();
                if (r == count - 1) {
                    field(nullable ? null : choice.edges().getFirst(), sink);
                } else if (r < edges) {
                    field(choice.edges().get(r % choice.edges().size()), sink);
                } else {
                    field(mixed(choice, nullable, random), sink);
                }
            }
        }
        starts[count] = sink.size();
        return new RowChunk(sink.bytes(), starts, count);
    }

    private static byte @Nullable [] mixed(SampleValues choice, boolean nullable, SplittableRandom random) {
        int die = random.nextInt(OF);
        if (die < NULLS && nullable) {
            return null;
        }
        if (die == NULLS && !choice.unreadable().isEmpty()) {
            return choice.unreadable().get(random.nextInt(choice.unreadable().size()));
        }
        return die < NULLS + EDGES ? choice.edges().get(random.nextInt(choice.edges().size())) : choice.random(random);
    }

    private static void field(byte @Nullable [] value, ByteSink sink) {
        sink.int32(value == null ? -1 : value.length);
        if (value != null) {
            sink.put(value);
        }
    }
}
