package dev.wharf.sandbox.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.failure.WharfException;
import dev.wharf.sandbox.SandboxFailure;
import dev.wharf.sandbox.SandboxFailure.Cause;
import dev.wharf.sandbox.TransformSpec;
import dev.wharf.sandbox.TransformedChunk;
import dev.wharf.sandbox.TransformedChunk.Field;
import dev.wharf.sandbox.TransformedChunk.Record;
import dev.wharf.wire.BigEndian;
import dev.wharf.wire.RowChunk;
import dev.wharf.wire.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The engine's end against the real runner in a process of its own. */
@Timeout(60)
class ProtocolSessionTest {

    /** The line of these classes' own source from which an exception came. */
    private static final Pattern LINE = Pattern.compile(" \\(SampleClasses\\.java line \\d+\\)");

    @Test
    void gives_back_what_the_class_sets_and_names_what_it_copies() throws Exception {
        try (ProtocolSession session = open(SampleClasses.Doubling.class, Specs.numbers())) {
            TransformedChunk chunk = get(session.transform(Rows.counting(1, 3)));
            assertEquals(3, chunk.records().size());
            Record.Row row = assertInstanceOf(Record.Row.class, chunk.records().get(1));
            assertEquals(1, row.sourceRow());
            assertEquals(0, row.shape().table());
            assertEquals(
                    List.of(
                            new Field(0, -1, ValueType.INT8),
                            new Field(1, -1, ValueType.TEXT),
                            new Field(2, 1, null)),
                    row.shape().fields());
            assertEquals(8, BigEndian.int32(chunk.bytes(), row.start()));
            assertEquals(2, BigEndian.int64(chunk.bytes(), row.start() + 4));
            assertEquals(2, BigEndian.int32(chunk.bytes(), row.start() + 12));
            assertEquals("n4", new String(chunk.bytes(), row.start() + 16, 2, StandardCharsets.UTF_8));
            assertTrue(session.startTime().toMillis() > 0);
        }
    }

    @Test
    void a_null_has_the_shape_of_the_rows_around_it() throws Exception {
        try (ProtocolSession session = open(SampleClasses.Doubling.class, Specs.numbers())) {
            RowChunk rows = Rows.chunk(List.of(
                    List.of(Rows.int8(1)), Arrays.asList((byte[]) null), List.of(Rows.int8(2))));
            TransformedChunk chunk = get(session.transform(rows));
            assertEquals(1, chunk.records().stream()
                    .map(record -> ((Record.Row) record).shape())
                    .distinct()
                    .count());
            assertEquals(-1, BigEndian.int32(chunk.bytes(), ((Record.Row) chunk.records().get(1)).start()));
        }
    }

    @Test
    void rows_may_set_more_different_columns_than_shapes_are_kept() throws Exception {
        List<String> columns = IntStream.range(0, 11).mapToObj(bit -> "k" + bit).toList();
        TransformSpec spec = new TransformSpec(
                null,
                "step",
                SampleClasses.Bits.class.getName(),
                SampleClasses.bytes(SampleClasses.Bits.class),
                Specs.numbers().columns(),
                List.of(new TransformSpec.TargetTable("bits", columns)),
                Specs.numbers().settings());
        try (ProtocolSession session = ProtocolSession.open(ChildProcess.runner(), spec, System.nanoTime())) {
            Map<TransformedChunk.Shape, TransformedChunk.Shape> shapes = new HashMap<>();
            for (int round = 0; round < 3; round++) {
                TransformedChunk chunk = get(session.transform(Rows.counting(0, 2_048)));
                for (int id = 0; id < 2_048; id++) {
                    Record.Row row = (Record.Row) chunk.records().get(id);
                    TransformedChunk.Shape shape = row.shape();
                    assertSame(shape, shapes.computeIfAbsent(shape, same -> same));
                    assertEquals(Integer.bitCount(id), shape.fields().size());
                    int at = row.start();
                    for (Field field : shape.fields()) {
                        assertEquals(1, id >> field.column() & 1);
                        assertEquals(field.column(), BigEndian.int64(chunk.bytes(), at + 4));
                        at += 12;
                    }
                }
            }
        }
    }

    @Test
    void no_rows_become_no_records() throws Exception {
        try (ProtocolSession session = open(SampleClasses.Doubling.class, Specs.numbers())) {
            assertEquals(List.of(), get(session.transform(Rows.counting(0, 0))).records());
        }
    }

