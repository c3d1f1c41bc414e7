package dev.wharf.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wharf.catalog.Dialect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Every kind of fault at every point, between all products, in all modes: {@code scripts/faults}. */
@EnabledIfSystemProperty(named = "wharf.faults", matches = ".+")
class FaultProductTest {

    @TempDir
    Path folder;

    @Test
    void everyKindAtEveryPointEndsTheSame() throws Exception {
        String wanted = System.getProperty("wharf.faults");
        String only = System.getProperty("wharf.faults.only", "");
        int step = Integer.getInteger("wharf.faults.step", 1);
        List<String> problems = new ArrayList<>();
        int points = 0;
        long started = System.nanoTime();
        for (Dialect from : Dialect.values()) {
            for (Dialect to : Dialect.values()) {
                for (String mode : List.of("insert", "upsert", "skip-existing")) {
                    String name = (from + " to " + to + ", " + mode).toLowerCase(Locale.ROOT);
                    if (!name.contains(only)) {
                        continue;
                    }
                    Path own = Files.createDirectories(folder.resolve(from + "-" + to + "-" + mode));
                    FaultPoints all = new FaultPoints(new Scenario(from, to, mode, own));
                    for (Kind kind : Kind.values()) {
                        if (!wanted.equals("all") && !List.of(wanted.split(",")).contains(kind.name())) {
                            continue;
                        }
                        for (FaultRun.Phase phase : FaultRun.Phase.values()) {
                            FaultPoints.Tally tally = all.walk(kind, phase, 1, step);
                            points += tally.points();
                            problems.addAll(tally.problems());
                            if (tally.points() > 0) {
                                System.out.println(tally);
                            }
                            tally.problems().forEach(System.out::println);
                        }
                    }
                }
            }
        }
        System.out.println(points + " points in " + Duration.ofNanos(System.nanoTime() - started).toSeconds() + " s, "
                + problems.size() + " wrong");
        assertEquals(List.of(), problems);
    }
}
