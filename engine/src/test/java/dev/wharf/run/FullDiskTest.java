package dev.wharf.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wharf.audit.RunId;
import dev.wharf.audit.RunStatus;
import dev.wharf.examples.Product;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A SQLite target on a file system that is full for a while; it takes a user who may mount one. */
class FullDiskTest {

    private static final int ROWS = 60;

    @TempDir
    Path folder;

    private Path small;
    private boolean mounted;

    @BeforeEach
    void mount() throws Exception {
        small = Files.createDirectories(folder.resolve("small"));
        mounted = run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", small.toString());
        assumeTrue(mounted, "this user may mount nothing");
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            run("umount", "-l", small.toString());
        }
    }

    private static boolean run(String... command) throws Exception {
        return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    }

    @ParameterizedTest
    @ValueSource(strings = {"DELETE", "TRUNCATE", "PERSIST", "WAL"})
    void aRunGoesOnWhenThereIsRoomAgain(String journal) {
        try (Bench bench = new Bench(small, Product.SQLITE, Product.SQLITE)) {
            String rows = IntStream.rangeClosed(1, ROWS).mapToObj(i -> "(" + i + ")").collect(Collectors.joining(", "));
            bench.source("CREATE TABLE things (id INTEGER PRIMARY KEY)")
                    .source("INSERT INTO things VALUES " + rows)
                    .target("PRAGMA journal_mode = " + journal)
                    .target("CREATE TABLE things (id INTEGER PRIMARY KEY, name TEXT)")
                    .plan(Bench.THINGS)
                    .file("things.sql", "SELECT id FROM things")
                    .java("Things", "target.insert(\"things\").copy(\"id\", \"id\").set(\"name\", \"x\".repeat(5000));");
            AtomicInteger batches = new AtomicInteger();
            AtomicInteger tries = new AtomicInteger();

            RunOutcome outcome = bench.runs(event -> {
                        if (event instanceof RunEvent.Progress && batches.incrementAndGet() == 3) {
                            fill(small.resolve("filler"));
                        } else if (batches.get() >= 3 && event instanceof RunEvent.Notice && tries.incrementAndGet() == 2) {
                            empty(small.resolve("filler"));
                        }
                    })
                    .apply(Bench.PLAN, 1, new RunId("r1"));

            assertTrue(tries.get() >= 2, "the disk was never full");
            assertEquals(RunStatus.COMPLETED, outcome.status());
            assertEquals(ROWS, outcome.counts().written());
            assertEquals(
                    List.of(ROWS + "|" + ROWS * 5000),
                    bench.rows("SELECT count(*), sum(length(name)) FROM things"));
            assertEquals(List.of("" + ROWS), bench.rows("SELECT count(*) FROM migration_mappings"));
            assertEquals(RunStatus.ROLLED_BACK, bench.runs().rollback(new RunId("r1")).status());
        }
    }

    /** Takes every byte that is left. */
    private static void fill(Path filler) {
        byte[] some = new byte[4096];
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (true) {
                out.write(some);
            }
        } catch (IOException e) {
            // It is full.
        }
    }

    private static void empty(Path filler) {
        try {
            Files.delete(filler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