    @Test
    void a_source_row_may_become_rows_of_several_tables() throws Exception {
        List<Record> records = obey("two");
        assertEquals(List.of(0, 1), records.stream().map(r -> ((Record.Row) r).shape().table()).toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nothing       | skip   | no row and no reason given",
                "skip          | skip   | not wanted",
                "blank         | skip   | no reason given",
                "skip, reject  | skip   | first",
                "reject, skip  | reject | first",
                "skip, throw   | reject | java.lang.IllegalStateException: second",
                "reject, throw | reject | first",
                "overflow      | reject | java.lang.StackOverflowError: the class calls itself too often",
                "column        | reject | the extract has no column \"nowhere\"",
                "table         | reject | the step writes no table \"nowhere\"",
                "target column | reject | table \"t\" has no column \"nowhere\" that may be written",
                "copy column   | reject | the extract has no column \"nowhere\"",
                "uncrossed     | reject | the column \"blob\" did not cross into the container: the class was found to copy it only",
                "twice         | reject | column \"a\" of \"t\" is set twice in one row",
                "class         | reject | column \"a\" of \"t\": takes what the accessors of SourceRow give, not a java.lang.StringBuilder",
                "json          | reject | column \"b\" of \"t\": takes what the accessors of SourceRow give, not a dev.wharf.migration.Json; call toString() on it",
                "half          | reject | column \"b\" of \"t\": the text has half a surrogate pair, which is no character",
                "nanos         | reject | column \"b\" of \"t\": the time is finer than a microsecond",
                "many          | reject | one source row may become at most 10000 target rows",
                "large         | reject | one source row may become at most 32 MiB",
            })
    void a_row_that_gives_no_rows_gives_its_reason(String what, String kind, String reason) throws Exception {
        List<Record> records = obey(what);
        assertEquals(1, records.size());
        switch (records.getFirst()) {
            case Record.Skip skip -> assertEquals(kind + " " + reason, "skip " + skip.reason());
            case Record.Reject reject ->
                assertEquals(kind + " " + reason, "reject " + LINE.matcher(reject.reason()).replaceAll(""));
            case Record.Row row -> throw new AssertionError(row);
        }
    }

    @Test
    void a_message_is_cut_and_stripped_of_what_a_terminal_obeys() throws Exception {
        String reason = ((Record.Reject) obey("throw").getFirst()).reason();
        assertTrue(
                reason.matches("(?s)java\\.lang\\.IllegalArgumentException \\(SampleClasses\\.java line \\d+\\): bad  \\[31mthing xxx.*"), reason);
        assertEquals(1_000, reason.length());
    }

    @Test
    void a_message_of_the_virtual_machine_is_the_same_in_every_process() throws Exception {
        String reason = ((Record.Reject) obey("cast").getFirst()).reason();
        assertTrue(reason.contains("cannot be cast") && !reason.contains("@"), reason);
    }

    @Test
    void a_target_row_that_was_kept_is_refused_at_the_next_source_row() throws Exception {
        try (ProtocolSession session = open(SampleClasses.Obedient.class, Specs.texts())) {
            List<Record> records = get(session.transform(Specs.what("keep", "kept", "next"))).records();
            assertEquals("the target row belongs to an earlier source row", ((Record.Reject) records.get(1)).reason());
            assertInstanceOf(Record.Row.class, records.get(2));
        }
    }

    @Test
    void a_row_that_throws_harms_no_other_one() throws Exception {
        try (ProtocolSession session = open(SampleClasses.Obedient.class, Specs.texts())) {
            List<Record> records = get(session.transform(Specs.what("a", "throw", "b"))).records();
            assertEquals(
                    List.of(Record.Row.class, Record.Reject.class, Record.Row.class),
                    records.stream().map(Object::getClass).toList());
        }
    }

