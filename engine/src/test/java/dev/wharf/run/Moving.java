package dev.wharf.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.audit.RunId;
import dev.wharf.audit.RunStatus;
import dev.wharf.check.CheckReport;
import dev.wharf.database.ConnectionSpec;
import dev.wharf.examples.Example;
import dev.wharf.examples.MakeExample;
import dev.wharf.examples.Product;
import dev.wharf.testing.Life;
import dev.wharf.testing.PostgresServer;
import dev.wharf.testing.PostgresTestDatabase;
import dev.wharf.testing.SqliteFiles;
import dev.wharf.testing.TableDump;
import dev.wharf.verify.VerifyReport;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** One example between two databases of its own, from the request to the second run. */
final class Moving implements AutoCloseable {

    private final Example example;
    private final Place source;
    private final Place target;
    private final Life life;

    /** Where a database is and how to come to it past Wharf. */
    private record Place(ConnectionSpec spec, String ownersUrl) {}

    Moving(Example example, Product from, Product to, Path folder, int batchRows) throws SQLException {
        this.example = example;
        source = place("source", from, folder);
        target = place("target", to, folder);
        MakeExample.source(example, source.ownersUrl());
        MakeExample.target(example, target.ownersUrl());
        life = new Life(folder, source.spec(), target.spec(), batchRows);
    }

    /** A source is opened by a role that may only read, a target by the one that owns it. */
    private static Place place(String name, Product product, Path folder) {
        return switch (product) {
            case SQLITE -> {
                ConnectionSpec spec = SqliteFiles.spec(name, SqliteFiles.make(folder.resolve(name + ".db")));
                yield new Place(spec, spec.url());
            }
            case POSTGRESQL -> {
                PostgresTestDatabase database = PostgresServer.newest().freshDatabase();
                yield new Place(
                        name.equals("source") ? database.source(name) : database.target(name),
                        database.url() + "?user=" + database.owner() + "&password=" + database.password());
            }
        };
    }

    /** Plans, answers just these questions, checks and approves. */
    void prepare(Map<String, String> where, Map<String, String> answers) {
        List<String> asked = life.plan(example.name(), List.of(), where).plan().plan().openDecisions().stream()
                .map(decision -> decision.id())
                .sorted()
                .toList();
        assertEquals(answers.keySet().stream().sorted().toList(), asked);
        if (!answers.isEmpty()) {
            assertEquals(List.of(), life.answer(example.name(), answers).plan().plan().openDecisions());
        }
        CheckReport report = life.check(example.name());
        assertTrue(report.ok(), () -> report.findings().toString());
        life.approve(example.name());
    }

    RunOutcome apply() {
        RunOutcome outcome = life.runs().apply(example.name(), null, null);
        System.out.printf(
                "%s, %s to %s: %d rows in %.2f s, of which containers were made ready in %.2f s%n",
                example.name(), Product.of(source.ownersUrl()), Product.of(target.ownersUrl()), outcome.counts().written(),
                outcome.elapsed().toMillis() / 1e3, outcome.containers().toMillis() / 1e3);
        return outcome;
    }

    void requireVerified(RunId run) {
        VerifyReport verified = life.verify(run);
        assertTrue(verified.ok(), () -> verified.checks().toString());
    }

    /** Takes a run back and requires the target to be what it was. */
    void takeBack(RunOutcome outcome, List<String> before) throws SQLException {
        RollbackOutcome rollback = life.runs().rollback(outcome.run());
        assertEquals(RunStatus.ROLLED_BACK, rollback.status(), () -> rollback.conflicts().toString());
        assertEquals(outcome.counts().written(), rollback.removed());
        assertEquals(before, targetRows());
    }

    /** Every row of the target but Wharf's own. */
    List<String> targetRows() throws SQLException {
        try (Connection connection = DriverManager.getConnection(target.ownersUrl())) {
            return TableDump.ofTheUsers(connection);
        }
    }

    List<String> inSource(String sql) throws SQLException {
        return query(source, sql);
    }

    /** Rows of the target; {@code @} stands before Wharf's own tables. */
    List<String> inTarget(String sql) throws SQLException {
        return query(target, sql.replace("@", target.ownersUrl().startsWith("jdbc:sqlite:") ? "" : "wharf."));
    }

    private static List<String> query(Place place, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(place.ownersUrl())) {
            return TableDump.rows(connection, sql);
        }
    }

    @Override
    public void close() {
        life.close();
    }
}
