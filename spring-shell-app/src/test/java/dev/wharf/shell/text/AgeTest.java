package dev.wharf.shell.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgeTest {

    @ParameterizedTest
    @CsvSource({
        "2026-11-21T10:00:05Z, 0 s",
        "2026-11-21T09:59:59.500Z, 0 s",
        "2026-11-21T09:59:01Z, 59 s",
        "2026-11-21T09:59:00Z, 1 min",
        "2026-11-21T09:00:01Z, 59 min",
        "2026-11-21T09:00:00+00:00, 1 h 0 min",
        "2026-11-20T10:00:01Z, 23 h 59 min",
        "2026-11-19T05:00:00Z, 2 d 5 h"
    })
    void saysTheTwoGreatestUnits(String from, String age) {
        assertEquals(age, Age.between(from, Instant.parse("2026-11-21T10:00:00Z")));
    }
}
