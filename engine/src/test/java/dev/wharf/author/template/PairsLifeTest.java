package dev.wharf.author.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.audit.RunId;
import dev.wharf.author.Planned;
import dev.wharf.plan.Decision;
import dev.wharf.run.RunOutcome;
import dev.wharf.testing.Life;
import dev.wharf.testing.SqliteFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Schemas of the authoring benchmark go the whole way: planned, answered somehow, checked, approved, run, verified. */
class PairsLifeTest {

    private static final Path PAIRS = Path.of("../benchmarks/src/main/resources/authoring");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"composite-warehouse", "merge-staff", "user-groups-rekeyed"})
    void whatTheAuthorPlansPassesItsOwnCheckAndRuns(String pair) throws IOException {
        Path source = make(pair, "source");
        Path target = make(pair, "target");
        try (Life life = new Life(folder, SqliteFiles.spec("source", source), SqliteFiles.spec("target", target), 100)) {
            Planned planned = life.plan(pair, List.of(), Map.of());
            for (int round = 0; round < 5 && !planned.plan().plan().openDecisions().isEmpty(); round++) {
                Map<String, String> answers = new LinkedHashMap<>();
                planned.plan().plan().openDecisions().forEach(d -> answers.put(d.id(), answer(d)));
                planned = life.answer(pair, answers);
            }
            assertEquals(List.of(), life.check(pair).findings());
            life.approve(pair);
            RunOutcome outcome = life.runs().apply(pair, 1, new RunId("run-" + pair));
            assertEquals(0, outcome.counts().rejected(), pair);
            assertTrue(outcome.counts().written() > 0, pair);
            assertTrue(life.verify(new RunId("run-" + pair)).ok());
        }
    }

    /** The first answer is the author's likeliest. */
    private static String answer(Decision decision) {
        return decision.options().isEmpty() ? "0" : decision.options().getFirst();
    }

    private Path make(String pair, String side) throws IOException {
        String script = Files.readString(PAIRS.resolve(pair).resolve(side + ".sql"));
        return SqliteFiles.make(folder.resolve(side + ".db"), script.split(";\\s*\n"));
    }
}
