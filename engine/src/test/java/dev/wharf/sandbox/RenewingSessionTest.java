package dev.wharf.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.wharf.sandbox.TransformedChunk.Harm;
import dev.wharf.sandbox.TransformedChunk.Record;
import dev.wharf.sandbox.TransformedChunk.Shape;
import dev.wharf.wire.RowChunk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** Rows are single bytes: o overflows, b is broken where an o or s went before, s breaks things unseen, x always breaks, t times out. */
class RenewingSessionTest {

    private static final Shape SHAPE = new Shape(0, List.of());

    private final List<Jvm> started = new ArrayList<>();

    /** A container that answers at once and remembers harm as a JVM does. */
    private static class Jvm implements TransformSession {

        private final StringBuilder seen = new StringBuilder();
        private boolean closed;

        @Override
        public CompletableFuture<TransformedChunk> transform(RowChunk rows, BatchTime batch) {
            List<Record> records = new ArrayList<>();
            byte[] bytes = new byte[rows.rows()];
            for (int i = 0; i < rows.rows(); i++) {
                char row = (char) rows.bytes()[rows.starts()[i]];
                if (row == 't') {
                    return CompletableFuture.failedFuture(new SandboxFailure(SandboxFailure.Cause.ROW_TIMEOUT, i, "late"));
                }
                boolean harmed = seen.indexOf("o") >= 0 || seen.indexOf("s") >= 0;
                seen.append(row);
                bytes[i] = (byte) row;
                if (row == 'o') {
                    records.add(new Record.Reject(i, "overflow", Harm.OVERFLOW));
                } else if (row == 'x' || (row == 'b' && harmed)) {
                    records.add(new Record.Reject(i, "broken", Harm.BROKEN));
                } else if (row == 'k') {
                    records.add(new Record.Skip(i, "skipped"));
                } else {
                    records.add(new Record.Row(i, SHAPE, i));
                    records.add(new Record.Row(i, SHAPE, i));
                }
            }
            return CompletableFuture.completedFuture(new TransformedChunk(records, bytes));
        }

        @Override
        public Duration startTime() {
            return Duration.ZERO;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private TransformSession session() {
        return RenewingSession.of(() -> {
            Jvm jvm = new Jvm();
            started.add(jvm);
            return jvm;
        });
    }

    private static RowChunk rows(String text) {
        int[] starts = new int[text.length() + 1];
        for (int i = 0; i <= text.length(); i++) {
            starts[i] = i;
        }
        return new RowChunk(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII), starts, text.length());
    }

    /** Each row as it came in, in capitals where it was rejected, with its place; a skipped one as a dot. */
    private static String shown(TransformedChunk made, String rows) {
        StringBuilder out = new StringBuilder();
        int previous = -1;
        for (Record entry : made.records()) {
            if (entry.sourceRow() != previous) {
                out.append(switch (entry) {
                    case Record.Row row -> (char) made.bytes()[row.start()];
                    case Record.Skip skip -> '.';
                    case Record.Reject reject -> Character.toUpperCase(rows.charAt(reject.sourceRow()));
                });
            }
            previous = entry.sourceRow();
        }
        return out.toString();
    }

    private String run(TransformSession session, String rows) {
        return shown(session.transform(rows(rows)).join(), rows);
    }

    @Test
    void nothingIsRunAgainWhereNoRowDoesHarm() {
        TransformSession session = session();
        assertEquals("ab.c", run(session, "abkc"));
        assertEquals("b", run(session, "b"));
        assertEquals(1, started.size());
    }

    @Test
    void whatComesBehindAnOverflowIsRunInAFreshJvm() {
        assertEquals("aObb.Oc", run(session(), "aobbkoc"));
        assertEquals("bbkc", started.get(1).seen.toString());
        assertEquals(2, started.size());
    }

    @Test
    void anOverflowAtTheEndCostsNoRowAndRetiresTheJvm() {
        TransformSession session = session();
        assertEquals("abO", run(session, "abo"));
        assertEquals(1, started.size());
        assertEquals("b", run(session, "b"));
        assertEquals("b", started.get(1).seen.toString());
    }

    @Test
    void aRowThatIsBrokenByWhatNobodySawIsRunAlone() {
        assertEquals("sab", run(session(), "sab"));
        assertEquals(2, started.size());
    }

    @Test
    void aRowThatBreaksByItselfIsRejectedAndTheOthersAreNot() {
        assertEquals("aXbXb", run(session(), "axbxb"));
    }

    @Test
    void aClassWhoseEveryRowBreaksEndsSoon() {
        String all = "x".repeat(500);
        assertEquals(all.toUpperCase(java.util.Locale.ROOT), run(session(), all));
        assertEquals(12, started.size());
    }

    @Test
    void aFailureAmongTheRowsThatAreRunAgainNamesTheRowOfTheChunk() {
        TransformSession session = RenewingSession.of(() -> {
            Jvm jvm = new Jvm();
            started.add(jvm);
            return started.size() == 1 ? new Patient(jvm) : jvm;
        });
        CompletionException e = assertThrows(CompletionException.class, () -> session.transform(rows("oat")).join());
        assertEquals(2, assertInstanceOf(SandboxFailure.class, e.getCause()).sourceRow());
    }

    /** Lets the row through that takes too long elsewhere. */
    private record Patient(Jvm jvm) implements TransformSession {

        @Override
        public CompletableFuture<TransformedChunk> transform(RowChunk rows, BatchTime batch) {
            byte[] quick = new String(rows.bytes(), java.nio.charset.StandardCharsets.US_ASCII).replace('t', 'a').getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            return jvm.transform(new RowChunk(quick, rows.starts(), rows.rows()), batch);
        }

        @Override
        public Duration startTime() {
            return Duration.ZERO;
        }

        @Override
        public void close() {
            jvm.close();
        }
    }
}
