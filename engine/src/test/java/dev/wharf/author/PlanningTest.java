package dev.wharf.author;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.author.template.TemplateAuthor;
import dev.wharf.database.Database;
import dev.wharf.database.Databases;
import dev.wharf.examples.MakeExample;
import dev.wharf.examples.TechnicianRoles;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.gate.Finding;
import dev.wharf.plan.PlanFolder;
import dev.wharf.testing.SqliteFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanningTest {

    private static final String DECISION = "role_type.generalist";

    @TempDir
    Path folder;

    private Database source;
    private Database target;
    private final Planning planning =
            new Planning(new TemplateAuthor(), Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneOffset.UTC));

    @BeforeEach
    void makeDatabases() throws SQLException {
        TechnicianRoles example = new TechnicianRoles();
        MakeExample.source(example, "jdbc:sqlite:" + folder.resolve("legacy.db"));
        MakeExample.target(example, "jdbc:sqlite:" + folder.resolve("app.db"));
        source = Databases.open(SqliteFiles.spec("legacy", folder.resolve("legacy.db")));
        target = Databases.open(SqliteFiles.spec("app", folder.resolve("app.db")));
    }

    @AfterEach
    void closeDatabases() {
        source.close();
        target.close();
    }

    private Planned plan(boolean replace) {
        return planning.plan(folder.resolve("plans"), new PlanWish("roles", "Copy the technician roles", List.of("technician_roles"),
                Map.of("dispatch_role", "group_id = 11"), null, replace), source, target);
    }

    private PlanFolder roles() {
        return PlanFolder.existing(folder.resolve("plans"), "roles");
    }

    private String text(String file) throws IOException {
        return Files.readString(roles().directory().resolve(file));
    }

    private void edit(String file, String from, String to) throws IOException {
        String text = text(file);
        assertTrue(text.contains(from), text);
        Files.writeString(roles().directory().resolve(file), text.replace(from, to));
    }

    @Test
    void aPlanIsWrittenWithItsFilesAndKept() throws IOException {
        Planned planned = plan(false);

        assertEquals(List.of(DECISION), planned.plan().plan().openDecisions().stream().map(d -> d.id()).toList());
        assertEquals(roles().hash(), planned.plan().hash());
        WharfException kept = assertThrows(WharfException.class, () -> plan(false));
        assertEquals("plan-exists", kept.code());
        assertEquals(Kind.REFUSED, kept.kind());

        edit("TechnicianRoles.java", "roleType", "type");
        Planned replaced = plan(true);
        assertEquals(planned.plan().hash(), replaced.plan().hash());
        try (var files = Files.list(roles().history().directory())) {
            assertTrue(files.anyMatch(f -> f.getFileName().toString().endsWith("-replaced-TechnicianRoles.java")));
        }
    }

    @Test
    void anAnswerWritesTheClassAnew() throws IOException {
        plan(false);

        Planned answered = planning.answer(roles(), Map.of(DECISION, "master"), source, target);

        assertTrue(answered.plan().plan().openDecisions().isEmpty());
        assertTrue(text("TechnicianRoles.java").contains("\"Generalist\""));
        assertTrue(text("plan.yaml").contains("answer: master"));

        planning.answer(roles(), Map.of(DECISION, "reject"), source, target);
        assertTrue(text("TechnicianRoles.java").contains("rows with this value of name are rejected, as decided"));
    }

    @Test
    void aRecordWithoutItsReachIsOfPlainConditions() throws IOException {
        plan(false);
        Path record = roles().history().directory().resolve("authored.json");
        String text = Files.readString(record);
        Files.writeString(record, text.replaceFirst("\\s*\"reach\" : \"CONDITIONS\",", ""));
        assertFalse(Files.readString(record).contains("reach"));

        assertTrue(planning.answer(roles(), Map.of(DECISION, "master"), source, target).plan().plan().openDecisions().isEmpty());

        Files.writeString(record, text.replace("CONDITIONS", "FAR"));
        WharfException unreadable =
                assertThrows(WharfException.class, () -> planning.answer(roles(), Map.of(DECISION, "reject"), source, target));
        assertEquals("authored-unreadable", unreadable.code());
    }

    @Test
    void aWrongAnswerChangesNothing() {
        plan(false);
        var before = roles().hash();

        WharfException wrong = assertThrows(WharfException.class,
                () -> planning.answer(roles(), Map.of(DECISION, "mastr"), source, target));

        assertEquals("answer-wrong", wrong.code());
        assertEquals("Did you mean master?", wrong.next());
        assertEquals(before, roles().hash());
    }

    @Test
    void aClassThatAPersonEditedIsLeftAlone() throws IOException {
        plan(false);
        edit("TechnicianRoles.java", "public class", "// mine\npublic class");
        String mine = text("TechnicianRoles.java");

        Planned answered = planning.answer(roles(), Map.of(DECISION, "master"), source, target);

        assertEquals(mine, text("TechnicianRoles.java"));
        assertTrue(answered.notes().contains(
                "TechnicianRoles.java was edited by a person and is left alone; take up in it: role_type.generalist=master."),
                answered.notes().toString());
        assertTrue(text("plan.yaml").contains("answer: master"));
    }

    @Test
    void commentsOfAPlanThatAPersonEditedStay() throws IOException {
        plan(false);
        edit("plan.yaml", "decisions:", "# ask Ada about this one\ndecisions:");

        planning.answer(roles(), Map.of(DECISION, "master"), source, target);

        assertTrue(text("plan.yaml").contains("# ask Ada about this one\n"));
        assertTrue(text("plan.yaml").contains("answer: master"));
        assertTrue(text("TechnicianRoles.java").contains("\"Generalist\""));
    }

    @Test
    void anAnswerWrittenByHandIsTakenUpByTheClassFirst() throws IOException {
        plan(false);
        edit("plan.yaml", "    answer:\n", "    answer: master # Ada says so\n");

        Finding finding = roles().read().findings().getFirst();
        assertEquals("answer-not-taken-up", finding.rule());
        assertFalse(roles().read().ok());

        planning.answer(roles(), Map.of(), source, target);
        assertTrue(roles().read().ok());
        assertTrue(text("plan.yaml").contains("answer: master # Ada says so"));
        assertTrue(text("TechnicianRoles.java").contains("\"Generalist\""));
    }

    @Test
    void aPlanThatAPersonWroteKeepsItsFiles() throws IOException {
        plan(false);
        Files.delete(roles().history().directory().resolve("authored.json"));
        String java = text("TechnicianRoles.java");

        Planned answered = planning.answer(roles(), Map.of(DECISION, "master"), source, target);

        assertEquals(java, text("TechnicianRoles.java"));
        assertEquals(List.of("A person wrote this plan: see that its class takes up role_type.generalist."), answered.notes());
    }

    @Test
    void aConditionOnAMisspeltNameInDoubleQuotesIsRefusedAtItsPlace() {
        PlanWish wish = new PlanWish("p", "", List.of(), Map.of("dispatch_role", "\"id\" > 0 AND \"nmae\" <> 'x'"), null, false);

        WharfException refused =
                assertThrows(WharfException.class, () -> planning.plan(folder.resolve("plans"), wish, source, target));

        assertEquals("condition-refused", refused.code());
        assertTrue(refused.text().startsWith("The condition on dispatch_role is refused (line 1, column 14): \"nmae\" names no column"),
                refused.text());
    }

    @Test
    void aConditionThatIsMoreThanOneIsRefused() {
        PlanWish wish = new PlanWish("p", "", List.of(), Map.of("dispatch_role", "1 = 1); DELETE FROM dispatch_role; --"), null, false);

        WharfException refused =
                assertThrows(WharfException.class, () -> planning.plan(folder.resolve("plans"), wish, source, target));

        assertEquals("condition-refused", refused.code());
        assertEquals(Kind.USAGE, refused.kind());
    }
}
