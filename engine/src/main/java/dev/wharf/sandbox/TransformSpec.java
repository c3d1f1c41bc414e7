package dev.wharf.sandbox;

import dev.wharf.wire.ValueType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a runner container is started with.
 *
 * @param run the run it belongs to, null for previews
 * @param columns every source column that the class may name, in their order; those that do not cross can only be copied
 * @param tables the tables it may write
 */
public record TransformSpec(
        @Nullable String run,
        String step,
        String mainClass,
        Map<String, byte[]> classes,
        List<SourceColumn> columns,
        List<TargetTable> tables,
        SandboxSettings settings,
        Surroundings surroundings) {

    public TransformSpec {
        columns = List.copyOf(columns);
        tables = List.copyOf(tables);
    }

    /** In the usual surroundings. */
    public TransformSpec(
            @Nullable String run,
            String step,
            String mainClass,
            Map<String, byte[]> classes,
            List<SourceColumn> columns,
            List<TargetTable> tables,
            SandboxSettings settings) {
        this(run, step, mainClass, classes, columns, tables, settings, Surroundings.USUAL);
    }

    /** The same in other surroundings. */
    public TransformSpec in(Surroundings other) {
        return new TransformSpec(run, step, mainClass, classes, columns, tables, settings, other);
    }

    public record SourceColumn(String name, ValueType type, boolean crosses) {}

    public record TargetTable(String name, List<String> columns) {}
}
