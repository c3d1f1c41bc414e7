package dev.wharf.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.wharf.audit.RunStatus;
import dev.wharf.author.Planned;
import dev.wharf.examples.CompanyUsers;
import dev.wharf.examples.MakeExample;
import dev.wharf.plan.Decision;
import dev.wharf.testing.Life;
import dev.wharf.testing.SqliteFiles;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rollback of rows that refer to each other, where somebody else's row refers to one of them. */
class RollbackHeldRowsTest {

    @TempDir
    Path folder;

    @Test
    void aRowThatIsHeldKeepsItsReferenceAndSoDoThoseAboveIt() throws Exception {
        Path source = folder.resolve("source.db");
        Path target = folder.resolve("target.db");
        MakeExample.source(new CompanyUsers(), "jdbc:sqlite:" + source);
        MakeExample.target(new CompanyUsers(), "jdbc:sqlite:" + target);
        try (Life life = new Life(folder, SqliteFiles.spec("source", source), SqliteFiles.spec("target", target), 50)) {
            RunOutcome outcome = apply(life);
            execute(target, "CREATE TABLE badges (user_id TEXT NOT NULL REFERENCES users (id))");
            execute(target, "INSERT INTO badges SELECT id FROM users WHERE email = 'user61@company2.example'");
            String manager = manager(target);
            assertNotNull(manager);

            RollbackOutcome rollback = life.runs().rollback(outcome.run());

            assertEquals(RunStatus.ROLLED_BACK_WITH_CONFLICTS, rollback.status());
            assertEquals(manager, manager(target));
            assertEquals("0", value(target, "SELECT count(*) FROM pragma_foreign_key_check"));

            execute(target, "DROP TABLE badges");
            RollbackOutcome rest = life.runs().rollback(outcome.run());

            assertEquals(RunStatus.ROLLED_BACK, rest.status());
            assertEquals("0", value(target, "SELECT count(*) FROM users"));
        }
    }

    private static RunOutcome apply(Life life) {
        Planned planned = life.plan(
                "users", List.of("crm_user"), Map.of("crm_user", "company_id = " + CompanyUsers.COMPANY));
        Map<String, String> answers = new HashMap<>();
        for (Decision decision : planned.plan().plan().openDecisions()) {
            answers.put(decision.id(), decision.options().getFirst());
        }
        if (!answers.isEmpty()) {
            life.answer("users", answers);
        }
        life.approve("users");
        return life.runs().apply("users", null, null);
    }

    private static String manager(Path target) throws SQLException {
        return value(target, "SELECT manager_id FROM users WHERE email = 'user61@company2.example'");
    }

    private static String value(Path target, String sql) throws SQLException {
        try (Connection connection = SqliteFiles.connect(target);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : null;
        }
    }

    private static void execute(Path target, String sql) throws SQLException {
        try (Connection connection = SqliteFiles.connect(target);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
