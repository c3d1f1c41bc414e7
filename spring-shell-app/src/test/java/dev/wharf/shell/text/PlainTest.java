package dev.wharf.shell.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlainTest {

    @ParameterizedTest
    @CsvSource({
        "'plain ä€漢😀', 'plain ä€漢😀'",
        "'\u001b[31mred\u001b]0;title\u0007', '\\u001b[31mred\\u001b]0;title\\u0007'",
        "'a\r\nb\tc', 'a\\r\\nb\\tc'",
        "'\u202eabc\u200b', '\\u202eabc\\u200b'",
        "'\u009b2J', '\\u009b2J'",
        "'\ud800x', '\\ud800x'",
        "'\u2028', '\\u2028'",
    })
    void showsWhatCouldMoveACursorAsEscapes(String text, String shown) {
        assertEquals(shown, Plain.line(text));
    }

    @Test
    void countsColumnsOfWideCharacters() {
        assertEquals(4, Plain.width("漢字"));
        assertEquals("漢…", Plain.cut("漢字x", 4));
        assertEquals("abc", Plain.cut("abc", 3));
        assertEquals("a…", Plain.cut("abc", 2));
    }

    @Test
    void tablesAlignAndStayWithinTheirWidth() {
        Table table = new Table("name", "#rows", "note");
        table.row("a", "5", "x".repeat(60));
        table.row("漢字", "1234", "b\nc");
        table.row("long name", null, null);
        StringWriter text = new StringWriter();
        new Page(new PrintWriter(text, true), 30, false).table(table);
        assertEquals(
                """
                name       rows  note
                a             5  xxxxxxxxxxxx…
                漢字       1234  b\\nc
                long name
                """,
                text.toString());
    }

    @Test
    void aColumnThatMayBeReadWholeIsBrokenIntoLines() {
        Table table = new Table("!need", "~found");
        table.row("runc", "older than 1.1.12: look at the package");
        table.row("path", "/a/path/that/is/longer/than/its/column");
        StringWriter text = new StringWriter();
        new Page(new PrintWriter(text, true), 24, false).table(table);
        assertEquals(
                """
                need  found
                runc  older than 1.1.12:
                      look at the
                      package
                path  /a/path/that/is/lo
                      nger/than/its/colu
                      mn
                """,
                text.toString());
    }

    @Test
    void coloursAreOnlyWhereTheyMayBe() {
        StringWriter text = new StringWriter();
        Page page = new Page(new PrintWriter(text, true), 30, true);
        page.line(Style.BAD, "no\u001b[0m");
        assertEquals("\u001b[31mno\\u001b[0m\u001b[0m\n", text.toString());
    }
}
