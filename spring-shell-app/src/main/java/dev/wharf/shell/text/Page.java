package dev.wharf.shell.text;

import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where a document is printed for people. Everything that is given to it is escaped; colours are its own business. */
public final class Page {

    private static final int FIELD = 12;

    private final PrintWriter out;
    private final int width;
    private final boolean colour;

    public Page(PrintWriter out, int width, boolean colour) {
        this.out = out;
        this.width = width;
        this.colour = colour;
    }

    /** A time of ISO 8601 to the second, as people read it; null as nothing. */
    public static @Nullable String time(@Nullable String iso) {
        return iso == null ? null : iso.replaceFirst("T", " ").replaceFirst("(\\.\\d+)?(Z|\\+00:00)$", "");
    }

    /** {@code 1 row}, {@code 2 rows}. */
    public static String count(long number, String one, String many) {
        return String.format(Locale.ROOT, "%,d", number) + " " + (number == 1 ? one : many);
    }

    public void blank() {
        out.println();
    }

    /** A text, perhaps of several lines. */
    public void line(String text) {
        line(Style.PLAIN, text);
    }

    public void line(Style style, String text) {
        text.lines().forEach(line -> styled(style, Plain.line(line)));
    }

    public void heading(String text) {
        line(Style.STRONG, text);
    }

    /** A text set in by two blanks. */
    public void indented(String text) {
        text.lines().forEach(line -> styled(Style.PLAIN, "  " + Plain.line(line)));
    }

    /** A name and its value on one line; nothing where there is no value. */
    public void field(String name, @Nullable Object value) {
        if (value != null) {
            String padding = " ".repeat(Math.max(1, FIELD - name.length()));
            styled(Style.PLAIN, name + padding + Plain.line(value.toString()));
        }
    }

    public void table(Table table) {
        if (!table.isEmpty()) {
            table.print(this, width);
        }
    }

    /** A line that is harmless already. */
    void styled(Style style, String line) {
        out.println(colour ? style.on(line) : line);
    }
}
