package dev.wharf.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.wharf.database.ByteSink;
import dev.wharf.sandbox.SandboxSettings;
import dev.wharf.sandbox.TransformSpec;
import dev.wharf.sandbox.TransformedChunk;
import dev.wharf.sandbox.TransformedChunk.Field;
import dev.wharf.sandbox.TransformedChunk.Record;
import dev.wharf.sandbox.TransformedChunk.Shape;
import dev.wharf.wire.ValueType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static final TransformSpec SPEC = new TransformSpec(
            null, "step", "Class", Map.of(), List.of(), List.of(new TransformSpec.TargetTable("t", List.of("n", "a"))),
            SandboxSettings.DEFAULT);

    @Test
    void aNullIsTheSameWhateverTypeTheRowBeforeGaveIt() {
        assertNull(difference(row(ValueType.TEXT, null, "same"), row(ValueType.INT4, null, "same")));
    }

    @Test
    void theColumnsBehindSuchANullAreCompared() {
        assertEquals(
                new Difference(0, "t", "a", "one", "two"),
                difference(row(ValueType.TEXT, null, "one"), row(ValueType.INT4, null, "two")));
    }

    @Test
    void aValueOfAnotherTypeIsAnotherValueThoughItsBytesAreTheSame() {
        assertEquals(
                new Difference(0, "t", "n", "1234", "825373492"),
                difference(row(ValueType.TEXT, "1234", ""), row(ValueType.INT4, "1234", "")));
    }

    @Test
    void aNullIsNotAValue() {
        assertEquals(
                new Difference(0, "t", "n", "NULL", "x"), difference(row(ValueType.TEXT, null, ""), row(ValueType.TEXT, "x", "")));
    }

    private static @Nullable Difference difference(TransformedChunk usual, TransformedChunk other) {
        return new Comparison(SPEC, usual, 1).first(new int[] {0}, other);
    }

    /** One row that sets both columns. */
    private static TransformedChunk row(ValueType type, @Nullable String n, String a) {
        ByteSink sink = new ByteSink(32);
        field(n, sink);
        field(a, sink);
        Shape shape = new Shape(0, List.of(new Field(0, -1, type), new Field(1, -1, ValueType.TEXT)));
        return new TransformedChunk(List.of(new Record.Row(0, shape, 0)), sink.toBytes());
    }

    private static void field(@Nullable String value, ByteSink sink) {
        sink.int32(value == null ? -1 : value.length());
        if (value != null) {
            sink.put(value.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        }
    }
}
