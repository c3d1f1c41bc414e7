package dev.wharf.author.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.author.Draft;
import dev.wharf.author.PlanRequest;
import dev.wharf.author.Reach;
import dev.wharf.catalog.Dialect;
import dev.wharf.examples.Brackets;
import dev.wharf.examples.CompanyUsers;
import dev.wharf.examples.Example;
import dev.wharf.examples.MakeExample;
import dev.wharf.examples.Product;
import dev.wharf.examples.TechnicianRoles;
import dev.wharf.examples.UserGroups;
import dev.wharf.plan.Decision;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplateAuthorTest {

    @TempDir
    Path folder;

    private Draft write(Example example, Product target, List<String> tables, Map<String, String> where, Map<String, String> answers)
            throws SQLException {
        Path file = folder.resolve(example.name() + ".db");
        if (!file.toFile().exists()) {
            MakeExample.source(example, "jdbc:sqlite:" + file);
        }
        try (SqliteEvidence evidence = new SqliteEvidence(file)) {
            return new TemplateAuthor().write(new PlanRequest(
                    example.name(),
                    "Move it",
                    "legacy",
                    "app",
                    DdlSchemas.read(Dialect.SQLITE, example.sourceTables(Product.SQLITE)),
                    DdlSchemas.read(Dialect.valueOf(target.name()), example.targetTables(target)),
                    tables,
                    where,
                    Reach.CONDITIONS,
                    null,
                    answers,
                    evidence));
        }
    }

    private static List<String> open(Draft draft) {
        return draft.plan().openDecisions().stream().map(Decision::id).toList();
    }

    @Test
    void technicianRolesGetTheirLabelsAndTheUnknownNameIsAQuestion() throws SQLException, IOException {
        Draft draft = write(new TechnicianRoles(), Product.POSTGRESQL, List.of("dispatch_role"),
                Map.of("dispatch_role", "group_id = 11"), Map.of());

        Drafts.assertSound(Dialect.SQLITE, draft);
        assertEquals(List.of("role_type.generalist"), open(draft));
        Drafts.assertGolden("technician-roles", draft);
    }

    @Test
    void bracketsKeepTheirLeftoversInJson() throws SQLException, IOException {
        Draft draft = write(new Brackets(), Product.POSTGRESQL, List.of(), Map.of(), Map.of());

        Drafts.assertSound(Dialect.SQLITE, draft);
        assertEquals(List.of(), open(draft));
        Drafts.assertGolden("brackets", draft);
    }

    @Test
    void junctionsReferToBothEndsAndAskForOrphans() throws SQLException, IOException {
        Draft draft = write(new UserGroups(), Product.POSTGRESQL, List.of(), Map.of(), Map.of());

        Drafts.assertSound(Dialect.SQLITE, draft);
        assertEquals(List.of("orphans.user_groups.group_id"), open(draft));
        Drafts.assertGolden("user-groups", draft);
    }

    @Test
    void oneCompanysUsersBringAlongWhatTheyReferTo() throws SQLException, IOException {
        Draft draft = write(new CompanyUsers(), Product.POSTGRESQL, List.of(), Map.of("crm_user", "company_id = 2"), Map.of());

        Drafts.assertSound(Dialect.SQLITE, draft);
        assertEquals(List.of(), open(draft));
        Drafts.assertGolden("company-users", draft);
    }

    @Test
    void theSameRequestGivesTheSameBytes() throws SQLException {
        for (Example example : Example.all()) {
            Draft once = write(example, Product.SQLITE, List.of(), Map.of(), Map.of());
            Draft again = write(example, Product.SQLITE, List.of(), Map.of(), Map.of());
            assertEquals(once, again);
            Drafts.assertSound(Dialect.SQLITE, once);
            assertTrue(!once.plan().steps().isEmpty());
        }
    }
}
