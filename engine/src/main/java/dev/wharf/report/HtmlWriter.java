package dev.wharf.report;

import java.util.List;

/** Writes blocks as one HTML page that needs nothing besides itself: no script, no font, no picture, no link. */
final class HtmlWriter {

    private static final String HEAD =
            """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>%s</title>
            <style>
            :root { color-scheme: light dark; }
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
            h1 { line-height: 1.2; } h2 { margin-top: 2.5rem; border-bottom: 1px solid #8886; }
            table { border-collapse: collapse; margin: 1rem 0; display: block; overflow-x: auto; }
            th, td { text-align: left; vertical-align: top; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid #8883; }
            th { white-space: nowrap; }
            pre { background: #8881; padding: .8rem; overflow-x: auto; }
            </style>
            </head>
            <body>
            """;

    private HtmlWriter() {}

    static String write(String title, List<Block> blocks) {
        StringBuilder out = new StringBuilder(HEAD.formatted(escaped(title)));
        for (Block block : blocks) {
            switch (block) {
                case Block.Heading heading -> element("h" + heading.level(), heading.text(), out);
                case Block.Paragraph paragraph -> element("p", paragraph.text(), out);
                case Block.Grid grid -> grid(grid, out);
                case Block.Literal literal -> element("pre", literal.text().stripTrailing(), out);
            }
        }
        return out.append("</body>\n</html>\n").toString();
    }

    private static void grid(Block.Grid grid, StringBuilder out) {
        out.append("<table>\n<thead>");
        row("th", grid.columns(), out);
        out.append("</thead>\n<tbody>\n");
        grid.rows().forEach(row -> row("td", row, out));
        out.append("</tbody>\n</table>\n");
    }

    private static void row(String cell, List<String> cells, StringBuilder out) {
        out.append("<tr>");
        cells.forEach(text -> out.append('<').append(cell).append('>').append(escaped(text)).append("</").append(cell).append('>'));
        out.append("</tr>\n");
    }

    private static void element(String name, String text, StringBuilder out) {
        out.append('<').append(name).append('>').append(escaped(text)).append("</").append(name).append(">\n");
    }

    static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (char c : text.toCharArray()) {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                case '\n', '\t' -> out.append(c);
                default -> out.append(c < ' ' || c == 0x7F ? '\uFFFD' : c);
            }
        }
        return out.toString();
    }
}
