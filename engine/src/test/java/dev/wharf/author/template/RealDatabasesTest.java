package dev.wharf.author.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.author.Draft;
import dev.wharf.author.DatabaseEvidence;
import dev.wharf.author.PlanRequest;
import dev.wharf.author.Reach;
import dev.wharf.catalog.Dialect;
import dev.wharf.database.Database;
import dev.wharf.database.Databases;
import dev.wharf.examples.Brackets;
import dev.wharf.examples.CompanyUsers;
import dev.wharf.examples.Example;
import dev.wharf.examples.MakeExample;
import dev.wharf.examples.Product;
import dev.wharf.examples.TechnicianRoles;
import dev.wharf.examples.UserGroups;
import dev.wharf.plan.Decision;
import dev.wharf.plan.Step;
import dev.wharf.testing.PostgresServer;
import dev.wharf.testing.PostgresTestDatabase;
import dev.wharf.testing.SqliteFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The author over schemas and data as real databases tell them. */
class RealDatabasesTest {

    @TempDir
    Path folder;

    private final Map<String, PostgresTestDatabase> servers = new HashMap<>();

    private static Stream<Arguments> examples() {
        return Stream.of(new Product[] {Product.SQLITE, Product.SQLITE}, new Product[] {Product.SQLITE, Product.POSTGRESQL},
                        new Product[] {Product.POSTGRESQL, Product.POSTGRESQL}, new Product[] {Product.POSTGRESQL, Product.SQLITE})
                .flatMap(way -> Stream.of(
                        Arguments.of(new TechnicianRoles(), way[0], way[1], Map.of("dispatch_role", "group_id = 11"), 2,
                                Set.of("role_type.generalist")),
                        Arguments.of(new Brackets(), way[0], way[1], Map.of(), 1, Set.of()),
                        Arguments.of(new UserGroups(), way[0], way[1], Map.of(), 3,
                                way[1] == Product.SQLITE ? Set.of("keys", "orphans.user_groups.group_id") : Set.of("orphans.user_groups.group_id")),
                        Arguments.of(new CompanyUsers(), way[0], way[1], Map.of("crm_user", "company_id = 2"), 4,
                                way[1] == Product.SQLITE ? Set.of("keys") : Set.of())));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void examplesArePlannedWithHonestQuestionsOnly(
            Example example, Product from, Product to, Map<String, String> where, int steps, Set<String> questions) throws SQLException {
        try (Database source = database("legacy", from); Database target = database("app", to)) {
            make(source, example, from, true);
            make(target, example, to, false);

            Draft draft = write(source, target, where);

            Drafts.assertSound(source.dialect(), draft);
            assertEquals(steps, draft.plan().steps().size());
            assertEquals(questions, new TreeSet<>(draft.plan().openDecisions().stream().map(Decision::id).toList()));
        }
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "WHARF_REAL_DATA", matches = ".+")
    void chinookIsPlannedIntoItsOwnScriptsSchema() throws IOException, SQLException {
        chinook(script(), 64, 1);
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "WHARF_REAL_DATA", matches = ".+")
    void chinookIsPlannedIntoKeysThatAreUuids() throws IOException, SQLException {
        chinook(script().replaceAll("(\\w+_id|reports_to) INT\\b", "$1 UUID"), 64, 11);
    }

    private void chinook(String script, int columns, int references) throws SQLException {
        Path file = Path.of(System.getenv("WHARF_REAL_DATA"), "chinook", "chinook.sqlite");
        PostgresTestDatabase there = PostgresServer.newest().freshDatabase();
        there.execute(script);
        try (Database source = Databases.open(SqliteFiles.spec("legacy", file)); Database target = Databases.open(there.target("app"))) {
            Draft draft = write(source, target, Map.of());

            Drafts.assertSound(Dialect.SQLITE, draft);
            assertEquals(List.of(), draft.plan().decisions());
            assertEquals(11, draft.plan().steps().size());
            assertEquals(columns, draft.plan().steps().stream().mapToInt(s -> s.mapping().size()).sum());
            assertEquals(references, draft.plan().steps().stream().map(Step::references).mapToInt(List::size).sum());
        }
    }

    private static String script() throws IOException {
        String script = Files.readString(Path.of(System.getenv("WHARF_REAL_DATA"), "chinook", "chinook-postgresql.sql"));
        return script.substring(script.indexOf("CREATE TABLE"), script.indexOf("INSERT INTO"));
    }

    private static Draft write(Database source, Database target, Map<String, String> where) {
        try (DatabaseEvidence evidence = new DatabaseEvidence(source, target)) {
            PlanRequest request = new PlanRequest("p", "Move it", source.name(), target.name(), source.survey(), target.survey(), List.of(),
                    where, Reach.CONDITIONS, null, Map.of(), evidence);
            Draft draft = new TemplateAuthor().write(request);
            assertEquals(draft, new TemplateAuthor().write(request));
            return draft;
        }
    }

    private Database database(String name, Product product) {
        if (product == Product.SQLITE) {
            return Databases.open(SqliteFiles.spec(name, SqliteFiles.make(folder.resolve(name + ".db"))));
        }
        PostgresTestDatabase database = PostgresServer.newest().freshDatabase();
        servers.put(name, database);
        return Databases.open(name.equals("legacy") ? database.source(name) : database.target(name));
    }

    private void make(Database database, Example example, Product product, boolean source) throws SQLException {
        try (Connection connection = product == Product.SQLITE
                ? SqliteFiles.connect(folder.resolve(database.name() + ".db"))
                : servers.get(database.name()).connect()) {
            for (String sql : source ? example.sourceTables(product) : example.targetTables(product)) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute(sql);
                }
            }
            if (source) {
                connection.setAutoCommit(false);
                example.fill(connection, product);
                connection.commit();
            }
        }
    }
}
