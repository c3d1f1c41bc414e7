package dev.wharf.author.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.author.Draft;
import dev.wharf.author.PlanRequest;
import dev.wharf.author.Reach;
import dev.wharf.catalog.Dialect;
import dev.wharf.catalog.Schema;
import dev.wharf.plan.NewKey;
import dev.wharf.plan.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** A database that nobody here made: eleven tables whose names, case and types differ between the two sides. */
@EnabledIfEnvironmentVariable(named = "WHARF_REAL_DATA", matches = ".+")
class ChinookTest {

    private final Path data = Path.of(System.getenv("WHARF_REAL_DATA")).resolve("chinook");

    private Schema source() throws SQLException {
        List<String> statements = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("chinook.sqlite"));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT sql FROM sqlite_master WHERE type = 'table'")) {
            while (rows.next()) {
                statements.add(rows.getString(1));
            }
        }
        return DdlSchemas.read(Dialect.SQLITE, statements);
    }

    private String script() throws IOException {
        String script = Files.readString(data.resolve("chinook-postgresql.sql"));
        return script.substring(0, script.indexOf("INSERT INTO"));
    }

    private Draft write(String targetScript) throws SQLException {
        try (SqliteEvidence evidence = new SqliteEvidence(data.resolve("chinook.sqlite"))) {
            return new TemplateAuthor().write(new PlanRequest("chinook", "Move everything", "legacy", "app", source(),
                    DdlSchemas.read(Dialect.POSTGRESQL, targetScript), List.of(), Map.of(), Reach.CONDITIONS, null, Map.of(), evidence));
        }
    }

    @Test
    void allElevenTablesArePlannedWithoutAQuestion() throws SQLException, IOException {
        Draft draft = write(script());

        Drafts.assertSound(Dialect.SQLITE, draft);
        assertEquals(List.of(), draft.plan().decisions());
        assertEquals(List.of("artist", "album", "employee", "customer", "genre", "invoice", "media-type", "playlist", "track",
                "invoice-line", "playlist-track"), draft.plan().steps().stream().map(Step::name).toList());
        assertTrue(draft.plan().steps().stream().allMatch(s -> s.newKeys().isEmpty()));
        assertEquals(List.of("employee"), draft.plan().steps().stream()
                .filter(s -> !s.references().isEmpty()).map(Step::name).toList());
        assertEquals(64, draft.plan().steps().stream().mapToInt(s -> s.mapping().size()).sum());
        Drafts.assertGolden("chinook", draft);
    }

    @Test
    void keysThatBecomeUuidsAreLookedUpByEveryReference() throws SQLException, IOException {
        Draft draft = write(script().replaceAll("(\\w+_id|reports_to) INT\\b", "$1 UUID"));

        Drafts.assertSound(Dialect.SQLITE, draft);
        assertEquals(List.of(), draft.plan().decisions());
        assertEquals(10, draft.plan().steps().stream().filter(s -> s.newKeys().size() == 1
                && s.newKeys().getFirst().kind() == NewKey.Kind.UUID).count());
        assertEquals(11, draft.plan().steps().stream().mapToInt(s -> s.references().size()).sum());
        Drafts.assertGolden("chinook-uuid", draft);
    }
}
