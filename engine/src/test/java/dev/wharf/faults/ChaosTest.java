package dev.wharf.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fifty seeds of {@link Chaos}; {@code scripts/chaos} runs as many as it is told. */
class ChaosTest {

    @TempDir
    Path folder;

    @Test
    void whateverComesTogetherEndsAsIfNothingHadCome() throws Exception {
        long from = Long.getLong("wharf.chaos.from", 1);
        int seeds = Integer.getInteger("wharf.chaos.seeds", 50);
        boolean every = Boolean.getBoolean("wharf.chaos.every");
        long began = System.nanoTime();
        Chaos chaos = new Chaos(folder);
        List<Chaos.Report> wrong = new ArrayList<>();
        int faults = 0;
        int kills = 0;
        int resumes = 0;
        for (long seed = from; seed < from + seeds; seed++) {
            Chaos.Report report = chaos.run(seed);
            faults += report.faults().size();
            kills += report.kills();
            resumes += report.resumes();
            if (!report.problems().isEmpty()) {
                wrong.add(report);
            }
            if (every || !report.problems().isEmpty()) {
                System.out.println(report);
            }
        }
        System.out.printf(
                "chaos: seeds %d to %d, %d faults, %d kills, %d resumes, %d wrong, %d s%n",
                from, from + seeds - 1, faults, kills, resumes, wrong.size(),
                Duration.ofNanos(System.nanoTime() - began).toSeconds());
        assertEquals(List.of(), wrong);
    }
}