    @Test
    void rows_up_to_sixteen_mebibytes_cross_and_longer_ones_are_refused_alone() throws Exception {
        try (ProtocolSession session = open(SampleClasses.Obedient.class, Specs.texts())) {
            String large = "é".repeat((8 << 20) - 8);
            String tooLarge = "x".repeat((16 << 20) + 1);
            TransformedChunk chunk = get(session.transform(Specs.what(tooLarge, "a", large, tooLarge, tooLarge, "b", tooLarge)));
            assertEquals(
                    List.of("Reject", "Row", "Row", "Reject", "Reject", "Row", "Reject"),
                    chunk.records().stream().map(r -> r.getClass().getSimpleName()).toList());
            assertEquals(
                    List.of(0, 1, 2, 3, 4, 5, 6),
                    chunk.records().stream().map(Record::sourceRow).toList());
            Record.Row row = (Record.Row) chunk.records().get(2);
            int length = BigEndian.int32(chunk.bytes(), row.start());
            assertEquals(large, new String(chunk.bytes(), row.start() + 4, length, StandardCharsets.UTF_8));
            Record.Row last = (Record.Row) chunk.records().get(5);
            assertEquals("b", new String(chunk.bytes(), last.start() + 4, 1, StandardCharsets.UTF_8));
        }
    }

    @Test
    void two_threads_may_send_more_than_the_window_holds() throws Exception {
        try (ProtocolSession session = open(SampleClasses.Doubling.class, Specs.numbers())) {
            List<Thread> senders = new ArrayList<>();
            List<List<CompletableFuture<TransformedChunk>>> answers = List.of(new ArrayList<>(), new ArrayList<>());
            for (int sender = 0; sender < 2; sender++) {
                int number = sender;
                senders.add(Thread.ofPlatform().start(() -> {
                    for (int i = 0; i < 40; i++) {
                        answers.get(number).add(session.transform(Rows.counting(number * 1_000_000 + i * 5_000, 5_000)));
                    }
                }));
            }
            for (Thread sender : senders) {
                sender.join();
            }
            for (int sender = 0; sender < 2; sender++) {
                for (int i = 0; i < 40; i++) {
                    TransformedChunk chunk = get(answers.get(sender).get(i));
                    assertEquals(5_000, chunk.records().size());
                    Record.Row last = (Record.Row) chunk.records().get(4_999);
                    assertEquals(
                            sender * 1_000_000 + i * 5_000 + 4_999, BigEndian.int64(chunk.bytes(), last.start() + 4));
                }
            }
        }
    }

    @Test
    void a_row_that_does_not_end_is_named_and_the_rows_before_it_are_kept() throws Exception {
        TransformSpec spec = Specs.rowMillis(Specs.numbers(), 300);
        try (ProtocolSession session = open(SampleClasses.EndlessAtThree.class, spec)) {
            CompletableFuture<TransformedChunk> before = session.transform(Rows.counting(0, 2));
            CompletableFuture<TransformedChunk> with = session.transform(Rows.counting(2, 3));
            CompletableFuture<TransformedChunk> after = session.transform(Rows.counting(5, 3));
            assertEquals(2, get(before).records().size());
            SandboxFailure failure = failure(with);
            assertEquals(Cause.ROW_TIMEOUT, failure.reason());
            assertEquals(1, failure.sourceRow());
            assertEquals("a row took more than 300 ms of CPU time in the class", failure.getMessage());
            assertEquals(-1, failure(after).sourceRow());
        }
    }

    @Test
    void a_row_that_sleeps_uses_no_cpu_time_and_is_ended_by_the_batch_deadline() {
        TransformSpec spec = Specs.millis(Specs.numbers(), 1_500, 300);
        try (ProtocolSession session = open(SampleClasses.SleepingAtThree.class, spec)) {
            SandboxFailure failure = failure(session.transform(Rows.counting(2, 3)));
            assertEquals(Cause.BATCH_TIMEOUT, failure.reason());
            assertEquals(-1, failure.sourceRow());
        }
    }

    @Test
    void an_exit_is_a_death_whatever_its_code() {
        try (ProtocolSession session = open(SampleClasses.ExitAtThree.class, Specs.numbers())) {
            SandboxFailure failure = failure(session.transform(Rows.counting(2, 3)));
            assertEquals(Cause.DIED, failure.reason());
            assertEquals("the container died: exit code 0", failure.getMessage());
            assertEquals(Cause.DIED, failure(session.transform(Rows.counting(9, 1))).reason());
        }
    }

    @Test
    void what_a_class_prints_goes_nowhere() throws Exception {
        try (ProtocolSession session = open(SampleClasses.Printing.class, Specs.numbers())) {
            assertEquals(3, get(session.transform(Rows.counting(0, 3))).records().size());
        }
    }

    @Test
    void a_flood_on_the_frames_descriptor_is_refused() {
        try (ProtocolSession session = open(SampleClasses.Flooding.class, Specs.numbers())) {
            assertEquals(Cause.PROTOCOL, failure(session.transform(Rows.counting(0, 3))).reason());
        }
    }

