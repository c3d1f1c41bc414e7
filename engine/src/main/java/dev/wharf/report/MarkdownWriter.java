package dev.wharf.report;

import java.util.List;

/** Writes blocks as Markdown (CommonMark with tables). */
final class MarkdownWriter {

    private static final String SPECIAL = "\\`*_{}[]<>|#~&";

    private MarkdownWriter() {}

    static String write(List<Block> blocks) {
        StringBuilder out = new StringBuilder();
        for (Block block : blocks) {
            out.append(out.isEmpty() ? "" : "\n");
            switch (block) {
                case Block.Heading heading -> out.append("#".repeat(heading.level()))
                        .append(' ')
                        .append(escaped(heading.text()))
                        .append('\n');
                case Block.Paragraph paragraph -> out.append(escaped(paragraph.text())).append('\n');
                case Block.Grid grid -> grid(grid, out);
                case Block.Literal literal -> literal(literal.text(), out);
            }
        }
        return out.toString();
    }

    private static void grid(Block.Grid grid, StringBuilder out) {
        row(grid.columns(), out);
        out.append('|').append(" --- |".repeat(grid.columns().size())).append('\n');
        grid.rows().forEach(row -> row(row, out));
    }

    private static void row(List<String> cells, StringBuilder out) {
        List<String> escaped = cells.stream().map(MarkdownWriter::escaped).toList();
        out.append("| ").append(String.join(" | ", escaped)).append(" |\n");
    }

    /** The fence is longer than any in the text, so that nothing in it ends the block. */
    private static void literal(String text, StringBuilder out) {
        int longest = 2;
        int run = 0;
        for (char c : text.toCharArray()) {
            run = c == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        String fence = "`".repeat(longest + 1);
        out.append(fence).append('\n').append(text.stripTrailing()).append('\n').append(fence).append('\n');
    }

    static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '_' && withinWord(text, i)) {
                out.append(c);
            } else if (c == '\n' || c == '\r' || c == '\t') {
                out.append(' ');
            } else if (c < ' ' || c == 0x7F) {
                out.append('\uFFFD');
            } else {
                out.append(SPECIAL.indexOf(c) >= 0 ? "\\" : "").append(c);
            }
        }
        return out.toString();
    }

    /** CommonMark takes an underscore between letters or digits for itself. */
    private static boolean withinWord(String text, int at) {
        return at > 0
                && at < text.length() - 1
                && Character.isLetterOrDigit(text.charAt(at - 1))
                && Character.isLetterOrDigit(text.charAt(at + 1));
    }
}
