package dev.wharf.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wharf.testing.Drawn;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NumberRunsTest {

    @Test
    void neighboursAndEvenStepsAreShort() {
        assertEquals("5..9,20..50/10,7", NumberRuns.write(new long[] {5, 6, 7, 8, 9, 20, 30, 40, 50, 7}));
        assertEquals("1..20000", NumberRuns.write(LongStream.rangeClosed(1, 20_000).toArray()));
        assertEquals("7..-3/-5", NumberRuns.write(new long[] {7, 2, -3}));
        assertEquals("", NumberRuns.write(new long[0]));
    }

    @Test
    void whatIsWrittenIsRead() {
        Drawn.forAll(500, drawn -> {
            List<Long> numbers =
                    Stream.generate(() -> drawn.integer(-20, 20)).limit(drawn.small(0, 30)).toList();
            List<Long> read = new ArrayList<>();
            NumberRuns.read(NumberRuns.write(numbers.stream().mapToLong(n -> n).toArray()), read);
            assertEquals(numbers, read);
        });
    }
}
