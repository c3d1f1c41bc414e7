package dev.wharf.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.wharf.gate.ClassUse;
import dev.wharf.gate.ClassUseReader;
import dev.wharf.gate.GateCorpus;
import dev.wharf.gate.GateCorpus.Compiled;
import dev.wharf.sandbox.Sandbox;
import dev.wharf.sandbox.SandboxSettings;
import dev.wharf.sandbox.TransformSpec;
import dev.wharf.sandbox.TransformedChunk;
import dev.wharf.sandbox.TransformedChunk.Record.Reject;
import dev.wharf.sandbox.docker.DockerSandbox;
import dev.wharf.wire.RowChunk;
import dev.wharf.wire.ValueType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * What the gate passes, the runner's small image runs: a part of the corpus's honest classes in real containers. What they
 * make of invented rows is mostly a reject; that it is one of the data, and the same in foreign surroundings, is what counts.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HonestClassesRunTest {

    private static final int SAMPLE = 30;
    private static final int ROWS = 40;
    private static final Pattern ACCESSOR = Pattern.compile("\\.(\\w+)\\(\"(\\w+)\"\\)");
    private static final Pattern MISSING = Pattern.compile("^java\\.lang\\.\\w*(Linkage|NoSuch|NoClass|Initializer|IllegalAccess|Verify)\\w*");
    private static final Map<String, ValueType> TYPES = Map.ofEntries(
            Map.entry("integer", ValueType.INT4),
            Map.entry("bigint", ValueType.INT8),
            Map.entry("decimal", ValueType.NUMERIC),
            Map.entry("float8", ValueType.FLOAT8),
            Map.entry("bool", ValueType.BOOL),
            Map.entry("date", ValueType.DATE),
            Map.entry("time", ValueType.TIME),
            Map.entry("timestamp", ValueType.TIMESTAMP),
            Map.entry("instant", ValueType.TIMESTAMPTZ),
            Map.entry("uuid", ValueType.UUID),
            Map.entry("bytes", ValueType.BYTES),
            Map.entry("json", ValueType.JSON));

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
    List<DynamicTest> honestClassesRunAlikeInRealContainers() {
        List<Path> files = GateCorpus.files("honest", ".java");
        List<DynamicTest> tests = new ArrayList<>();
        for (int i = 0; i < SAMPLE; i++) {
            Path file = files.get(i * files.size() / SAMPLE);
            String name = file.getFileName().toString().replace(".java", "");
            TransformSpec spec = spec(name, GateCorpus.read(file));
            RowChunk rows = rows(spec);
            CompletableFuture<Trial.Result> result = trial.begin(spec, rows);
            tests.add(DynamicTest.dynamicTest(name, () -> runsAlike(result.join())));
        }
        return tests;
    }

    private static void runsAlike(Trial.Result result) {
        for (TransformedChunk.Record made : result.usual().records()) {
            if (made instanceof Reject reject) {
                assertFalse(MISSING.matcher(reject.reason()).find(), reject.reason());
            }
        }
        List<Cause> unpinned = result.differences().keySet().stream().filter(cause -> !cause.isPinned()).toList();
        assertEquals(List.of(), unpinned, result.differences()::toString);
    }

    private static RowChunk rows(TransformSpec spec) {
        return SampleRows.of(
                spec.columns().stream().map(c -> new SampleRows.Sample(c.type(), null, null, true)).toList(), ROWS, List.of("A", "a:1", "1"));
    }

    /** A step whose columns are those that the class names, of the types that it reads them as. */
    private static TransformSpec spec(String name, String text) {
        Map<String, byte[]> classes = switch (GateCorpus.compile(name, text)) {
            case Compiled.Classes(Map<String, byte[]> compiled) -> compiled;
            case Compiled.Errors(String errors) -> throw new AssertionError(errors);
        };
        ClassUse use = ClassUseReader.read(name, classes);
        Map<String, ValueType> source = new TreeMap<>();
        use.reads().forEach(column -> source.put(column, ValueType.TEXT));
        use.copies().forEach(copy -> source.put(copy.source(), ValueType.TEXT));
        Matcher accessor = ACCESSOR.matcher(text);
        while (accessor.find()) {
            if (TYPES.containsKey(accessor.group(1))) {
                source.put(accessor.group(2), TYPES.get(accessor.group(1)));
            }
        }
        TreeSet<String> target = new TreeSet<>(use.sets());
        use.copies().forEach(copy -> target.add(copy.target()));
        return new TransformSpec(
                null,
                "step",
                name,
                classes,
                source.entrySet().stream().map(c -> new TransformSpec.SourceColumn(c.getKey(), c.getValue(), true)).toList(),
                use.tables().stream().map(table -> new TransformSpec.TargetTable(table, List.copyOf(target))).toList(),
                SandboxSettings.DEFAULT);
    }
}
