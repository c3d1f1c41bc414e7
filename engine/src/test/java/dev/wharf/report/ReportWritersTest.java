package dev.wharf.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReportWritersTest {

    private static final String HOSTILE = "<script>alert('x')</script> | *bold* `code` \u001b[31m & \"q\"";

    @Test
    void markdownKeepsItsTablesWhateverACellHolds() {
        String text = MarkdownWriter.write(List.of(new Block.Grid(List.of("A", "B"), List.of(List.of("a|b\nc", "\\")))));

        assertEquals("| A | B |\n| --- | --- |\n| a\\|b c | \\\\ |\n", text);
    }

    @Test
    void markdownLetsNoCellBecomeMarkup() {
        String text = MarkdownWriter.write(List.of(new Block.Paragraph(HOSTILE)));

        assertFalse(text.contains("<script>"), text);
        assertTrue(text.contains("\\<script\\>"), text);
        assertFalse(text.contains("\u001b"), text);
    }

    @Test
    void markdownFencesTextThatHoldsFences() {
        assertEquals("````\na ``` b\n````\n", MarkdownWriter.write(List.of(new Block.Literal("a ``` b"))));
    }

    @Test
    void htmlEscapesEverythingAndLoadsNothing() {
        String page = HtmlWriter.write(HOSTILE, List.of(
                new Block.Heading(1, HOSTILE), new Block.Grid(List.of(HOSTILE), List.of(List.of(HOSTILE))), new Block.Literal(HOSTILE)));

        assertFalse(page.contains("<script"), page);
        assertFalse(page.contains("\u001b"), page);
        assertFalse(page.matches("(?s).*(src|href)=.*"), page);
        assertTrue(page.contains("default-src 'none'"), page);
    }
}
