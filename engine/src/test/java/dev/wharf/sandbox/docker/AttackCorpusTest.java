package dev.wharf.sandbox.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.failure.WharfException;
import dev.wharf.gate.GateCorpus;
import dev.wharf.sandbox.Compilation;
import dev.wharf.sandbox.SandboxFailure;
import dev.wharf.sandbox.SourceFile;
import dev.wharf.sandbox.TransformSession;
import dev.wharf.sandbox.TransformedChunk;
import dev.wharf.sandbox.TransformedChunk.Field;
import dev.wharf.sandbox.TransformedChunk.Record;
import dev.wharf.wire.BigEndian;
import dev.wharf.wire.RowChunk;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every attack of the corpus on the container, the runner and the row, in a real container and with no gate before it. The
 * class attacks at the second of three rows; three more follow. Either the attack's row is left out and all others are as
 * they would have been, or the container's work fails as a whole: nothing in between.
 */
class AttackCorpusTest {

    private static final Set<String> LAYERS = Set.of("container", "runner", "row");
    private static final int LEAST_ATTACKS = 250;
    private static final int AT_ONCE = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static SandboxFixture fixture;
    private static ExecutorService attackers;

    /** How an attack ended. */
    private record Outcome(String how, String said) {}

    @BeforeAll
    static void open() {
        fixture = new SandboxFixture();
        attackers = Executors.newFixedThreadPool(AT_ONCE);
    }

    @AfterAll
    static void close() {
        attackers.shutdownNow();
        fixture.close();
    }

    @TestFactory
    List<DynamicTest> every_attack_is_stopped() {
        String only = System.getProperty("attack", "");
        List<DynamicTest> tests = new ArrayList<>();
        for (Attack attack : attacks()) {
            if (attack.name().contains(only)) {
                Future<Outcome> outcome = attackers.submit(() -> outcome(attack));
                tests.add(DynamicTest.dynamicTest(attack.layer() + ": " + attack.name(), () -> assertStopped(attack, outcome.get())));
            }
        }
        return tests;
    }

    @Test
    void the_corpus_is_not_smaller_than_promised() {
        assertTrue(attacks().size() >= LEAST_ATTACKS, attacks().size() + " attacks");
    }

    private static List<Attack> attacks() {
        List<Attack> attacks = new ArrayList<>();
        for (GateCorpus.Case example : GateCorpus.cases("attacks")) {
            for (String verdict : example.verdicts()) {
                if (LAYERS.contains(verdict.substring(0, verdict.indexOf(':')))) {
                    attacks.add(Attack.of(example, verdict));
                }
            }
        }
        return attacks;
    }

    private static void assertStopped(Attack attack, Outcome outcome) {
        assertTrue(attack.outcomes().contains(outcome.how()), () -> attack.name() + ": " + attack.outcomes() + " was expected: " + outcome);
        boolean spoken = !outcome.how().equals("harmless");
        if (spoken && (attack.outcomes().size() == 1 || outcome.how().equals("reject"))) {
            assertTrue(attack.accepts(outcome.said()), () -> attack.name() + ": one of " + attack.says() + " was expected: " + outcome);
        }
    }

    private static Outcome outcome(Attack attack) throws Exception {
        Compilation compiled = compile(attack.source());
        assertTrue(compiled.ok(), () -> "the case does not compile: " + compiled.problems());
        String run = SandboxFixture.newRun();
        try (TransformSession session = fixture.sandbox.start(attack.spec(run, compiled.classes()))) {
            return outcome(session);
        } catch (WharfException e) {
            return new Outcome(e.code(), e.text());
        } catch (SandboxFailure e) {
            return failure(e);
        } finally {
            fixture.awaitNone(run, PATIENCE);
        }
    }

    private static Compilation compile(String source) {
        synchronized (fixture) {
            return fixture.sandbox.compile(List.of(new SourceFile("Attack.java", source)));
        }
    }

    private static Outcome outcome(TransformSession session) throws InterruptedException {
        try {
            TransformedChunk first = session.transform(rows(1, 2, 3)).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            TransformedChunk second = session.transform(rows(4, 5, 6)).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            List<Record> attacked = first.records().stream().filter(record -> record.sourceRow() == 1).toList();
            assertEquals(List.of(Attack.honestNote(1), Attack.honestNote(3)), honest(first, 1));
            assertEquals(List.of(Attack.honestNote(4), Attack.honestNote(5), Attack.honestNote(6)), honest(second, -1));
            return switch (attacked.getFirst()) {
                case Record.Reject reject -> new Outcome("reject", reject.reason());
                case Record.Skip skip -> new Outcome("skip", skip.reason());
                case Record.Row row -> new Outcome("harmless", attacked.size() + " rows");
            };
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SandboxFailure failure) {
                return failure(failure);
            }
            throw new AssertionError(e);
        } catch (TimeoutException e) {
            throw new AssertionError("nothing came for " + PATIENCE, e);
        }
    }

    private static Outcome failure(SandboxFailure failure) {
        String how = failure.reason().name().toLowerCase(Locale.ROOT).replace('_', '-');
        if (how.equals("row-timeout") && failure.sourceRow() != 1) {
            how = "row-timeout-of-another";
        }
        return new Outcome(how, String.valueOf(failure.getMessage()));
    }

    /** The notes of all rows but the attacked one, which has to have no other field than both columns. */
    private static List<String> honest(TransformedChunk chunk, int attacked) {
        List<String> notes = new ArrayList<>();
        for (Record record : chunk.records()) {
            if (record.sourceRow() != attacked) {
                notes.add(record instanceof Record.Row row ? note(chunk, row) : record.toString());
            }
        }
        return notes;
    }

    private static String note(TransformedChunk chunk, Record.Row row) {
        List<Field> fields = row.shape().fields();
        if (fields.size() != 2 || fields.getFirst().copyOf() != 0 || fields.getLast().copyOf() >= 0) {
            return "fields " + fields;
        }
        int length = BigEndian.int32(chunk.bytes(), row.start());
        return new String(chunk.bytes(), row.start() + 4, length, StandardCharsets.UTF_8);
    }

    private static RowChunk rows(long... ids) {
        ByteBuffer bytes = ByteBuffer.allocate(ids.length * 21);
        int[] starts = new int[ids.length + 1];
        for (int i = 0; i < ids.length; i++) {
            bytes.putShort((short) 2).putInt(8).putLong(ids[i]).putInt(3).put(new byte[] {1, 2, 3});
            starts[i + 1] = bytes.position();
        }
        return new RowChunk(bytes.array(), starts, ids.length);
    }
}
