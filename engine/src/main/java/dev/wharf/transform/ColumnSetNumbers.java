package dev.wharf.transform;

import java.util.ArrayList;
import java.util.List;

/**
 * Numbers the column sets of a step, the same for all its workers and after a resume. Safe for several threads.
 */
public final class ColumnSetNumbers {

    /** A table and the columns that some of its rows set. */
    public record Named(String table, List<String> columns) {}

    private final List<Named> known;

    /** @param recorded the sets that an earlier start of the run recorded, in the order of their numbers from 0 */
    public ColumnSetNumbers(List<Named> recorded) {
        known = new ArrayList<>(recorded);
    }

    /** The number of a set, a new one if it comes up for the first time. */
    public synchronized int number(String table, List<String> columns) {
        Named named = new Named(table, List.copyOf(columns));
        int at = known.indexOf(named);
        if (at >= 0) {
            return at;
        }
        known.add(named);
        return known.size() - 1;
    }
}
