package dev.wharf.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class NumberRunsTest {

    @Test
    void neighboursAndEvenStepsAreShort() {
        assertEquals("5..9,20..50/10,7", NumberRuns.write(new long[] {5, 6, 7, 8, 9, 20, 30, 40, 50, 7}));
        assertEquals("1..20000", NumberRuns.write(LongStream.rangeClosed(1, 20_000).toArray()));
        assertEquals("7..-3/-5", NumberRuns.write(new long[] {7, 2, -3}));
        assertEquals("", NumberRuns.write(new long[0]));
    }

    @Property(tries = 500)
    void whatIsWrittenIsRead(@ForAll @Size(max = 30) List<@LongRange(min = -20, max = 20) Long> numbers) {
        List<Long> read = new ArrayList<>();
        NumberRuns.read(NumberRuns.write(numbers.stream().mapToLong(n -> n).toArray()), read);
        assertEquals(numbers, read);
    }
}
