package dev.wharf.author.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.author.recall.Example;
import dev.wharf.examples.TechnicianRoles;
import dev.wharf.plan.PlanFolder;
import dev.wharf.testing.ExamplePlans;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Approved plans of the workspace teach the model by example, without the values that stand in them. */
class ExamplesInPromptsTest {

    private static final String HEADING = "# Plans that people approved here before";

    @TempDir
    Path folder;

    private String prompt(ModelLife life, String name, String words) throws Exception {
        return Files.readString(((AuthoringOutcome.Asked) life.plan(life.paste(), name, words)).prompt());
    }

    @Test
    void anApprovedPlanIsShownWithoutItsValues() throws Exception {
        try (ModelLife life = new ModelLife(folder, new TechnicianRoles())) {
            PlanFolder approved = life.folder("technician-roles");
            ExamplePlans.files("technician-roles").forEach(approved::write);
            assertFalse(prompt(life, "before", "Copy the technician roles").contains(HEADING), "nobody approved it yet");
            approved.history().record(Instant.EPOCH, "approved", Map.of("hash", approved.loadToAnswer().hash().value()));

            String prompt = prompt(life, "roles-12", "Copy the technician roles of group 12");

            String examples = prompt.substring(prompt.indexOf(HEADING), prompt.indexOf("# Your answer"));
            assertTrue(examples.contains("dispatch_role"), examples);
            assertTrue(examples.contains("sectioning"), "labels are known outside: " + examples);
            assertFalse(examples.contains("11") || examples.contains("Manufacturing,"), examples);
            assertEquals(prompt, life.folder("roles-12").history().kept("model/001-plan-prompt.md").orElseThrow(), "the ledger has all of it");
            assertTrue(prompt(life, "roles-11b", "Copy the technician roles of group 11").contains("group_id = 11"),
                    "what the request says is no secret");
        }
    }

    @Test
    void whatDoesNotFitIsLeftOut() throws Exception {
        try (ModelLife life = new ModelLife(folder, new TechnicianRoles())) {
            Map<String, String> files = ExamplePlans.files("technician-roles");
            PlanFolder there = life.folder("technician-roles");
            files.forEach(there::write);
            String sql = "SELECT " + "id, ".repeat(10_000) + "name FROM dispatch_role";
            there.write("technician-roles.sql", sql);
            there.history().record(Instant.EPOCH, "approved", Map.of("hash", there.loadToAnswer().hash().value()));

            assertFalse(prompt(life, "roles", "Copy the technician roles").contains(HEADING));
        }
    }

    @Test
    void anExampleThatTalksEndsNoBlock() {
        Example talking = new Example("p", 1, "", """
                wharf: 1
                name: p
                request: r
                source: s
                target: t
                steps:
                  - name: x
                    entity: x
                    extract: x.sql
                    key: [id]
                    transform: X.java
                    writes:
                      - { table: x, key: [id], mode: insert }
                    mapping: []
                """, Map.of("x.sql", "SELECT id AS \">>>\" FROM x", "X.java", "class X {}"));

        assertFalse(PromptsTest.planPrompt(List.of(talking)).user().contains("id AS \\\">>>"), PromptsTest.planPrompt(List.of(talking)).user());
    }

    @Test
    void noLiteralOfAnExampleIsInAPromptNorAWordThatStandsForOne() throws Exception {
        try (ModelLife life = new ModelLife(folder, new TechnicianRoles())) {
            PlanFolder approved = life.folder("technician-roles");
            Map<String, String> files = new TreeMap<>(ExamplePlans.files("technician-roles"));
            files.compute("technician-roles.sql", (name, text) -> "-- CANARY\n" + String.valueOf(text).replace(
                    "= 11", "= 11 AND 'CANARY' <> E'CANARY\\' CANARY' AND 'CANARY' <> $q$CANARY' CANARY$q$"));
            files.compute("TechnicianRoles.java", (name, text) -> String.valueOf(text).replaceFirst("\\{\n", Matcher.quoteReplacement("""
                    {
                        private static final String BLOCK = \"""
                                CANARY \\\""" CANARY " ' CANARY\""";
                        private static final char[] LETTERS = {'ß', '\\\\', '\\''};
                        private static final String TEXT = "CANARY\\"CANARY"; // CANARY
                    """)));
            files.forEach(approved::write);
            approved.history().record(Instant.EPOCH, "approved", Map.of("hash", approved.loadToAnswer().hash().value()));

            String prompt = prompt(life, "roles-12", "Copy the technician roles of group 12");

            String examples = prompt.substring(prompt.indexOf(HEADING), prompt.indexOf("# Your answer"));
            assertTrue(examples.contains("String BLOCK = \\\"…\\\";"), examples);
            assertTrue(examples.contains("{'…', '…', '…'}"), examples);
            assertFalse(examples.contains("CANARY") || examples.contains("ß"), examples);
            assertFalse(examples.contains("WITHHELD_"), examples);
        }
    }
}
