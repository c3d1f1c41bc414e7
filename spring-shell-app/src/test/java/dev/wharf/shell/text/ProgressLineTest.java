package dev.wharf.shell.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class ProgressLineTest {

    private final StringWriter text = new StringWriter();
    private long seconds;
    private long millis;

    @Test
    void writesALineEveryFewSecondsWhereNobodyWatches() {
        ProgressLine line = line(false);
        line.begin(0);
        for (int i = 1; i <= 12; i++) {
            seconds = i;
            line.update("brackets", i * 1000, 20_000);
        }
        line.say("done");
        assertEquals(
                """
                brackets  5,000 of 20,000 rows  25 %  1,000 rows/s  15 s left
                brackets  10,000 of 20,000 rows  50 %  1,000 rows/s  10 s left
                done
                """,
                text.toString());
    }

    @Test
    void saysWhereWorkIsThatHasNoRowsToCount() {
        ProgressLine line = line(false);
        line.begin(0);
        seconds = 1;
        line.update("check: compile, step a");
        seconds = 65;
        line.update("check: dry-run, step a");
        assertEquals("check: dry-run, step a  1 min 5 s\n", text.toString());
    }

    @Test
    void redrawsOnATerminalAndTakesItsLineAway() {
        ProgressLine line = line(true);
        line.begin(500);
        seconds = 2;
        line.update("brackets", 1500, 0);
        millis = 20;
        line.update("brackets", 1600, 0);
        line.say("note");
        assertEquals("\rbrackets  1,500 rows  500 rows/s\u001b[K\r\u001b[Knote\n", text.toString());
    }

    private ProgressLine line(boolean terminal) {
        return new ProgressLine(
                new PrintWriter(text), terminal, 80, () -> seconds * 1_000_000_000L + millis * 1_000_000L);
    }
}
