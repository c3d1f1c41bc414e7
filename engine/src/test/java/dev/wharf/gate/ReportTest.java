package dev.wharf.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.gate.Report.Place;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportTest {

    @Test
    void keepsTheSameFindingOnceAndPrefersTheOneWithAPlace() {
        Report report = new Report("sql", "step", "a.sql");
        report.add(null, "rule", "message", "next");
        report.add(null, "rule", "message", "next");
        report.add(new Place(2, 3), "rule", "message", "next");
        report.add(new Place(2, 3), "rule", "message", "next");
        report.add(null, "rule", "message", "next");
        assertEquals(List.of(new Finding("sql", "step", "a.sql", 2, 3, "rule", "message", "next")), report.findings());
    }

    @Test
    void keepsFindingsThatDifferInRuleMessageOrPlace() {
        Report report = new Report("sql", null, null);
        report.add(null, "rule", "message", "next");
        report.add(null, "other", "message", "next");
        report.add(null, "rule", "another message", "next");
        report.add(new Place(1, 1), "third", "message", "next");
        report.add(new Place(1, 2), "third", "message", "next");
        assertEquals(5, report.findings().size());
        assertEquals(List.of("rule", "other", "rule", "third", "third"), report.findings().stream().map(Finding::rule).toList());
    }

    @Test
    void keepsNoMoreThanItsLimit() {
        Report report = new Report("sql", null, null);
        assertTrue(report.isEmpty());
        for (int i = 1; i <= Report.LIMIT + 1; i++) {
            report.add(new Place(i, 1), "rule", "message " + i, "next");
            assertEquals(Math.min(i, Report.LIMIT), report.findings().size());
            assertFalse(report.isEmpty());
        }
    }

    @Test
    void aGateThatBreaksRefusesAndSaysByWhat() {
        Finding finding = Report.internal("sql", "step", "a.sql", new IllegalStateException("secret")).getFirst();
        assertEquals("internal", finding.rule());
        assertTrue(finding.message().contains("IllegalStateException") && !finding.message().contains("secret"), finding.message());
    }

    @Test
    void showsTextOnOneLineWithoutWhatATerminalObeys() {
        assertEquals("a b c d", Report.shown("a\nb\rc\td"));
        assertEquals("U+001BU+001F!", Report.shown("\u001b\u001f!"));
        assertEquals("xU+202Ey", Report.shown("x\u202ey"));
        assertEquals("U+E0001", Report.shown(Character.toString(0xE0001)));
        assertEquals("größe ", Report.shown("größe "));
    }

    @Test
    void showsNoMoreThanEightyCharacters() {
        assertEquals("x".repeat(80), Report.shown("x".repeat(80)));
        assertEquals("x".repeat(80) + "…", Report.shown("x".repeat(81)));
        assertEquals("x".repeat(79), Report.shown("x".repeat(79)));
    }

    @ParameterizedTest
    @CsvSource({
        "034F", "115F", "1160", "3164", "FFA0", "17B4", "17B5", "180B", "180C", "180F", "2800", "FE00", "FE0F", "E0000", "E0001", "E0100", "E0FFF",
        "200B", "202E", "FEFF", "00AD", "2028", "2029", "00A0", "2003", "E000", "D800", "0378", "0000", "007F"
    })
    void hidesWhatNobodySees(String hex) {
        assertTrue(Characters.hidden(Integer.parseInt(hex, 16)));
    }

    @ParameterizedTest
    @CsvSource({
        "034E", "0350", "115E", "1161", "3163", "3165", "FFA1", "17B3", "17B6", "1810", "180A", "27FF", "2801", "FE10", "0020", "0009", "000A",
        "000D", "0041", "00E9", "1F600", "4E2D"
    })
    void showsTheirNeighbours(String hex) {
        assertFalse(Characters.hidden(Integer.parseInt(hex, 16)));
    }
}
