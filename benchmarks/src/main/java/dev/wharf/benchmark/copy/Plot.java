package dev.wharf.benchmark.copy;

import java.util.List;
import java.util.Locale;

/** The rates to the limit as bars, the least and the most as a line across each bar's end. */
final class Plot {

    private static final int WIDTH = 760;
    private static final int LEFT = 190;
    private static final int RIGHT = 110;
    private static final int BAR = 18;
    private static final int GAP = 8;
    private static final int HEAD = 46;

    private Plot() {}

    static String svg(List<Results> results) {
        StringBuilder body = new StringBuilder();
        int y = 16;
        for (Results route : results) {
            y = panel(body, route, y);
        }
        return """
                <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">
                <rect width="100%%" height="100%%" fill="#ffffff"/>
                %s</svg>
                """.formatted(WIDTH, y, WIDTH, y, body);
    }

    private static int panel(StringBuilder body, Results route, int top) {
        double widest = route.names().stream().mapToDouble(name -> route.ratio(name).max()).max().orElse(1);
        double unit = (WIDTH - LEFT - RIGHT) / Math.max(1, widest);
        text(body, 12, top + 14, "start", "#111111", "font-weight=\"bold\"", route.route().title() + ": rows a second, limit = 1.00");
        int y = top + HEAD - 18;
        for (String name : route.names()) {
            Spread ratio = route.ratio(name);
            boolean limit = name.equals(route.names().getFirst());
            String colour = limit ? "#9aa0a6" : name.startsWith("wharf") ? "#1a73e8" : "#c8ccd1";
            text(body, LEFT - 8, y + 13, "end", "#111111", "", name);
            body.append(String.format(Locale.ROOT, "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n", LEFT, y,
                    ratio.median() * unit, BAR, colour));
            if (!limit) {
                body.append(String.format(Locale.ROOT, "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#111111\"/>%n",
                        LEFT + ratio.min() * unit, y + BAR / 2, LEFT + ratio.max() * unit, y + BAR / 2));
            }
            text(body, (int) (LEFT + ratio.max() * unit) + 6, y + 13, "start", "#444444", "", String.format(Locale.ROOT, "%.2f · %,.0f k/s",
                    ratio.median(), route.rate(name).median() / 1000));
            y += BAR + GAP;
        }
        return y + 16;
    }

    private static void text(StringBuilder body, int x, int y, String anchor, String fill, String more, String words) {
        body.append(String.format(Locale.ROOT, "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\" fill=\"%s\" %s>%s</text>%n", x, y, anchor, fill, more,
                words.replace("&", "&amp;").replace("<", "&lt;")));
    }
}
