package dev.wharf.sandbox.protocol;

import dev.wharf.sandbox.SandboxSettings;
import dev.wharf.sandbox.TransformSpec;
import dev.wharf.sandbox.TransformSpec.SourceColumn;
import dev.wharf.sandbox.TransformSpec.TargetTable;
import dev.wharf.wire.RowChunk;
import dev.wharf.wire.ValueType;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Specs for tests. */
final class Specs {

    private static final List<TargetTable> TABLES =
            List.of(new TargetTable("t", List.of("a", "b", "c")), new TargetTable("u", List.of("x")));

    private Specs() {}

    /** id crosses, blob does not. */
    static TransformSpec numbers() {
        return of(List.of(
                new SourceColumn("id", ValueType.INT8, true), new SourceColumn("blob", ValueType.BYTES, false)));
    }

    /** id and blob cross. */
    static TransformSpec numbersAndBlobs() {
        return of(List.of(
                new SourceColumn("id", ValueType.INT8, true), new SourceColumn("blob", ValueType.BYTES, true)));
    }

    /** what crosses, blob does not. */
    static TransformSpec texts() {
        return of(List.of(
                new SourceColumn("blob", ValueType.BYTES, false), new SourceColumn("what", ValueType.TEXT, true)));
    }

    static RowChunk what(String... words) {
        return Rows.chunk(Arrays.stream(words)
                .<List<byte @Nullable []>>map(word -> List.of(Rows.text(word)))
                .toList());
    }

    static TransformSpec of(List<SourceColumn> columns) {
        return new TransformSpec(null, "step", "none", Map.of(), columns, TABLES, SandboxSettings.DEFAULT);
    }

    static TransformSpec of(Class<?> migration, TransformSpec spec) {
        return new TransformSpec(
                null,
                "step",
                migration.getName(),
                SampleClasses.bytes(migration),
                spec.columns(),
                spec.tables(),
                spec.settings());
    }

    static TransformSpec rowMillis(TransformSpec spec, long row) {
        return millis(spec, 60_000, row);
    }

    static TransformSpec millis(TransformSpec spec, long batch, long row) {
        SandboxSettings settings = new SandboxSettings(
                512L << 20, 1.0, 64, Duration.ofMillis(batch), Duration.ofMillis(row));
        return new TransformSpec(
                null, spec.step(), spec.mainClass(), spec.classes(), spec.columns(), spec.tables(), settings);
    }
}
