package dev.wharf.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.gate.GateCorpus;
import dev.wharf.gate.GateCorpus.Case;
import dev.wharf.gate.GateCorpus.Compiled;
import dev.wharf.sandbox.Sandbox;
import dev.wharf.sandbox.SandboxSettings;
import dev.wharf.sandbox.Surroundings;
import dev.wharf.sandbox.TransformSession;
import dev.wharf.sandbox.TransformSpec;
import dev.wharf.sandbox.TransformedChunk;
import dev.wharf.sandbox.docker.DockerSandbox;
import dev.wharf.wire.RowChunk;
import dev.wharf.wire.ValueType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Classes that leak something into their rows, with every static gate off, in real containers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeaksTest {

    private static final int FRESH = 5;
    private static final int ROWS = 120;

    private static final List<TransformSpec.SourceColumn> COLUMNS = List.of(
            new TransformSpec.SourceColumn("n", ValueType.INT8, true),
            new TransformSpec.SourceColumn("a", ValueType.TEXT, true),
            new TransformSpec.SourceColumn("at", ValueType.TIMESTAMPTZ, true));

    private Sandbox sandbox;
    private Trial trial;

    @BeforeAll
    void open() {
        sandbox = new DockerSandbox(DockerSandbox.imagesFolder(), SandboxSettings.DEFAULT);
        trial = new Trial(sandbox);
    }

    @AfterAll
    void close() {
        trial.close();
        sandbox.close();
    }

    @TestFactory
    List<DynamicTest> everyLeakIsFoundOrHasNoEffect() {
        List<DynamicTest> tests = new ArrayList<>();
        RowChunk rows = rows(ROWS);
        for (Case leak : GateCorpus.cases("attacks")) {
            for (String verdict : leak.verdicts()) {
                if (verdict.startsWith("determinism:")) {
                    TransformSpec spec = spec(GateCorpus.source(leak, "Attack"));
                    tests.add(test(leak.name(), verdict.substring("determinism:".length()), spec, rows));
                }
            }
        }
        assertTrue(tests.size() >= 40, () -> tests.size() + " leaks");
        return tests;
    }

    /** The containers start now, so that those of several leaks start at once. */
    private DynamicTest test(String name, String verdict, TransformSpec spec, RowChunk rows) {
        CompletableFuture<TransformedChunk> usual = trial.usual(spec, rows);
        Cause cause = verdict.equals("stable") ? Cause.TOGETHER : cause(verdict);
        CompletableFuture<Difference> found = trial.difference(cause, spec, rows, usual);
        return DynamicTest.dynamicTest(name + " (" + verdict + ")", () -> {
            Difference difference = found.join();
            if (verdict.equals("stable")) {
                assertNull(difference);
                assertStable(usual.join(), spec, rows);
            } else {
                assertNotNull(difference);
                assertNotEquals(difference.usual(), difference.other());
            }
        });
    }

    private static Cause cause(String verdict) {
        return Cause.valueOf(verdict.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private void assertStable(TransformedChunk first, TransformSpec spec, RowChunk rows) {
        int[] forwards = IntStream.range(0, rows.rows()).toArray();
        for (int i = 2; i < FRESH; i++) {
            assertNull(new Comparison(spec, first, rows.rows()).first(forwards, made(spec, rows)));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "toLowerCase in the default locale, LOCALE",
        "today, ZONE",
        "bytes in the default character set, CHARSET",
        "the end of a line, LINE_END",
        "the order of a HashSet of enums, IDENTITY",
        "the moment, EVERY_START",
        "what was seen already, ROW_ORDER",
        "processors, MACHINE"
    })
    void theCauseOfADifferenceIsNamed(String leak, Cause cause) {
        Case found = GateCorpus.cases("attacks").stream()
                .filter(c -> c.name().equals(leak))
                .findFirst()
                .orElseThrow();
        Trial.Result result = trial.begin(spec(GateCorpus.source(found, "Attack")), rows(ROWS)).join();
        assertEquals(Set.of(cause), result.differences().keySet());
    }

    private TransformedChunk made(TransformSpec spec, RowChunk rows) {
        try (TransformSession session = sandbox.start(spec)) {
            return session.transform(rows).join();
        }
    }

    /** An honest class that branches on everything it gets, over ten thousand rows. */
    @Test
    void tenThousandRowsOfAnHonestClassAreTheSameInForeignSurroundings() {
        TransformSpec spec = spec(
                """
                import dev.wharf.migration.*;
                import java.time.ZoneId;
                import java.time.format.DateTimeFormatter;
                import java.util.*;
                import java.util.regex.Pattern;

                public class Attack implements RowMigration {
                    private static final Map<String, String> KINDS = Map.of("Y", "yes", "no", "no", "Sample", "sample");
                    private static final Pattern DIGITS = Pattern.compile("\\\\p{Nd}+");
                    private static final DateTimeFormatter DAY =
                            DateTimeFormatter.ofPattern("EEE d MMM uuuu", Locale.ROOT).withZone(ZoneId.of("Europe/Berlin"));

                    @Override
                    public void migrate(SourceRow source, TargetRows target) {
                        String text = source.text("a");
                        if (text == null) { target.skip("nothing"); return; }
                        if (text.isBlank()) { target.reject("blank"); return; }
                        TargetRow row = target.insert("t").set("n", source.bigint("n"));
                        String lower = text.strip().toLowerCase(Locale.ROOT);
                        row.set("a", KINDS.getOrDefault(text, DIGITS.matcher(lower).replaceAll("#")));
                        row.set("b", source.instant("at") == null ? null : DAY.format(source.instant("at")));
                        for (String part : new TreeSet<>(List.of(text.split("[ ,;-]+")))) {
                            target.insert("u").set("x", String.format(Locale.ROOT, "%s/%d", part, part.length()));
                        }
                    }
                }
                """);
        RowChunk rows = rows(10_000);
        Trial.Result result = trial.begin(spec, rows).join();
        assertEquals(Map.of(), result.differences());
        long made = result.usual().records().stream().filter(TransformedChunk.Record.Row.class::isInstance).count();
        assertTrue(made > rows.rows(), () -> made + " target rows");
    }

    @Test
    void foreignSurroundingsAreForeignInEveryFactor() {
        Surroundings foreign = Surroundings.foreign(Instant.parse("2026-11-21T10:00:00Z"));
        for (Surroundings.Factor factor : Surroundings.Factor.values()) {
            List<String> alone = Surroundings.foreign(factor, Instant.parse("2026-11-21T10:00:00Z")).jvmOptions();
            assertFalse(alone.isEmpty(), factor::name);
            assertTrue(foreign.jvmOptions().containsAll(alone), factor::name);
        }
        assertEquals(List.of(), Surroundings.USUAL.jvmOptions());
    }

    private static RowChunk rows(int count) {
        return SampleRows.of(
                COLUMNS.stream().map(c -> new SampleRows.Sample(c.type(), null, null, !c.name().equals("n"))).toList(), count, List.of("Y"));
    }

    private static TransformSpec spec(String source) {
        Map<String, byte[]> classes = switch (GateCorpus.compile("Attack", source)) {
            case Compiled.Classes(Map<String, byte[]> compiled) -> compiled;
            case Compiled.Errors(String errors) -> throw new AssertionError(errors);
        };
        return new TransformSpec(
                null,
                "step",
                "Attack",
                classes,
                COLUMNS,
                List.of(
                        new TransformSpec.TargetTable("t", List.of("n", "a", "b")),
                        new TransformSpec.TargetTable("u", List.of("x"))),
                SandboxSettings.DEFAULT);
    }
}
