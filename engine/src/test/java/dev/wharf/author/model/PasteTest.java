package dev.wharf.author.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.author.PlanWish;
import dev.wharf.author.Planning;
import dev.wharf.author.model.AuthoringOutcome.Asked;
import dev.wharf.author.model.AuthoringOutcome.Written;
import dev.wharf.author.template.TemplateAuthor;
import dev.wharf.catalog.Dialect;
import dev.wharf.catalog.Schema;
import dev.wharf.examples.TechnicianRoles;
import dev.wharf.examples.UserGroups;
import dev.wharf.failure.WharfException;
import dev.wharf.plan.Decision;
import dev.wharf.plan.LoadedPlan;
import dev.wharf.plan.PlanFile;
import dev.wharf.plan.PlanFolder;
import dev.wharf.plan.PlanHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prompts and answers that a person carries; the answers are hand-written. */
class PasteTest {

    private static final String WORDS = "Copy the technician roles of group 11 into the new schema";

    @TempDir
    Path folder;

    @Test
    void anAnswerBecomesAPlanWhoseValuesAPersonDecides() throws Exception {
        try (ModelLife life = new ModelLife(folder, new TechnicianRoles())) {
            Asked asked = assertInstanceOf(Asked.class, life.plan(life.paste(), "roles", WORDS));
            String prompt = Files.readString(asked.prompt());
            assertTrue(prompt.contains(WORDS));
            assertTrue(prompt.contains("\"table\":\"dispatch_role\""), prompt);
            assertTrue(prompt.contains("quality_control"), "labels of the target are part of its schema");
            assertFalse(prompt.contains("Generalist"), "a value of a row stays here");
            assertTrue(Files.readString(asked.schema()).contains("valueTables"));

            Written written = assertInstanceOf(Written.class, life.paste()
                    .takeAnswer(life.folder("roles"), Answers.of("technician-roles").toString(), life.source, life.target));

            List<Decision> open = written.planned().plan().plan().openDecisions();
            assertEquals(List.of("role_type.generalist"), open.stream().map(Decision::id).toList());
            String java = Files.readString(life.folder("roles").directory().resolve("TechnicianRoles.java"));
            assertTrue(java.contains("\"Manufacturing, lathe\""), java);
            assertFalse(java.contains("Courier"), "rows outside the extract ask nothing: " + java);

            Written decided = assertInstanceOf(Written.class, life.paste()
                    .answer(life.folder("roles"), Map.of("role_type.generalist", "master"), life.source, life.target));
            assertTrue(decided.planned().plan().plan().openDecisions().isEmpty());
            assertTrue(Files.readString(life.folder("roles").directory().resolve("TechnicianRoles.java")).contains("\"Generalist\""));
            assertTrue(life.checker().check(life.folder("roles").load(), life.source, life.target).ok());
        }
    }

    @Test
    void whatAGateRefusesStandsInTheNextPrompt() throws Exception {
        try (ModelLife life = new ModelLife(folder, new TechnicianRoles())) {
            life.plan(life.paste(), "roles", WORDS);
            String bad = Answers.changed("technician-roles", 0, "java", "target.insert", "System.exit(1);\n        target.insert");

            Asked repair = assertInstanceOf(Asked.class, life.paste().takeAnswer(life.folder("roles"), bad, life.source, life.target));

            assertEquals(2, repair.round());
            assertTrue(repair.findings().getFirst().startsWith("Profiles.java line"), repair.findings().toString());
            assertTrue(Files.readString(repair.prompt()).contains(SchemaText.json(repair.findings().getFirst())));
            assertTrue(Files.readString(repair.prompt()).contains("System.exit(1)"), "the answer that is to be repaired");
            assertFalse(life.folder("roles").exists());
            assertInstanceOf(Written.class, life.paste()
                    .takeAnswer(life.folder("roles"), Answers.of("technician-roles").toString(), life.source, life.target));
        }
    }

    @Test
    void anAnswerThatNobodyAskedForIsRefused() throws Exception {
        try (ModelLife life = new ModelLife(folder, new UserGroups())) {
            WharfException refused = assertThrows(WharfException.class,
                    () -> life.paste().takeAnswer(life.folder("none"), "{}", life.source, life.target));
            assertEquals("no-prompt", refused.code());
        }
    }

