package dev.wharf.benchmark.codec;

import dev.wharf.database.ValueEncoder;
import java.util.List;
import org.codehaus.janino.SimpleCompiler;

/** One class for one shape, compiled by Janino: a call of its own for each column, which the JVM can take in whole. */
final class GeneratedEncoder {

    private static final String NAME = "dev.wharf.benchmark.codec.Generated";

    private GeneratedEncoder() {}

    static RowEncoder of(List<ValueEncoder> encoders) {
        try {
            SimpleCompiler compiler = new SimpleCompiler();
            compiler.setParentClassLoader(GeneratedEncoder.class.getClassLoader());
            compiler.cook(source(encoders.size()));
            return (RowEncoder) compiler.getClassLoader()
                    .loadClass(NAME)
                    .getConstructor(ValueEncoder[].class)
                    .newInstance((Object) encoders.toArray(ValueEncoder[]::new));
        } catch (Exception e) {
            throw new IllegalStateException("the generated encoder cannot be made: " + e.getMessage(), e);
        }
    }

    private static String source(int columns) {
        StringBuilder fields = new StringBuilder();
        StringBuilder made = new StringBuilder();
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < columns; i++) {
            fields.append("private final ValueEncoder e%d;%n".formatted(i));
            made.append("e%d = encoders[%d];%n".formatted(i, i));
            body.append("""
                    length = BigEndian.int32(values, at);
                    mark = out.size();
                    out.int32(length < 0 ? -1 : 0);
                    at += 4;
                    if (length >= 0) {
                        e%d.encode(values, at, length, out);
                        out.setInt32(mark, out.size() - mark - 4);
                        at += length;
                    }
                    """.formatted(i));
        }
        return """
                package dev.wharf.benchmark.codec;

                import dev.wharf.database.ByteSink;
                import dev.wharf.database.ValueEncoder;
                import dev.wharf.wire.BigEndian;

                public final class Generated implements RowEncoder {
                    %s
                    public Generated(ValueEncoder[] encoders) {
                        %s
                    }

                    public int encode(byte[] values, int at, ByteSink out) {
                        int length;
                        int mark;
                        out.int16(%d);
                        %s
                        return at;
                    }
                }
                """.formatted(fields, made, columns, body);
    }
}
