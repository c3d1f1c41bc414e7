package dev.wharf.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which texts a date may be read from that is the present one, where each word counts. */
class SqlDateWordsTest {

    @ParameterizedTest
    @CsvSource({
        "now, true",
        "NOW, true",
        "2024-01-01, false",
        "january, false",
        "now ab, false",
        "now abc, true",
        "now abcdef, true",
        "now abcdefg, false",
        "now abcdefg+3, true",
        "now +abcdefg, true",
        "abcdefg now, false",
        "+abcdefg now, true",
        "abcdefg, false",
        "now saturday, true",
    })
    void everyWordOfADateIsKnown(String text, boolean clock) {
        assertEquals(clock, SqlDateWords.mayBeClock(text), text);
    }
}
