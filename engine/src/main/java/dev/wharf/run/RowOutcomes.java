package dev.wharf.run;

import dev.wharf.database.WriteOutcome;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What became of the target rows of one column set, by their places in it. For one thread. */
final class RowOutcomes {

    private @Nullable WriteOutcome[] byIndex;

    RowOutcomes(int rows) {
        byIndex = new WriteOutcome[rows];
    }

    /** Null where the row was not written. */
    @Nullable WriteOutcome get(int index) {
        return index < byIndex.length ? byIndex[index] : null;
    }

    void put(int index, WriteOutcome outcome) {
        if (index >= byIndex.length) {
            byIndex = Arrays.copyOf(byIndex, Math.max(index + 1, byIndex.length * 2));
        }
        byIndex[index] = outcome;
    }

    void putAll(RowOutcomes others) {
        for (int i = 0; i < others.byIndex.length; i++) {
            WriteOutcome outcome = others.byIndex[i];
            if (outcome != null) {
                put(i, outcome);
            }
        }
    }

    /** The places of the rows that the run wrote, in rising order. */
    int[] written() {
        int[] places = new int[byIndex.length];
        int count = 0;
        for (int i = 0; i < byIndex.length; i++) {
            WriteOutcome outcome = byIndex[i];
            if (outcome != null && outcome.kind() != WriteOutcome.Kind.EXISTING) {
                places[count++] = i;
            }
        }
        return Arrays.copyOf(places, count);
    }
}
