package dev.wharf.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.database.Database;
import dev.wharf.gate.Finding;
import dev.wharf.sandbox.Compilation;
import dev.wharf.sandbox.DoctorCheck;
import dev.wharf.sandbox.Sandbox;
import dev.wharf.sandbox.SourceFile;
import dev.wharf.sandbox.Surroundings;
import dev.wharf.sandbox.TransformSession;
import dev.wharf.sandbox.TransformSpec;
import dev.wharf.sandbox.protocol.ProcessSandbox;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a check reports of a class whose rows depend on more than the row, and what it does not show. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeterminismTest {

    private static final String COPIED = ".copy(\"full_name\", \"name\")";

    private Sandbox sandbox;

    @BeforeAll
    void start() {
        sandbox = new ProcessSandbox();
    }

    @AfterAll
    void end() {
        sandbox.close();
    }

    @Test
    void warnsOfTheDefaultLocale(@TempDir Path folder) {
        CheckReport report = check(lowerCase(folder), sandbox);

        assertEquals(List.of(), report.findings());
        Finding warning = only(report.warnings());
        assertEquals("locale", warning.rule());
        assertEquals("people", warning.step());
        assertEquals("People.java", warning.file());
        assertTrue(
                warning.message().startsWith(
                        "People.java sets persons.full_name otherwise for the same row under another default locale: made-up row "),
                warning.message());
        assertTrue(warning.next().contains("toLowerCase(Locale.ROOT)"), warning.next());
    }

    @Test
    void refusesWhatDiffersAtEveryStartAtThePlaceOfTheColumn(@TempDir Path folder) {
        CheckReport report = check(lowerCase(folder), new ChangingSandbox(sandbox));

        assertFalse(report.ok());
        Finding finding = only(report.findings());
        assertEquals("every-start", finding.rule());
        assertEquals("people", finding.step());
        assertEquals("People.java", finding.file());
        assertEquals(Integer.valueOf(21), finding.line());
        assertTrue(
                finding.message().startsWith(
                        "People.java sets persons.full_name otherwise for the same row at every start of its container: made-up row "),
                finding.message());
        assertTrue(finding.next().contains("no clock"), finding.next());
    }

    @Test
    void tellsOfARowOfTheSourceOnlyWhereItStands(@TempDir Path folder) {
        PeoplePlan plan = new PeoplePlan(folder)
                .changeSource("'Ada'", "'QdI-secret'")
                .change("People.java", COPIED,
                        ".set(\"full_name\", source.text(\"name\").startsWith(\"Q\") ? source.text(\"name\").toLowerCase() : \"x\")");

        CheckReport report = check(plan, sandbox);

        Finding warning = only(report.warnings());
        assertEquals("locale", warning.rule());
        assertTrue(warning.message().contains("row 1 of the source's first rows, in the order of the key"), warning.message());
        for (Finding shown : report.warnings()) {
            for (String value : List.of("secret", "QdI", "qd", "ada@example.org")) {
                assertFalse(shown.toString().contains(value), shown::toString);
            }
        }
    }

    private static PeoplePlan lowerCase(Path folder) {
        return new PeoplePlan(folder)
                .change("People.java", COPIED,
                        ".set(\"full_name\", source.text(\"name\") == null ? null : source.text(\"name\").toLowerCase())");
    }

    private static Finding only(List<Finding> findings) {
        List<Finding> ours = findings.stream().filter(f -> f.gate().equals("determinism")).toList();
        assertEquals(1, ours.size(), findings::toString);
        return ours.getFirst();
    }

    private static CheckReport check(PeoplePlan plan, Sandbox sandbox) {
        plan.write();
        try (Database source = plan.open("legacy");
                Database target = plan.open("app")) {
            return new PlanChecker(plan.workspace(), sandbox)
                    .check(plan.planFolder(), name -> name.equals("legacy") ? source : target);
        }
    }

    /** Has another locale from the second usual start of a class on, so that what depends on it differs at every start. */
    private record ChangingSandbox(Sandbox inner, Set<String> started) implements Sandbox {

        ChangingSandbox(Sandbox inner) {
            this(inner, ConcurrentHashMap.newKeySet());
        }

        @Override
        public TransformSession start(TransformSpec spec) {
            boolean first = !spec.surroundings().jvmOptions().isEmpty() || started.add(spec.step());
            return inner.start(first ? spec : spec.in(Surroundings.foreign(Surroundings.Factor.LOCALE, Instant.now())));
        }

        @Override
        public Compilation compile(List<SourceFile> sources) {
            return inner.compile(sources);
        }

        @Override
        public String fingerprint() {
            return inner.fingerprint();
        }

        @Override
        public List<DoctorCheck> doctor() {
            return inner.doctor();
        }

        @Override
        public int reap() {
            return inner.reap();
        }

        @Override
        public void close() {
            inner.close();
        }
    }
}