    @Test
    void aChoiceThatThePlanDoesNotTakeIsAskedForAgain() throws Exception {
        try (ModelLife life = new ModelLife(folder, new UserGroups())) {
            life.plan(life.paste(), "groups", "Move the users with their groups");
            written(life.paste().takeAnswer(life.folder("groups"), Answers.of("user-groups").toString(), life.source, life.target));

            Written same = assertInstanceOf(Written.class,
                    life.paste().answer(life.folder("groups"), Map.of("orphans", "reject them"), life.source, life.target));
            assertTrue(same.planned().plan().plan().openDecisions().isEmpty());

            Asked other = assertInstanceOf(Asked.class, life.paste()
                    .answer(life.folder("groups"), Map.of("orphans", "leave them out silently"), life.source, life.target));
            assertTrue(Files.readString(other.prompt()).contains("\"orphans\": \"leave them out silently\""));
            assertEquals("reject them", life.folder("groups").load().plan().decisions().getFirst().answer(), "the plan stays as it is");

            String taken = Answers.changed("user-groups", 2, "sql", "app_user_group",
                            "app_user_group WHERE group_id IN (SELECT id FROM app_group)")
                    .replace("\"assumed\":\"reject them\"", "\"assumed\":\"leave them out silently\"");
            Written changed = assertInstanceOf(Written.class, life.paste().takeAnswer(life.folder("groups"), taken, life.source, life.target));
            assertTrue(changed.changes().contains("+ SELECT user_id, group_id, joined_on FROM app_user_group WHERE group_id IN (SELECT id FROM app_group)"),
                    changed.changes().toString());
        }
    }

    @Test
    void aPlanIsRefinedAndTheDifferenceShown() throws Exception {
        try (ModelLife life = new ModelLife(folder, new UserGroups())) {
            life.plan(life.paste(), "groups", "Move the users with their groups");
            written(life.paste().takeAnswer(life.folder("groups"), Answers.of("user-groups").toString(), life.source, life.target));

            Asked asked = assertInstanceOf(Asked.class,
                    life.paste().refine(life.folder("groups"), "only users from number 5 on", life.source, life.target));
            String prompt = Files.readString(asked.prompt());
            assertTrue(prompt.contains("Changed since: only users from number 5 on"));
            assertTrue(prompt.contains("# The plan as it is"));

            String answer = Answers.changed("user-groups", 0, "sql", "FROM app_user", "FROM app_user WHERE id >= 5");
            Written written = assertInstanceOf(Written.class, life.paste().takeAnswer(life.folder("groups"), answer, life.source, life.target));
            assertTrue(written.changes().contains("+ SELECT id, login, email FROM app_user WHERE id >= 5"), written.changes().toString());
        }
    }

    @Test
    void literalsOfAClassThatAPersonEditedAreWithheldAndPutBack() throws IOException, Exception {
        try (ModelLife life = new ModelLife(folder, new UserGroups())) {
            life.plan(life.paste(), "groups", "Move the users with their groups");
            written(life.paste().takeAnswer(life.folder("groups"), Answers.of("user-groups").toString(), life.source, life.target));
            Path groups = life.folder("groups").directory().resolve("Groups.java");
            String edited = Files.readString(groups).replace(".copy(\"title\", \"title\")",
                    ".set(\"title\", \"SECRET-TITLE\".equals(source.text(\"title\")) ? \"x7391\" : source.text(\"title\"))");
            Files.writeString(groups, edited);

            Asked asked = assertInstanceOf(Asked.class, life.paste().refine(life.folder("groups"), "leave it as it is", life.source, life.target));
            String prompt = Files.readString(asked.prompt());
            assertFalse(prompt.contains("SECRET-TITLE") || prompt.contains("x7391"), prompt);
            assertTrue(prompt.contains("WITHHELD_1"));

            String base = prompt.substring(prompt.indexOf("<<<\n", prompt.indexOf("# The plan as it is")) + 4);
            String answer = base.substring(0, base.indexOf("\n>>>"));
            assertInstanceOf(Written.class, life.paste().takeAnswer(life.folder("groups"), answer, life.source, life.target));
            assertEquals(edited, Files.readString(groups));
        }
    }

    @Test
    void aTalkAboutAPlanThatIsGoneIsNotGoneOnWith() throws Exception {
        try (ModelLife life = new ModelLife(folder, new UserGroups())) {
            life.plan(life.paste(), "groups", "Move the users with their groups");
            written(life.paste().takeAnswer(life.folder("groups"), Answers.of("user-groups").toString(), life.source, life.target));
            new Planning(new TemplateAuthor(), Clock.systemUTC()).plan(life.workspace.plans(),
                    new PlanWish("groups", "Move just the groups", List.of("app_group"), Map.of(), null, true), life.source, life.target);

            Asked asked = assertInstanceOf(Asked.class,
                    life.paste().refine(life.folder("groups"), "in capitals", life.source, life.target));

            String task = Files.readString(asked.prompt()).split("# The request")[1];
            assertTrue(task.contains("Move just the groups"), task);
            assertFalse(task.contains("with their groups"), task);
            assertFalse(task.substring(task.indexOf("# The plan as it is")).contains("app_user_group"), task);
        }
    }

