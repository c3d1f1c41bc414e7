package dev.wharf.shell.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows in aligned columns. A heading that begins with {@code #} is of numbers, which stand to the right and whole; one that begins with
 * {@code !} keeps its column whole, because people copy what stands in it; one that begins with {@code ~} breaks what is
 * too long into lines instead of cutting it. The signs are not shown.
 */
public final class Table {

    private static final int LEAST_COLUMN = 5;
    private static final String GAP = "  ";

    private final List<String> headings;
    private final boolean[] right;
    private final boolean[] whole;
    private final boolean[] wrapped;
    private final List<List<String>> rows = new ArrayList<>();
    private final List<Style> styles = new ArrayList<>();

    public Table(String... headings) {
        this(Arrays.asList(headings));
    }

    public Table(List<String> headings) {
        this.right = new boolean[headings.size()];
        this.whole = new boolean[headings.size()];
        this.wrapped = new boolean[headings.size()];
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < headings.size(); i++) {
            right[i] = headings.get(i).startsWith("#");
            whole[i] = headings.get(i).startsWith("!");
            wrapped[i] = headings.get(i).startsWith("~");
            shown.add(Plain.line(right[i] || whole[i] || wrapped[i] ? headings.get(i).substring(1) : headings.get(i)));
        }
        this.headings = List.copyOf(shown);
    }

    /** A table over columns whose names come from data and mean nothing but themselves. */
    public static Table ofData(List<String> headings) {
        return new Table(headings, new boolean[headings.size()]);
    }

    private Table(List<String> shown, boolean[] none) {
        this.headings = shown.stream().map(Plain::line).toList();
        this.right = none;
        this.whole = none;
        this.wrapped = none;
    }

    /** @param cells as many as there are headings; null is shown as nothing */
    public Table row(@Nullable String... cells) {
        return row(Style.PLAIN, Arrays.asList(cells));
    }

    public Table row(Style style, List<@Nullable String> cells) {
        if (cells.size() != headings.size()) {
            throw new IllegalArgumentException(cells.size() + " cells under " + headings.size() + " headings");
        }
        rows.add(cells.stream().map(c -> c == null ? "" : Plain.line(c)).toList());
        styles.add(style);
        return this;
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** The lines, none wider than {@code width} as long as the columns have their least width. */
    void print(Page page, int width) {
        int[] widths = widths(width);
        page.styled(Style.STRONG, line(headings, widths));
        for (int i = 0; i < rows.size(); i++) {
            print(page, styles.get(i), rows.get(i), widths);
        }
    }

    private void print(Page page, Style style, List<String> cells, int[] widths) {
        List<List<String>> columns = new ArrayList<>();
        int lines = 1;
        for (int i = 0; i < widths.length; i++) {
            columns.add(wrapped[i] ? Plain.wrap(cells.get(i), widths[i]) : List.of(cells.get(i)));
            lines = Math.max(lines, columns.getLast().size());
        }
        for (int line = 0; line < lines; line++) {
            int at = line;
            page.styled(style, line(columns.stream().map(c -> at < c.size() ? c.get(at) : "").toList(), widths));
        }
    }

    private int[] widths(int width) {
        int[] widths = new int[headings.size()];
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            int widest = rows.stream().mapToInt(r -> Plain.width(r.get(column))).max().orElse(0);
            widths[i] = Math.max(Plain.width(headings.get(i)), widest);
        }
        int available = width - GAP.length() * (widths.length - 1);
        while (Arrays.stream(widths).sum() > available) {
            int widest = -1;
            for (int i = 0; i < widths.length; i++) {
                if (!whole[i] && !right[i] && (widest < 0 || widths[i] > widths[widest])) {
                    widest = i;
                }
            }
            if (widest < 0 || widths[widest] <= LEAST_COLUMN) {
                break;
            }
            widths[widest]--;
        }
        return widths;
    }

    private String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = Plain.cut(cells.get(i), widths[i]);
            String padding = " ".repeat(Math.max(0, widths[i] - Plain.width(cell)));
            line.append(i == 0 ? "" : GAP).append(right[i] ? padding + cell : cell + padding);
        }
        return line.toString().stripTrailing();
    }
}
