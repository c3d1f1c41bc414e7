package dev.wharf.author.recall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.author.recall.Recall.Remembered;
import dev.wharf.catalog.Dialect;
import dev.wharf.catalog.Schema;
import dev.wharf.plan.PlanFile;
import dev.wharf.plan.PlanFolder;
import dev.wharf.testing.ExamplePlans;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over the plans of the examples, as the author's golden files hold them. */
class PlanRecallTest {

    private static final Predicate<String> NONE = literal -> false;
    private static final Schema NOTHING = new Schema(Dialect.SQLITE, List.of());

    @TempDir
    Path plans;

    @Test
    void theLikestApprovedPlanComesFirst() {
        put("brackets", true);
        put("company-users", true);
        put("technician-roles", true);
        PlanRecall recall = PlanRecall.of(plans);

        assertEquals("company-users", recall.similarTo("the users of another company", NOTHING, NOTHING, NONE).getFirst().plan());
        assertEquals("technician-roles", recall.similarTo("roles of technicians", NOTHING, NOTHING, NONE).getFirst().plan());
        assertEquals(List.of(), recall.similarTo("qwertz", NOTHING, NOTHING, NONE));
        assertEquals(3, recall.similarTo("users brackets roles", NOTHING, NOTHING, NONE).size());
    }

    @Test
    void aPlanThatNobodyApprovedOrThatChangedSinceTeachesNothing() throws IOException {
        put("brackets", false);
        put("company-users", true);
        Path sql = plans.resolve("company-users/users.sql");
        Files.writeString(sql, Files.readString(sql) + "\n");

        assertEquals(List.of(), PlanRecall.of(plans).similarTo("brackets and users", NOTHING, NOTHING, NONE));
    }

    @Test
    void valuesOfRowsAreLeftOutUnlessTheyMayBeShared() {
        put("technician-roles", true);
        Example shared = PlanRecall.of(plans).similarTo("technician roles", NOTHING, NOTHING, Set.of("11")::contains).getFirst();
        Example without = PlanRecall.of(plans).similarTo("technician roles", NOTHING, NOTHING, NONE).getFirst();

        assertTrue(shared.files().toString().contains("group_id = 11"), shared.files().toString());
        assertFalse(without.files().toString().contains("11"), without.files().toString());
        assertTrue(without.files().get("technician-roles.sql").contains("\"group_id\"") || without.files().get("technician-roles.sql").contains("group_id"));
        assertTrue(without.files().get("TechnicianRoles.java").contains(".copy(\"role_name\", \"name\")"), without.files().get("TechnicianRoles.java"));
        assertFalse(without.files().get("TechnicianRoles.java").contains("manufacturing"), without.files().get("TechnicianRoles.java"));
        assertFalse(without.yaml().contains("answer:"), without.yaml());
        assertTrue(PlanFile.read(without.yaml()).orThrow().decisions().isEmpty());
    }

    @Test
    void columnsAndAnswersOfApprovedPlansAreRemembered() {
        put("technician-roles", true);
        PlanRecall recall = PlanRecall.of(plans);

        assertEquals(Optional.of(new Remembered("name", "technician-roles")),
                recall.column("dispatch_role", "technician_roles", "role_name"));
        assertEquals(Optional.empty(), recall.column("other", "technician_roles", "role_name"));
        assertEquals(Optional.empty(), recall.answer("no.such"));
    }

    private void put(String example, boolean approved) {
        Map<String, String> files = ExamplePlans.files(example);
        PlanFolder folder = PlanFolder.of(plans, example);
        files.forEach(folder::write);
        if (approved) {
            folder.history().record(Instant.EPOCH, "approved", Map.of("hash", folder.loadToAnswer().hash().value()));
        }
    }
}