    @Test
    void aChangeThatCameToNothingLeavesNoWordsAndFitsNoOtherPlan() throws Exception {
        try (ModelLife life = new ModelLife(folder, new UserGroups())) {
            life.plan(life.paste(), "groups", "Move the users with their groups");
            Written first = written(life.paste().takeAnswer(life.folder("groups"), Answers.of("user-groups").toString(), life.source, life.target));
            assertTrue(first.usage().inputTokens() > 5_000, "the prompt counts as well: " + first.usage());

            life.paste().refine(life.folder("groups"), "only those with a beard", life.source, life.target);
            Asked second = assertInstanceOf(Asked.class,
                    life.paste().refine(life.folder("groups"), "only users from number 5 on", life.source, life.target));
            assertFalse(Files.readString(second.prompt()).contains("beard"));

            Path sql = life.folder("groups").directory().resolve("groups.sql");
            Files.writeString(sql, Files.readString(sql) + "\n");
            WharfException refused = assertThrows(WharfException.class, () -> life.paste()
                    .takeAnswer(life.folder("groups"), Answers.of("user-groups").toString(), life.source, life.target));
            assertEquals("plan-changed", refused.code());
        }
    }

    @Test
    void anAnswerReplacesNoPlanThatAppearedSince() throws Exception {
        try (ModelLife life = new ModelLife(folder, new UserGroups())) {
            PlanFolder plan = life.folder("groups");
            life.plan(life.paste(), "groups", "Move the users with their groups");
            LoadedPlan other = life.template().plan(life.workspace.plans(),
                    new PlanWish("other", "Move just the groups", List.of("app_group"), Map.of(), null, false), life.source, life.target).plan();
            other.files().forEach((file, text) -> {
                if (!file.equals(PlanFile.NAME)) {
                    plan.write(file, text);
                }
            });
            plan.write(PlanFile.NAME, other.yaml().replace("name: other", "name: groups"));
            PlanHash there = plan.hash();

            WharfException refused = assertThrows(WharfException.class,
                    () -> life.paste().takeAnswer(plan, Answers.of("user-groups").toString(), life.source, life.target));
            assertEquals("plan-changed", refused.code());
            assertEquals(there, plan.hash());

            life.plan(life.paste(), new PlanWish("groups", "Move the users with their groups", List.of(), Map.of(), null, true));
            written(life.paste().takeAnswer(plan, Answers.of("user-groups").toString(), life.source, life.target));
        }
    }

    @Test
    void aPlanOfTheTemplateAuthorEndsWhatWasUnderWay() throws Exception {
        try (ModelLife life = new ModelLife(folder, new UserGroups())) {
            life.plan(life.paste(), "groups", "Move the users with their groups");
            PlanHash there = life.template().plan(life.workspace.plans(),
                    new PlanWish("groups", "Move just the groups", List.of("app_group"), Map.of(), null, false), life.source, life.target).plan().hash();

            WharfException refused = assertThrows(WharfException.class, () -> life.paste()
                    .takeAnswer(life.folder("groups"), Answers.of("user-groups").toString(), life.source, life.target));

            assertEquals("no-prompt", refused.code());
            assertEquals(there, life.folder("groups").hash());
        }
    }

    @Test
    void whatTheGuardTakesForItsColumnsIsShown() throws Exception {
        try (ModelLife life = new ModelLife(folder, new UserGroups())) {
            life.plan(life.paste(), "groups", "Move the users with their groups");
            written(life.paste().takeAnswer(life.folder("groups"), Answers.of("user-groups").toString(), life.source, life.target));
            Path sql = life.folder("groups").directory().resolve("users.sql");
            Files.writeString(sql, "SELECT id, login, email FROM app_user WHERE login <> 'now'\n");
            LoadedPlan edited = life.folder("groups").load();

            // PostgreSQL reads a date in 'now' where it is compared with one, so the guard has to know the columns
            EditedTexts.require(edited, new Schema(Dialect.POSTGRESQL, life.source.survey().tables()));
            Schema unknown = new Schema(Dialect.POSTGRESQL, List.of());
            assertEquals("edited-refused", assertThrows(WharfException.class, () -> EditedTexts.require(edited, unknown)).code());
        }
    }

    @Test
    void anExtractThatHidesItsLiteralsIsShownToNoModel() throws Exception {
        try (ModelLife life = new ModelLife(folder, new UserGroups())) {
            life.plan(life.paste(), "groups", "Move the users with their groups");
            written(life.paste().takeAnswer(life.folder("groups"), Answers.of("user-groups").toString(), life.source, life.target));
            Path sql = life.folder("groups").directory().resolve("users.sql");
            Files.writeString(sql, "SELECT id, login, email FROM app_user WHERE login <> $$SECRET$$\n");

            WharfException refused = assertThrows(WharfException.class,
                    () -> life.paste().refine(life.folder("groups"), "leave it as it is", life.source, life.target));

            assertEquals("edited-refused", refused.code());
            assertTrue(refused.getMessage().startsWith("users.sql line 1"), refused.getMessage());
        }
    }

    private static Written written(AuthoringOutcome outcome) {
        return assertInstanceOf(Written.class, outcome, outcome::toString);
    }
}