    @Test
    void memory_that_cannot_be_had_names_the_row() {
        try (ProtocolSession session = open(SampleClasses.Hungry.class, Specs.numbers())) {
            SandboxFailure failure = failure(session.transform(Rows.counting(0, 3)));
            assertEquals(Cause.DIED, failure.reason());
            assertEquals(0, failure.sourceRow());
            assertEquals("the container ran out of memory", failure.getMessage());
        }
    }

    @Test
    void memory_that_the_machine_does_not_have_is_a_death() {
        try (ProtocolSession session = open(SampleClasses.Hungry.class, Specs.numbers())) {
            SandboxFailure failure = failure(session.transform(Rows.counting(1, 3)));
            assertEquals(Cause.DIED, failure.reason());
            assertEquals("the container died: exit code 3", failure.getMessage());
        }
    }

    @Test
    void a_class_that_cannot_be_initialised_is_refused_before_the_first_row() {
        WharfException refusal = assertThrows(
                WharfException.class, () -> open(SampleClasses.FailingInitialiser.class, Specs.numbers()));
        assertEquals("class-refused", refusal.code());
        assertEquals(
                "the class dev.wharf.sandbox.protocol.SampleClasses$FailingInitialiser cannot be loaded: "
                        + "java.lang.NumberFormatException: For input string: \"none\"",
                LINE.matcher(refusal.text()).replaceAll(""));
    }

    @Test
    void a_class_that_is_no_migration_is_refused() {
        WharfException refusal =
                assertThrows(WharfException.class, () -> open(SampleClasses.NoMigration.class, Specs.numbers()));
        assertTrue(refusal.text().endsWith("does not implement dev.wharf.migration.RowMigration"), refusal.text());
    }

    @Test
    void a_class_sees_java_base_and_the_api_alone() throws Exception {
        try (ProtocolSession session = open(SampleClasses.Peeping.class, Specs.texts())) {
            List<Record> records = get(session.transform(Specs.what(
                            "java.util.List",
                            "dev.wharf.migration.Json",
                            "java.sql.Connection",
                            "java.lang.management.ManagementFactory",
                            "dev.wharf.runner.Main",
                            "dev.wharf.wire.Limits")))
                    .records();
            assertEquals(
                    List.of("Row", "Row", "Skip", "Skip", "Skip", "Skip"),
                    records.stream().map(r -> r.getClass().getSimpleName()).toList());
        }
    }

    @Test
    void closing_ends_the_process_and_fails_what_is_under_way() throws Exception {
        ChildProcess child = ChildProcess.runner();
        ProtocolSession session = ProtocolSession.open(
                child, Specs.of(SampleClasses.SleepingAtThree.class, Specs.numbers()), System.nanoTime());
        CompletableFuture<TransformedChunk> underWay = session.transform(Rows.counting(3, 1));
        session.close();
        assertEquals("the session was closed", failure(underWay).getMessage());
        assertTrue(child.process().waitFor(10, TimeUnit.SECONDS));
        assertEquals(Cause.DIED, failure(session.transform(Rows.counting(0, 1))).reason());
    }

    @Test
    void a_friendly_close_lets_the_runner_say_goodbye() throws Exception {
        ChildProcess child = ChildProcess.runner();
        ProtocolSession session = ProtocolSession.open(
                child, Specs.of(SampleClasses.Doubling.class, Specs.numbers()), System.nanoTime());
        get(session.transform(Rows.counting(3, 1)));
        session.close();
        assertTrue(child.process().waitFor(10, TimeUnit.SECONDS));
    }

    private static List<Record> obey(String what) throws Exception {
        try (ProtocolSession session = open(SampleClasses.Obedient.class, Specs.texts())) {
            return get(session.transform(Specs.what(what))).records();
        }
    }

    private static ProtocolSession open(Class<?> migration, TransformSpec spec) {
        return ProtocolSession.open(ChildProcess.runner(), Specs.of(migration, spec), System.nanoTime());
    }

    private static TransformedChunk get(CompletableFuture<TransformedChunk> answer)
            throws ExecutionException, InterruptedException, TimeoutException {
        return answer.get(30, TimeUnit.SECONDS);
    }

    private static SandboxFailure failure(CompletableFuture<TransformedChunk> answer) {
        ExecutionException e = assertThrows(ExecutionException.class, () -> get(answer));
        return assertInstanceOf(SandboxFailure.class, e.getCause());
    }
}
