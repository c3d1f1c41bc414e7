package dev.wharf.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import org.junit.jupiter.api.Test;

/** A row that overran once is tried alone; ten that overran alone too stop the run. */
class SuspectsTest {

    private final Suspects suspects = new Suspects();

    @Test
    void a_row_is_suspected_by_its_key() {
        assertFalse(suspects.has("7"));
        suspects.add("7");
        assertTrue(suspects.has("7"));
        assertFalse(suspects.has("8"));
    }

    @Test
    void the_tenth_row_stops_the_run_and_is_named() {
        for (int row = 1; row < 10; row++) {
            suspects.convict("people", "" + row);
        }
        WharfException e = assertThrows(WharfException.class, () -> suspects.convict("people", "10"));
        assertEquals(Kind.DATA, e.kind());
        assertEquals("slow-rows", e.code());
        assertTrue(e.text().contains("people") && e.text().contains("10"), e.text());
    }

    /** A batch that is repeated tries its suspects again. */
    @Test
    void a_row_that_overruns_again_counts_once() {
        for (int times = 0; times < 20; times++) {
            suspects.convict("people", "7");
        }
        for (int row = 0; row < 7; row++) {
            suspects.convict("people", "" + row);
        }
        suspects.convict("people", "8");
        assertThrows(WharfException.class, () -> suspects.convict("people", "9"));
    }
}
