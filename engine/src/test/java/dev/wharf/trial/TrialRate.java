package dev.wharf.trial;

import dev.wharf.check.CheckReport;
import dev.wharf.check.PlanChecker;
import dev.wharf.check.Schemas;
import dev.wharf.sandbox.SandboxSettings;
import dev.wharf.sandbox.TransformSession;
import dev.wharf.testing.Life;
import dev.wharf.testing.PostgresServer;
import dev.wharf.testing.PostgresTestDatabase;
import dev.wharf.testing.SqliteFiles;
import dev.wharf.transform.CheckedPlan;
import dev.wharf.transform.CheckedStep;
import dev.wharf.transform.StepProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How long a check of Chinook's eleven steps takes with and without the trial, beside one container a step in turn. Needs
 * WHARF_REAL_DATA.
 */
final class TrialRate {

    private static final int TIMES = 3;

    private TrialRate() {}

    public static void main(String[] arguments) throws Exception {
        Path chinook = Path.of(System.getenv("WHARF_REAL_DATA"), "chinook");
        PostgresTestDatabase target = PostgresServer.newest().freshDatabase();
        target.execute(Arrays.stream(Files.readString(chinook.resolve("chinook-postgresql.sql")).split(";\\s*\\n"))
                .map(statement -> statement.replaceAll("(?s)/\\*.*?\\*/", "").strip())
                .filter(statement -> statement.startsWith("CREATE TABLE") || statement.startsWith("ALTER TABLE"))
                .collect(Collectors.joining(";\n", "", ";")));
        Path folder = Files.createTempDirectory("wharf-trial");
        try (Life life = new Life(folder, SqliteFiles.spec("source", chinook.resolve("chinook.sqlite")), target.target("target"), 1_000)) {
            life.plan("chinook", List.of(), Map.of());
            CheckedPlan checked = life.check("chinook").orThrow();
            for (int i = 0; i < TIMES; i++) {
                Duration with = time(() -> life.check("chinook"));
                Duration without = time(() -> recheck(life));
                Duration inTurn = time(() -> inTurn(life, checked));
                System.out.printf(
                        Locale.ROOT,
                        "%d steps: check %d ms, without the trial %d ms, so the trial %d ms; one container a step in turn %d ms; ratio %.2f%n",
                        checked.steps().size(),
                        with.toMillis(),
                        without.toMillis(),
                        with.minus(without).toMillis(),
                        inTurn.toMillis(),
                        (double) with.minus(without).toMillis() / inTurn.toMillis());
            }
        }
    }

    private static Duration time(Runnable work) {
        Instant begun = Instant.now();
        work.run();
        return Duration.between(begun, Instant.now());
    }

    private static CheckReport recheck(Life life) {
        return life.withBoth((source, target) -> new PlanChecker(life.workspace(), life.sandbox())
                .recheck(life.folder("chinook").load(), source, target, Schemas.of(source, target), Map.of()));
    }

    private static void inTurn(Life life, CheckedPlan checked) {
        life.withBoth((source, target) -> {
            for (CheckedStep step : checked.steps()) {
                var spec = StepProgram.bind(checked, step, target, entity -> Optional.empty()).spec(null, SandboxSettings.DEFAULT);
                try (TransformSession session = life.sandbox().start(spec)) {
                    session.startTime();
                }
            }
            return null;
        });
    }
}
