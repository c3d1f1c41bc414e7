package dev.wharf.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import org.junit.jupiter.api.Test;

class RangeBytesTest {

    @Test
    void aRangeOfRowsThatAreFarWiderThanTheFirstOnesIsRefused() {
        RangeBytes range = new RangeBytes("photos", 3, "r1", 1_000_000);
        range.add(10, 400_000);
        range.add(10, 600_000);

        WharfException refused = assertThrows(WharfException.class, () -> range.add(20, 234_567));

        assertEquals(Kind.DATA, refused.kind());
        assertEquals("range-too-large", refused.code());
        assertTrue(
                refused.text().startsWith("Range 3 of step photos is too large: its first 40 rows have 1,234,567 bytes"),
                refused.text());
        assertTrue(refused.next().contains("`wharf close r1`, set a smaller batchRows"), refused.next());
    }
}
