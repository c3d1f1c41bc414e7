package dev.wharf.author.template;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EpochUnitTest {

    @Test
    void numbersOfOurDaysTellTheirUnit() {
        assertEquals(Optional.of("seconds"), EpochUnit.told(List.of("1577836800", "631152000")));
        assertEquals(Optional.of("milliseconds"), EpochUnit.told(List.of("1577836800000")));
    }

    @Test
    void whatCouldBeEitherOrNoneTellsNothing() {
        assertEquals(Optional.empty(), EpochUnit.told(List.of()));
        assertEquals(Optional.empty(), EpochUnit.told(List.of("1577836800", "1577836800000")));
        assertEquals(Optional.empty(), EpochUnit.told(List.of("0", "1577836800")));
        assertEquals(Optional.empty(), EpochUnit.told(List.of("20200101")));
        assertEquals(Optional.empty(), EpochUnit.told(List.of("1577836800.5")));
    }
}
