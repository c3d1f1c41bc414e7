package dev.wharf.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.database.WriteMode;
import dev.wharf.failure.WharfException;
import dev.wharf.gate.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PlanFileTest {

    static String contractPlan() {
        try (InputStream in = Objects.requireNonNull(PlanFileTest.class.getResourceAsStream("/plan/contract.yaml"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void readsThePlanThatTheContractShows() {
        Plan plan = PlanFile.read(contractPlan()).orThrow();

        assertEquals("technician-roles", plan.name());
        assertEquals(new RejectLimit(0.01, 100, false), plan.rejects());
        assertEquals("legacy", plan.effectiveNamespace());
        Step step = plan.steps().getFirst();
        assertEquals(List.of(new NewKey("new_id", List.of("id"), NewKey.Kind.UUID)), step.newKeys());
        assertEquals(new Reference("profile_id", "profiles", List.of("technician_id"), null, Map.of(), null,
                Reference.Missing.REJECT, false, null), step.references().get(0));
        assertEquals(new Reference("owner_id", null, List.of(), "people", Map.of("email", "owner_email"), "id",
                Reference.Missing.NULL, false, null), step.references().get(1));
        assertEquals(new Reference("parent_id", "technician_roles", List.of("parent"), null, Map.of(), null,
                Reference.Missing.FAIL, true, new Reference.Fills("technician_roles", "parent_id")), step.references().get(2));
        assertEquals(List.of(new Write("technician_roles", List.of("id"), WriteMode.INSERT)), step.writes());
        assertEquals(500, step.batchRows());
        assertEquals("TechnicianRoles", step.className());
        assertTrue(plan.decisions().isEmpty());
    }

    @Test
    void whatIsWrittenIsReadBackEqual() {
        Plan plan = PlanFile.read(contractPlan()).orThrow();
        Plan asked = new Plan("p", "Move: \"all\" of it # now\n…", "a b", "null", "n:s", new RejectLimit(0.125, 7, true), plan.steps(),
                List.of(new Decision("role_type.generalist", "technician-roles", "Which role is \"Generalist\"?",
                                List.of("master", "null", "reject"), List.of("3 rows", "0012"), null),
                        new Decision("x", null, "What?", List.of(), List.of(), "yes")),
                List.of("lower"), false);

        String yaml = PlanFile.write(asked);

        assertEquals(asked, PlanFile.read(yaml).orThrow(), yaml);
        assertEquals(plan, PlanFile.read(PlanFile.write(plan)).orThrow());
    }

    @Test
    void scalarFormsThatPeopleWriteAreRead() {
        Plan plan = PlanFile.read("""
                wharf: 1
                name: p
                source: a
                target: b
                rejects: { share: 0.5% }
                steps:
                  - name: s
                    entity: e
                    extract: s.sql
                    key: id
                    transform: S.java
                    newKeys: [{ column: n, from: id, kind: sequence }]
                    writes: [{ table: t, key: id }]
                decisions:
                  - { id: d, options: [1, null], answer: null }
                  - { id: e, options: [1], answer: null }
                  - { id: f, answer: 12 }
                """).orThrow();

        assertEquals(0.005, plan.rejects().share());
        assertEquals(100, plan.rejects().atLeast());
        assertEquals(List.of("id"), plan.steps().getFirst().key());
        assertEquals(NewKey.Kind.SEQUENCE, plan.steps().getFirst().newKeys().getFirst().kind());
        assertEquals(WriteMode.INSERT, plan.steps().getFirst().ownWrite().mode());
        assertEquals("null", plan.decisions().get(0).answer(), "null is an answer where it is an option");
        assertNull(plan.decisions().get(1).answer());
        assertEquals("12", plan.decisions().get(2).answer());
    }

    @Test
    void everyProblemIsToldAtOnceWithItsPlace() {
        PlanReading reading = PlanFile.read("""
                wharf: 2
                name: p
                nmae: q
                target: b
                target: c
                rejects: { share: 101% }
                steps:
                  - name: s
                    entity: e
                    extract: ../s.sql
                    key: [id]
                    transform: S.class
                    newKeys: [{ column: id, from: [id] }]
                    references:
                      - { column: a, entity: late, from: [x] }
                      - { column: a, entity: e, from: [x], later: true, missing: reject }
                      - { column: c, table: t }
                    writes: [{ table: t, key: [id], mode: insrt }]
                    batchRows: 0
                  - name: s
                    entity: late
                    extract: [x]
                    key: []
                    transform: T.java
                """);

        assertNull(reading.plan());
        assertEquals(
                List.of(
                        "1:1 missing-key", "1:8 format", "3:1 unknown-key", "5:1 duplicate-key", "6:19 share-range",
                        "10:14 file-name", "11:10 column-clash", "12:16 file-name", "13:14 from-added-column",
                        "15:30 entity-later", "16:9 later-needs-fills", "16:19 column-clash", "16:66 later-missing",
                        "17:9 missing-key", "17:9 missing-key", "18:43 unknown-word", "19:16 number-range",
                        "20:5 missing-key", "20:5 missing-key", "20:11 duplicate-step", "22:14 wrong-type"),
                reading.findings().stream().map(PlanFileTest::placeAndRule).sorted(PlanFileTest::byPlace).toList());
        Finding unknown = reading.findings().stream().filter(f -> f.rule().equals("unknown-key")).findFirst().orElseThrow();
        assertEquals("Did you mean name?", unknown.next());
        Finding late = reading.findings().stream().filter(f -> f.rule().equals("entity-later")).findFirst().orElseThrow();
        assertEquals("s", late.step());
        WharfException thrown = assertThrows(WharfException.class, reading::orThrow);
        assertEquals("plan-invalid", thrown.code());
        assertTrue(thrown.text().contains("And 18 more."), thrown.text());
    }

    @Test
    void textThatIsNotYamlIsAFindingWithItsPlace() {
        PlanReading reading = PlanFile.read("wharf: 1\nname: [p\nsource: a\n");

        assertEquals("yaml-syntax", reading.findings().getFirst().rule());
        assertNotNull(reading.findings().getFirst().line());
        assertEquals("empty-plan", PlanFile.read("# nothing\n").findings().getFirst().rule());
        assertEquals("wrong-type", PlanFile.read("just text").findings().getFirst().rule());
    }

    @Test
    void aliasesAndTagsDoNotHideContent() {
        assertEquals(1, PlanFile.read("a: &x [1]\nb: *x\n").findings().stream()
                .filter(f -> f.rule().equals("yaml-syntax") || f.rule().equals("unknown-key")).map(Finding::rule).distinct().count());
    }

    private static String placeAndRule(Finding f) {
        return f.line() + ":" + f.column() + " " + f.rule();
    }

    private static int byPlace(String a, String b) {
        String[] x = a.split("[: ]");
        String[] y = b.split("[: ]");
        int line = Integer.compare(Integer.parseInt(x[0]), Integer.parseInt(y[0]));
        int column = line != 0 ? line : Integer.compare(Integer.parseInt(x[1]), Integer.parseInt(y[1]));
        return column != 0 ? column : x[2].compareTo(y[2]);
    }
}
