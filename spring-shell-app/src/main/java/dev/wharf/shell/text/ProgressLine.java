package dev.wharf.shell.text;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * One line on stderr that says how far some rows have come. On a terminal it is redrawn in its place, elsewhere it is
 * written anew every few seconds. Several threads may use it.
 */
public final class ProgressLine {

    private static final Duration REDRAW = Duration.ofMillis(100);
    private static final Duration REPEAT = Duration.ofSeconds(5);
    private static final Duration RATE_WINDOW = Duration.ofSeconds(10);

    private final PrintWriter err;
    private final boolean terminal;
    private final int width;
    private final LongSupplier nanos;
    private boolean drawn;
    private boolean begun;
    private long begunAt;
    private long shownAt;
    private long windowStart;
    private long windowRows;
    private long formerStart;
    private long formerRows;

    public ProgressLine(Console console) {
        this(console.err(), console.errorIsTerminal(), console.width(), System::nanoTime);
    }

    ProgressLine(PrintWriter err, boolean terminal, int width, LongSupplier nanos) {
        this.err = err;
        this.terminal = terminal;
        this.width = width;
        this.nanos = nanos;
    }

    /** Begins to count anew, at {@code rows} that were done before. */
    public synchronized void begin(long rows) {
        long now = nanos.getAsLong();
        shownAt = now;
        begunAt = now;
        windowStart = now;
        formerStart = now;
        windowRows = rows;
        formerRows = rows;
        begun = true;
    }

    /** @param total 0 or less where it is not known */
    public synchronized void update(String what, long rows, long total) {
        if (!begun) {
            begin(0);
        }
        long now = nanos.getAsLong();
        if (now - windowStart > RATE_WINDOW.toNanos()) {
            formerStart = windowStart;
            formerRows = windowRows;
            windowStart = now;
            windowRows = rows;
        }
        if (due(now)) {
            show(text(what, rows, total, (now - formerStart) / 1e9));
        }
    }

    /** Says what is under way where there are no rows to count, and since when. */
    public synchronized void update(String what) {
        if (!begun) {
            begin(0);
        }
        long now = nanos.getAsLong();
        if (due(now)) {
            show(what + "  " + duration((now - begunAt) / 1_000_000_000));
        }
    }

    private boolean due(long now) {
        if (now - shownAt < (terminal ? REDRAW : REPEAT).toNanos()) {
            return false;
        }
        shownAt = now;
        return true;
    }

    private void show(String line) {
        if (terminal) {
            err.print("\r" + Plain.cut(Plain.line(line), width - 1) + "\u001b[K");
            drawn = true;
        } else {
            err.println(Plain.line(line));
        }
        err.flush();
    }

    /** A line that stays; the progress goes on below it. */
    public synchronized void say(String text) {
        clear();
        err.println(Plain.lines(text));
        err.flush();
    }

    /** Takes the line away. */
    public synchronized void clear() {
        if (drawn) {
            err.print("\r\u001b[K");
            err.flush();
            drawn = false;
        }
    }

    private String text(String what, long rows, long total, double seconds) {
        double rate = seconds > 0 ? (rows - formerRows) / seconds : 0;
        StringBuilder line = new StringBuilder(what).append("  ").append(count(rows));
        if (total > 0) {
            line.append(" of ").append(count(total)).append(" rows  ").append(Math.min(100, 100 * rows / total)).append(" %");
        } else {
            line.append(" rows");
        }
        if (rate >= 1) {
            line.append("  ").append(count(Math.round(rate))).append(" rows/s");
            if (total > rows) {
                line.append("  ").append(duration(Math.round((total - rows) / rate))).append(" left");
            }
        }
        return line.toString();
    }

    private static String count(long rows) {
        return String.format(Locale.ROOT, "%,d", rows);
    }

    private static String duration(long seconds) {
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min " + seconds % 60 + " s";
        }
        return seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }
}
