package dev.wharf.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.catalog.Schema;
import dev.wharf.database.ConnectionSpec;
import dev.wharf.database.Database;
import dev.wharf.database.Databases;
import dev.wharf.gate.Finding;
import dev.wharf.plan.Step;
import dev.wharf.testing.PostgresServer;
import dev.wharf.testing.PostgresTestDatabase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of the rows that a target holds before a run. */
class TargetStateTest {

    private static final String MANY = "INSERT INTO groups SELECT gen_random_uuid(), 'g' FROM generate_series(1, 150000)";

    @Test
    void rowsThatWereTakenBackAreNotSaidToBeThere(@TempDir Path folder) {
        PostgresTestDatabase database = PostgresServer.newest().freshDatabase();
        PeoplePlan plan = new PeoplePlan(folder, database).write();
        database.execute("BEGIN; " + MANY + "; ROLLBACK");

        try (Database target = plan.open("app")) {
            Schema surveyed = target.survey();
            assertTrue(surveyed.table("groups").orElseThrow().rows() > 0, "the planner takes the file's size for rows");
            assertEquals(List.of(), warnings(plan, target, surveyed));
            database.execute(MANY);
            assertTrue(warnings(plan, target, target.survey()).getFirst().startsWith("groups holds more than 10,000 rows already; "));
            database.execute("DELETE FROM groups WHERE ctid NOT IN (SELECT ctid FROM groups LIMIT 1234)");
            assertTrue(warnings(plan, target, surveyed).getFirst().startsWith("groups holds 1,234 rows already; "));
        }
    }

    @Test
    void rowsThatCannotBeCountedAreToldByTheEstimate(@TempDir Path folder) {
        PostgresTestDatabase database = PostgresServer.newest().freshDatabase();
        PeoplePlan plan = new PeoplePlan(folder, database).write();
        database.execute(MANY + "; ANALYZE groups");

        try (Database target = plan.open("app")) {
            Schema surveyed = target.survey();
            database.execute("REVOKE ALL ON groups FROM " + database.owner());
            String told = warnings(plan, target, surveyed).getFirst();

            assertTrue(told.startsWith("groups holds about 150,000 rows already, by the database's own estimate; "), told);
        }
    }

    @Test
    void rowsOfATargetAreCountedWhoeverWritesThem(@TempDir Path folder) {
        PostgresTestDatabase database = PostgresServer.newest().freshDatabase();
        PeoplePlan plan = new PeoplePlan(folder, database).write();
        database.execute(MANY);
        ConnectionSpec superuser =
                new ConnectionSpec("app", database.url(), "postgres", null, false, folder);

        try (Database target = Databases.open(superuser)) {
            String told = warnings(plan, target, target.survey()).getFirst();

            assertTrue(told.startsWith("groups holds more than 10,000 rows already; "), told);
        }
    }

    private static List<String> warnings(PeoplePlan plan, Database target, Schema surveyed) {
        Step teams = plan.planFolder().load().plan().steps().getFirst();
        Notes notes = new Notes();
        new TargetState(notes, target, surveyed).check(teams, false);
        return notes.warnings().stream().map(Finding::message).toList();
    }
}
