package dev.wharf.author.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.author.PlanWish;
import dev.wharf.author.Reach;
import dev.wharf.author.model.AuthoringOutcome.Written;
import dev.wharf.author.subset.Subset;
import dev.wharf.database.Extract;
import dev.wharf.database.KeyRange;
import dev.wharf.database.SourceReader;
import dev.wharf.database.SourceSnapshot;
import dev.wharf.examples.CompanyUsers;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The model says where a subset starts; all else follows from the foreign keys. The answers are hand-written. */
class SubsetStartTest {

    private static final PlanWish WISH =
            new PlanWish("company-2", "Get all users of company 2", List.of(), Map.of(), Reach.SUBSET, null, false);

    @TempDir
    Path folder;

    private static ScriptedServer.Scripted starts(String table, String condition) {
        var root = Answers.JSON.createObjectNode().put("children", false).put("summary", "the users").putNull("impossible");
        root.putArray("start").addObject().put("table", table).put("condition", condition);
        return ScriptedServer.says(root.toString());
    }

    @Test
    void theModelChoosesTheStartAndTheClosureIsThatOfTheTemplateAuthor() throws Exception {
        try (ModelLife life = new ModelLife(folder, new CompanyUsers());
                ScriptedServer server = new ScriptedServer(
                        starts("crm_user", "company_id = 2; DROP TABLE crm_user"),
                        starts("crm_user", "company = 2"),
                        starts("crm_users", "company_id = 2"),
                        starts("crm_user", "company_id = 2"))) {
            Written written = assertInstanceOf(Written.class, life.plan(life.model(server), WISH));

            assertEquals(4, server.requests().size());
            assertTrue(server.requests().get(1).contains("[sql, "), "the guard's finding");
            assertTrue(server.requests().get(2).contains("[schema, condition] The database refuses"), server.requests().get(2));
            assertTrue(server.requests().get(3).contains("unknown-table"));
            assertFalse(server.requests().getFirst().contains("\\\"table\\\":\\\"companies\\\""), "the target is none of its business");
            Subset subset = written.planned().subset();
            assertTrue(subset != null && subset.closed());
            assertTrue(written.planned().notes().contains("The model starts from crm_user: company_id = 2"), written.planned().notes().toString());
            assertEquals("template", life.folder("company-2").authored().orElseThrow().author());

            var byHand = life.template().plan(folder.resolve("others"),
                    new PlanWish("company-2", "Get all users of company 2", List.of(), Map.of("crm_user", "company_id = 2"), Reach.SUBSET, null, false),
                    life.source, life.target);
            assertEquals(byHand.plan().hash(), written.planned().plan().hash(), "no model had a say in anything else");
        }
    }

    @Test
    void tablesBesideASubsetAreRefusedBeforeAnyModelIsAsked() throws Exception {
        try (ModelLife life = new ModelLife(folder, new CompanyUsers());
                ScriptedServer server = new ScriptedServer(starts("crm_user", "company_id = 2"))) {
            PlanWish wish = new PlanWish("company-2", WISH.words(), List.of("crm_user"), Map.of(), Reach.SUBSET, null, false);

            WharfException refused = assertThrows(WharfException.class, () -> life.plan(life.model(server), wish));

            assertEquals("subset-with-tables", refused.code());
            assertEquals(List.of(), server.requests());
        }
    }

    /** A source that takes longer than its statements may. */
    private record Slow() implements SourceSnapshot {
        @Override
        public String id() {
            return "slow";
        }

        @Override
        public Instant takenAt() {
            return Instant.EPOCH;
        }

        @Override
        public int maxReaders() {
            return 1;
        }

        @Override
        public long count(Extract extract) {
            return 0;
        }

        @Override
        public List<KeyRange> cut(Extract extract, int rows) {
            return List.of();
        }

        @Override
        public SourceReader openReader() {
            throw new IllegalStateException();
        }

        @Override
        public List<List<String>> query(String sql, int maxRows) {
            throw new WharfException(Kind.ENVIRONMENT, "database-timeout", "It took too long.", "Wait.");
        }

        @Override
        public List<List<String>> query(String sql, int maxRows, Duration atMost) {
            return query(sql, maxRows);
        }

        @Override
        public void close() {}
    }

    @Test
    void aConditionThatIsMerelySlowIsAStart() throws Exception {
        try (ModelLife life = new ModelLife(folder, new CompanyUsers())) {
            assertEquals(List.of(), SubsetStart.tried(new Slow(), life.source.survey().table("crm_user").orElseThrow(), "company_id = 2"));
        }
    }

    @Test
    void aStartThatIsCarriedByHandIsTakenToo() throws Exception {
        try (ModelLife life = new ModelLife(folder, new CompanyUsers())) {
            AuthoringOutcome.Asked asked = assertInstanceOf(AuthoringOutcome.Asked.class, life.plan(life.paste(), WISH));
            assertTrue(Files.readString(asked.prompt()).contains("children"));

            Written written = assertInstanceOf(Written.class, life.paste().takeAnswer(life.folder("company-2"),
                    "{\"start\": [{\"table\": \"crm_user\", \"condition\": \"company_id = 2\"}], \"children\": true, \"summary\": \"x\", \"impossible\": null}",
                    life.source, life.target));

            assertTrue(written.planned().subset() != null && written.planned().subset().children());
            WharfException none = assertThrows(WharfException.class,
                    () -> life.paste().takeAnswer(life.folder("company-2"), "{}", life.source, life.target));
            assertEquals("no-prompt", none.code());
        }
    }
}
