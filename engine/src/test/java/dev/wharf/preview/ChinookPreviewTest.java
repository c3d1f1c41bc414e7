package dev.wharf.preview;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.wharf.check.CheckReport;
import dev.wharf.testing.Life;
import dev.wharf.testing.PostgresServer;
import dev.wharf.testing.PostgresTestDatabase;
import dev.wharf.testing.SqliteFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** Chinook's eleven tables in a preview: references over several steps and one to a row that comes later, in real containers. */
@EnabledIfEnvironmentVariable(named = "WHARF_REAL_DATA", matches = ".+")
class ChinookPreviewTest {

    @TempDir
    Path folder;

    @Test
    void showsEveryFirstRowWithItsReferences() throws Exception {
        Path data = Path.of(System.getenv("WHARF_REAL_DATA"), "chinook");
        PostgresTestDatabase target = PostgresServer.newest().freshDatabase();
        target.execute(Arrays.stream(Files.readString(data.resolve("chinook-postgresql.sql")).split(";\\s*\\n"))
                .map(statement -> statement.replaceAll("(?s)/\\*.*?\\*/", "").strip())
                .filter(statement -> statement.startsWith("CREATE TABLE") || statement.startsWith("ALTER TABLE"))
                .map(statement -> statement.replaceAll("(\\w+_id|reports_to) INT\\b", "$1 UUID"))
                .collect(Collectors.joining(";\n", "", ";")));
        try (Life life = new Life(folder, SqliteFiles.spec("source", data.resolve("chinook.sqlite")), target.target("target"), 1_000)) {
            life.plan("chinook", List.of(), Map.of());
            CheckReport report = life.check("chinook");
            assertEquals(List.of(), report.findings());

            PreviewReport preview = life.withBoth((source, to) ->
                    new Previewer(life.sandbox(), life.workspace().sandbox()).preview(report.orThrow(), source, to, 5));

            assertEquals(11, preview.steps().size());
            for (StepPreview step : preview.steps()) {
                assertEquals(List.of(), step.problems(), step.name());
                assertEquals(5, step.target().getFirst().insert(), step.name());
            }
            StepPreview employees = preview.steps().stream().filter(s -> s.name().contains("employee")).findFirst().orElseThrow();
            StepPreview.Rows rows = employees.target().getFirst().rows();
            int column = rows.columns().indexOf("reports_to");
            assertNull(rows.rows().getFirst().get(column), "the manager of all reports to nobody");
            assertEquals("(filled at the end)", rows.rows().get(1).get(column));
        }
    }
}
