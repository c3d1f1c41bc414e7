package dev.wharf.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.audit.RunStatus;
import dev.wharf.examples.Brackets;
import dev.wharf.examples.CompanyUsers;
import dev.wharf.examples.Example;
import dev.wharf.examples.Product;
import dev.wharf.examples.TechnicianRoles;
import dev.wharf.examples.UserGroups;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples through their whole life, planned by the template author, in real containers. */
class ExamplesLifeTest {

    private static final String UUID_VERSION_5 = "substr(CAST(id AS text), 15, 1) = '5' AND length(CAST(id AS text)) = 36";

    @TempDir
    Path folder;

    private static Stream<Arguments> ways() {
        return Stream.of(
                Arguments.of(Product.SQLITE, Product.SQLITE),
                Arguments.of(Product.SQLITE, Product.POSTGRESQL),
                Arguments.of(Product.POSTGRESQL, Product.POSTGRESQL));
    }

    /** What an example's rows must be once they moved. */
    @FunctionalInterface
    private interface Facts {
        void hold(Moving moving, RunOutcome outcome) throws SQLException;
    }

    @ParameterizedTest
    @MethodSource("ways")
    void technicianRolesGetTheLabelsOfTheirNames(Product from, Product to) throws SQLException {
        live(new TechnicianRoles(), from, to, Map.of("dispatch_role", "group_id = 11"),
                Map.of("role_type.generalist", "manufacturing"), (moving, outcome) -> {
                    assertEquals(RunStatus.COMPLETED, outcome.status());
                    assertEquals(
                            List.of("designing|3", "manufacturing|21", "master|1", "remote|2", "sectioning|4"),
                            moving.inTarget("SELECT CAST(role_type AS text), count(*) FROM technician_roles GROUP BY 1 ORDER BY 1"));
                    assertEquals(
                            moving.inSource("SELECT r.id, r.name, r.abbreviation, p.email FROM dispatch_role r"
                                    + " JOIN dispatch_profile p ON p.id = r.technician_id WHERE r.group_id = 11 ORDER BY r.id"),
                            moving.inTarget("SELECT r.legacy_role_id, r.role_name, r.abbreviation, p.email FROM technician_roles r"
                                    + " JOIN profiles p ON p.id = r.technician_id ORDER BY r.legacy_role_id"));
                });
    }

    @ParameterizedTest
    @MethodSource("ways")
    void bracketsGetUuidsAndKeepWhatIsLeftOverAsJson(Product from, Product to) throws SQLException {
        live(new Brackets(), from, to, Map.of(), Map.of(), (moving, outcome) -> {
            assertEquals(RunStatus.COMPLETED, outcome.status());
            assertEquals(
                    List.of("1569|1569|1569"),
                    moving.inTarget("SELECT count(*), count(DISTINCT id), count(created_at) FROM brackets WHERE " + UUID_VERSION_5));
            assertEquals(
                    moving.inSource("SELECT id, name, type, project_id FROM dispatch_bracket ORDER BY id"),
                    moving.inTarget("SELECT legacy_id, name, bracket_type, metadata ->> 'project_id' FROM brackets ORDER BY legacy_id"));
        });
    }

    @ParameterizedTest
    @MethodSource("ways")
    void membershipsFollowBothOfTheirEndsAndOrphansAreNamed(Product from, Product to) throws SQLException {
        Map<String, String> answers = new TreeMap<>(Map.of("orphans.user_groups.group_id", "reject"));
        askForKeys(answers, to);
        live(new UserGroups(), from, to, Map.of(), answers, (moving, outcome) -> {
            assertEquals(RunStatus.COMPLETED_WITH_REJECTS, outcome.status());
            assertEquals(728, outcome.counts().read());
            assertEquals(725, outcome.counts().written());
            assertEquals(3, outcome.counts().rejected());
            assertEquals(
                    moving.inSource("SELECT u.login, g.title, m.joined_on FROM app_user_group m JOIN app_user u ON u.id = m.user_id"
                            + " JOIN app_group g ON g.id = m.group_id ORDER BY 1, 2"),
                    moving.inTarget("SELECT u.login, g.title, m.joined_on FROM user_groups m JOIN users u ON u.id = m.user_id"
                            + " JOIN groups g ON g.id = m.group_id ORDER BY 1, 2"));
            assertEquals(
                    List.of("[\"1\",\"99\"]", "[\"2\",\"99\"]", "[\"3\",\"99\"]"),
                    moving.inTarget("SELECT source_key FROM @migration_rejects WHERE run_id = '" + outcome.run() + "' ORDER BY 1"));
            assertTrue(moving.inTarget("SELECT reason FROM @migration_rejects").stream()
                    .allMatch(reason -> reason.contains("group")));
        });
    }

    @ParameterizedTest
    @MethodSource("ways")
    void oneCompanysUsersBringJustWhatTheyReferTo(Product from, Product to) throws SQLException {
        Map<String, String> answers = new TreeMap<>();
        askForKeys(answers, to);
        live(new CompanyUsers(), from, to, Map.of("crm_user", "company_id = " + CompanyUsers.COMPANY), answers, (moving, outcome) -> {
            assertEquals(RunStatus.COMPLETED, outcome.status());
            assertEquals(109, outcome.counts().written());
            assertEquals(
                    List.of("100|99|1|4|4"),
                    moving.inTarget("SELECT count(*), count(manager_id), (SELECT count(*) FROM companies),"
                            + " (SELECT count(*) FROM departments), (SELECT count(*) FROM offices) FROM users"));
            assertEquals(
                    moving.inSource("SELECT u.email, u.name, c.name, d.name, dc.name, o.city, m.email" + people("crm_company",
                            "crm_department", "crm_office", "crm_user") + " WHERE u.company_id = 2 ORDER BY 1"),
                    moving.inTarget("SELECT u.email, u.name, c.name, d.name, dc.name, o.city, m.email" + people("companies",
                            "departments", "offices", "users") + " ORDER BY 1"));
        });
    }

    private static String people(String companies, String departments, String offices, String users) {
        return " FROM " + users + " u JOIN " + companies + " c ON c.id = u.company_id JOIN " + departments
                + " d ON d.id = u.department_id JOIN " + companies + " dc ON dc.id = d.company_id LEFT JOIN " + offices
                + " o ON o.id = u.office_id LEFT JOIN " + users + " m ON m.id = u.manager_id";
    }

    /** In SQLite a key is text, and nothing but a person says whether UUIDs are meant. */
    private static void askForKeys(Map<String, String> answers, Product to) {
        if (to == Product.SQLITE) {
            answers.put("keys", "uuid");
        }
    }

    /** There, back and there again: the second run gives the same rows, down to their new keys. */
    private void live(Example example, Product from, Product to, Map<String, String> where, Map<String, String> answers, Facts facts)
            throws SQLException {
        try (Moving moving = new Moving(example, from, to, folder, 200)) {
            moving.prepare(where, answers);
            var before = moving.targetRows();

            RunOutcome first = moving.apply();
            facts.hold(moving, first);
            moving.requireVerified(first.run());
            var keys = keys(moving, first);
            moving.takeBack(first, before);

            RunOutcome second = moving.apply();
            facts.hold(moving, second);
            moving.requireVerified(second.run());
            assertEquals(first.counts(), second.counts());
            assertEquals(keys, keys(moving, second));
        }
    }

    private static List<String> keys(Moving moving, RunOutcome outcome) throws SQLException {
        return moving.inTarget("SELECT entity, source_key, target_table, target_key FROM @migration_mappings WHERE run_id = '"
                + outcome.run() + "' ORDER BY 1, 2, 3, 4");
    }
}
