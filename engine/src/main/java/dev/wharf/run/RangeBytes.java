package dev.wharf.run;

import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import java.util.Locale;

/**
 * Counts the bytes of one range, which is held in memory whole. Ranges are cut by the width of an extract's first rows: where
 * later ones are far wider, the step ends here and not by the memory's end. For one thread.
 */
final class RangeBytes {

    /** Some thirty times what a range is cut for. */
    static final long MOST = 512L << 20;

    private final String step;
    private final int range;
    private final String run;
    private final long most;
    private long rows;
    private long bytes;

    RangeBytes(String step, int range, String run, long most) {
        this.step = step;
        this.range = range;
        this.run = run;
        this.most = most;
    }

    /** @throws WharfException of kind DATA with code {@code range-too-large} */
    void add(int chunkRows, long chunkBytes) {
        rows += chunkRows;
        bytes += chunkBytes;
        if (bytes > most) {
            throw new WharfException(
                    Kind.DATA,
                    "range-too-large",
                    String.format(
                            Locale.ROOT,
                            "Range %d of step %s is too large: its first %,d rows have %,d bytes, and a range may have %,d, because it"
                                    + " is held in memory whole.",
                            range, step, rows, bytes, most),
                    "`wharf close " + run + "`, set a smaller batchRows for the step in a corrected plan, and apply that.");
        }
    }
}
