package dev.wharf.sandbox.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.wharf.sandbox.SandboxSettings;
import dev.wharf.sandbox.SourceFile;
import dev.wharf.sandbox.TransformSession;
import dev.wharf.sandbox.TransformSpec;
import dev.wharf.sandbox.TransformedChunk;
import dev.wharf.sandbox.TransformedChunk.Record;
import dev.wharf.wire.ValueType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A stack that overflows while a class of Java's own is made leaves it broken: rows behind that one are none the worse for it. */
class OverflowTest {

    /** Goes down until the stack ends; each level on the way up tries a class of Java's that is made of many calls. */
    private static final String CLASS = """
            import dev.wharf.migration.*;
            public class T implements RowMigration {
                public void migrate(SourceRow source, TargetRows target) {
                    if (source.bigint("id") == 9) { dig(); throw new StackOverflowError(); }
                    String day = java.time.format.DateTimeFormatter.ISO_LOCAL_DATE.format(java.time.LocalDate.EPOCH);
                    target.insert("t").set("id", (long) day.length());
                }
                static void dig() {
                    try { dig(); } catch (StackOverflowError e) { java.time.format.DateTimeFormatter.ISO_LOCAL_DATE.toString(); }
                }
            }
            """;

    @Test
    void rowsBehindAnOverflowAreRunInAFreshJvm() throws Exception {
        SandboxSettings settings = new SandboxSettings(512L << 20, 1.0, 64, Duration.ofMinutes(1), Duration.ofSeconds(10));
        try (SandboxFixture fixture = new SandboxFixture();
                TransformSession session = fixture.sandbox.start(spec(fixture, settings))) {
            TransformedChunk made = session.transform(SandboxFixture.ids(9, 7, 8)).get(60, TimeUnit.SECONDS);
            List<Record> records = made.records();
            assertEquals(3, records.size(), records.toString());
            assertInstanceOf(Record.Reject.class, records.getFirst());
            assertInstanceOf(Record.Row.class, records.get(1), records.toString());
            assertInstanceOf(Record.Row.class, records.get(2), records.toString());
            TransformedChunk next = session.transform(SandboxFixture.ids(10)).get(60, TimeUnit.SECONDS);
            assertInstanceOf(Record.Row.class, next.records().getFirst(), next.toString());
        }
    }

    private static TransformSpec spec(SandboxFixture fixture, SandboxSettings settings) {
        return new TransformSpec(
                SandboxFixture.newRun(),
                "step",
                "T",
                fixture.sandbox.compile(List.of(new SourceFile("T.java", CLASS))).classes(),
                List.of(new TransformSpec.SourceColumn("id", ValueType.INT8, true)),
                List.of(new TransformSpec.TargetTable("t", List.of("id"))),
                settings);
    }
}
