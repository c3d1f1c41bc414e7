package dev.wharf.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The first finding of a plausible mistake says where it stands, what it is and what to write instead. */
class HintsTest {

    /** In a mistake, {@code members:} divides the body of migrate from the class's members. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            target.insert("t").set("d", java.time.LocalDate.now());            | not-allowed     | java.time.LocalDate.now | Take the time from a column of the source
            target.insert("t").set("d", System.currentTimeMillis());           | not-allowed     | java.lang.System.currentTimeMillis | a migration has no clock
            target.insert("t").set("id", java.util.UUID.randomUUID());         | not-allowed     | java.util.UUID.randomUUID | new keys come from the plan's newKeys
            double d = Math.random();                                          | not-allowed     | java.lang.Math.random | Make it of the row's key
            System.out.println("x");                                           | not-allowed     | println | Leave it out
            String s = System.getenv("X");                                     | not-allowed     | getenv | a migration sees its row and nothing else
            new Thread(() -> {}).start();                                      | not-allowed     | Thread | a migration has one thread
            java.util.List.of(1).parallelStream().forEach(x -> {});            | not-allowed     | parallelStream | Use stream()
            var m = new java.util.concurrent.ConcurrentSkipListMap<String, String>(); | not-allowed | ConcurrentSkipListMap | Use TreeMap
            var f = new java.text.SimpleDateFormat("yyyy");                    | not-allowed     | SimpleDateFormat | DateTimeFormatter.ofPattern
            var c = java.util.Calendar.getInstance();                          | not-allowed     | Calendar | Instant of java.time
            var c = java.net.http.HttpClient.newHttpClient();                  | not-allowed     | newHttpClient | Leave it out
            var l = java.util.logging.Logger.getLogger("x");                   | not-allowed     | getLogger | Leave it out
            Object o = ((Object) "a").getClass();                             | not-allowed     | getClass      | case String s
            try { target.skip(""); } catch (Throwable t) { }                   | catch           | Throwable | Catch the exception that you expect
            for (var e : MAP.entrySet()) { } members: static final java.util.Map<String, String> MAP = java.util.Map.of("a", "1", "b", "2"); | salted-order | MAP.entrySet() | new TreeMap<>
            N++; members: static int N;                                        | mutable-static  | field that can change | local variables of migrate
            n++; members: int n;                                               | instance-field  | instance field | local variable of migrate
            target.skip(""); members: static final int A; static { A = 1; }    | initializer     | initialiser block | Give each constant its value where it is declared
            target.skip(""); members: @lombok.Data static class X {}           | annotation      | @lombok.Data | write a record
            try (var s = java.util.stream.Stream.of(1)) { s.count(); }         | resource        | try opens a resource | Leave try
            synchronized (this) { target.skip(""); }                           | synchronized    | synchronized block | a migration has one thread
            """)
    void aMistakeIsToldWithItsPlaceAndWhatToWriteInstead(String mistake, String rule, String what, String next) {
        String[] parts = mistake.split("members:");
        String text = """
                import dev.wharf.migration.RowMigration;
                import dev.wharf.migration.SourceRow;
                import dev.wharf.migration.TargetRows;
                public class Honest implements RowMigration {
                    public void migrate(SourceRow source, TargetRows target) {
                        %s
                    }
                    %s
                }
                """
                .formatted(parts[0].strip(), parts.length > 1 ? parts[1].strip() : "");
        assertEquals(List.of(), TextRules.check("step", "Honest.java", text));
        List<Finding> findings = SourcePolicy.check("step", "Honest.java", "Honest", text);
        Finding first = findings.getFirst();
        assertEquals(rule, first.rule(), findings::toString);
        assertTrue(first.message().contains(what), first::message);
        assertTrue(first.next().contains(next), first::next);
        assertEquals("source", first.gate());
        assertEquals("Honest.java", first.file());
        assertNotNull(first.line());
        assertNotNull(first.column());
    }
}
