package dev.wharf.benchmark.codec;

import dev.wharf.catalog.Column;
import dev.wharf.catalog.ColumnType;
import dev.wharf.catalog.TypeKind;
import dev.wharf.database.ByteSink;
import dev.wharf.database.ConnectionSpec;
import dev.wharf.database.Database;
import dev.wharf.database.Databases;
import dev.wharf.database.ValueEncoder;
import dev.wharf.database.ValueText;
import dev.wharf.wire.ValueType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Rows of sixteen columns, all set by a class, on their way into PostgreSQL's tuples; nanoseconds a row. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 3, jvmArgsAppend = {"-XX:+UseSerialGC"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class CodecBenchmark {

    private static final int ROWS = 1_000;

    private record Field(ValueType from, ColumnType to, String text) {}

    private final ByteSink values = new ByteSink(1 << 18);
    private final ByteSink out = new ByteSink(1 << 18);
    private RowEncoder loop = (bytes, at, sink) -> at;
    private RowEncoder generated = loop;

    /** Runs it; the table goes to standard error. */
    public static void main() throws RunnerException {
        new Runner(new OptionsBuilder().include(CodecBenchmark.class.getSimpleName()).build()).run();
    }

    @Setup
    public void make() {
        try (Database target = Databases.open(
                new ConnectionSpec("target", "jdbc:postgresql://localhost/none", null, null, false, Path.of(".")))) {
            List<ValueEncoder> encoders = new ArrayList<>();
            for (Field field : lineitem(0)) {
                Column column = new Column("c", field.to(), true, null, Column.Generated.NO, null);
                encoders.add(Objects.requireNonNull(target.encoder(field.from(), null, column)));
            }
            loop = new LoopEncoder(encoders);
            generated = GeneratedEncoder.of(encoders);
        }
        for (int row = 0; row < ROWS; row++) {
            for (Field field : lineitem(row)) {
                int mark = values.size();
                values.int32(0);
                ValueText.encode(field.from(), field.text(), values);
                values.setInt32(mark, values.size() - mark - 4);
            }
        }
    }

    private static List<Field> lineitem(int row) {
        ColumnType number = new ColumnType("numeric(15,2)", TypeKind.DECIMAL, null, 15, 2, List.of());
        return List.of(
                new Field(ValueType.INT8, ColumnType.of("bigint", TypeKind.BIGINT), "" + row),
                new Field(ValueType.INT8, ColumnType.of("bigint", TypeKind.BIGINT), "" + row * 31L),
                new Field(ValueType.INT4, ColumnType.of("integer", TypeKind.INTEGER), "" + row % 777),
                new Field(ValueType.INT4, ColumnType.of("integer", TypeKind.INTEGER), "" + row % 55),
                new Field(ValueType.INT4, ColumnType.of("integer", TypeKind.INTEGER), "" + row % 7),
                new Field(ValueType.NUMERIC, number, row % 50 + ".00"),
                new Field(ValueType.NUMERIC, number, row * 37 + ".25"),
                new Field(ValueType.NUMERIC, number, "0.0" + row % 9),
                new Field(ValueType.NUMERIC, number, "0.0" + row % 8),
                new Field(ValueType.TEXT, new ColumnType("character(1)", TypeKind.CHAR, 1, null, null, List.of()), "N"),
                new Field(ValueType.TEXT, new ColumnType("character(1)", TypeKind.CHAR, 1, null, null, List.of()), "O"),
                new Field(ValueType.DATE, ColumnType.of("date", TypeKind.DATE), "1995-03-1" + row % 10),
                new Field(ValueType.DATE, ColumnType.of("date", TypeKind.DATE), "1996-03-1" + row % 10),
                new Field(ValueType.TIMESTAMP, ColumnType.of("timestamp without time zone", TypeKind.TIMESTAMP), "1996-03-13 12:00:0" + row % 10),
                new Field(ValueType.TEXT, new ColumnType("character varying(10)", TypeKind.TEXT, 10, null, null, List.of()), "truck"),
                new Field(ValueType.TEXT, new ColumnType("character varying(150)", TypeKind.TEXT, 150, null, null, List.of()),
                        "furiously ironic accounts haggle slyly ".repeat(2) + row));
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public int loopOverColumns() {
        return rows(loop);
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public int generatedForTheShape() {
        return rows(generated);
    }

    private int rows(RowEncoder encoder) {
        out.truncate(0);
        int at = 0;
        for (int row = 0; row < ROWS; row++) {
            at = encoder.encode(values.bytes(), at, out);
        }
        return out.size();
    }
}
