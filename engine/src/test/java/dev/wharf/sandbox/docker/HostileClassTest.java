package dev.wharf.sandbox.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.sandbox.SandboxFailure;
import dev.wharf.sandbox.SandboxSettings;
import dev.wharf.sandbox.TransformSession;
import dev.wharf.sandbox.TransformedChunk;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Classes that attack the row stream or the machine, in a real container and with no gate before it. */
class HostileClassTest {

    private static final SandboxSettings SHORT =
            new SandboxSettings(512L << 20, 1, 64, Duration.ofSeconds(20), Duration.ofSeconds(1));

    private static SandboxFixture fixture;

    private final String run = SandboxFixture.newRun();

    @BeforeAll
    static void open() {
        fixture = new SandboxFixture();
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @AfterEach
    void nothing_of_it_is_left() throws InterruptedException {
        fixture.awaitNone(run, Duration.ofSeconds(15));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "System.exit(0);",
                "Runtime.getRuntime().halt(0);",
                // a frame of its own making, on the descriptor of the frames
                "try (var out = new java.io.FileOutputStream(\"/proc/self/fd/1\")) { out.write(new byte[64]); }",
                "try (var out = new java.io.FileOutputStream(java.io.FileDescriptor.out)) { out.write(new byte[] {0, 0, 0, 0, 7}); }",
                "var kept = new ArrayList<Object>(); while (source != null) { kept.add(new long[1 << 16]); }"
            })
    void the_batch_fails_whatever_the_exit_code_says(String code) throws Exception {
        SandboxFailure failure = failure(code + " target.skip(\"done\");");
        assertTrue(
                failure.reason() == SandboxFailure.Cause.DIED || failure.reason() == SandboxFailure.Cause.PROTOCOL,
                failure.reason() + " " + failure.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"while (true) { }", "\"a\".repeat(40).matches(\"(a+)+b\".repeat(3)); while (true) { Math.sin(1); }"})
    void a_row_that_never_ends_is_named(String code) throws Exception {
        SandboxFailure failure = failure(code);
        assertEquals(SandboxFailure.Cause.ROW_TIMEOUT, failure.reason(), failure.getMessage());
        assertEquals(1, failure.sourceRow());
    }

    @Test
    void a_thread_bomb_meets_the_limit_of_processes() throws Exception {
        survives("while (source != null) { Thread t = new Thread(() -> { try { Thread.sleep(600_000); } catch (Exception e) { } });"
                + " t.setDaemon(true); t.start(); }");
    }

    @Test
    void memory_outside_the_heap_is_limited_too() throws Exception {
        survives("var kept = new ArrayList<Object>(); while (source != null) { kept.add(java.nio.ByteBuffer.allocateDirect(8 << 20)); }");
    }

    @Test
    void a_flood_on_stderr_neither_blocks_nor_fills_the_engine() throws Exception {
        TransformedChunk.Record outcome;
        try (TransformSession session = start("byte[] line = new byte[1 << 20];"
                + " try (var err = new java.io.FileOutputStream(\"/proc/self/fd/2\")) {"
                + " for (int i = 0; i < 200; i++) { err.write(line); } } target.skip(\"said\");")) {
            outcome = session.transform(SandboxFixture.ids(1)).get(60, TimeUnit.SECONDS).records().getFirst();
        }
        assertInstanceOf(TransformedChunk.Record.Skip.class, outcome);
    }

    /** Either the row is rejected or the container dies of it; it never counts as moved. */
    private void survives(String code) throws Exception {
        try (TransformSession session = start(code + " target.skip(\"done\");")) {
            var record = session.transform(SandboxFixture.ids(1)).get(60, TimeUnit.SECONDS).records().getFirst();
            assertInstanceOf(TransformedChunk.Record.Reject.class, record);
        } catch (ExecutionException e) {
            assertInstanceOf(SandboxFailure.class, e.getCause());
        }
    }

    /** What a chunk of three rows ends in, whose second one runs the code. */
    private SandboxFailure failure(String code) throws Exception {
        String second = "if (source.bigint(\"id\") == 2) { " + code + " } else { target.skip(\"fine\"); }";
        try (TransformSession session = start(second)) {
            ExecutionException e = assertThrows(
                    ExecutionException.class,
                    () -> session.transform(SandboxFixture.ids(1, 2, 3)).get(60, TimeUnit.SECONDS));
            return assertInstanceOf(SandboxFailure.class, e.getCause());
        }
    }

    private TransformSession start(String code) {
        return fixture.sandbox.start(fixture.spec(run, code, SHORT));
    }
}
