package dev.wharf.run;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A run that is held back; what is asserted is that it is never faster than it may be. */
class PaceTest {

    private static Duration reading(Pace pace, int chunks, int rows) {
        Instant began = Instant.now();
        for (int i = 0; i < chunks; i++) {
            pace.after(rows, () -> false);
        }
        return Duration.between(began, Instant.now());
    }

    @Test
    void readersTogetherKeepToTheLimit() throws InterruptedException {
        Pace pace = new Pace(10_000);
        Instant began = Instant.now();
        Thread other = Thread.ofPlatform().start(() -> reading(pace, 10, 100));
        reading(pace, 10, 100);
        other.join();
        assertTrue(Duration.between(began, Instant.now()).toMillis() >= 195);
    }

    @Test
    void aRunThatStopsIsNotHeldBack() {
        Pace pace = new Pace(1);
        Instant began = Instant.now();
        pace.after(1_000_000, () -> true);
        assertTrue(Duration.between(began, Instant.now()).toDays() < 1);
    }

    @Test
    void withoutALimitNobodyWaits() {
        assertTrue(reading(Pace.FREE, 1_000, 1_000_000).toDays() < 1);
    }
}
