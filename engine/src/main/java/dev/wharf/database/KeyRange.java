package dev.wharf.database;

import org.jspecify.annotations.Nullable;

/**
 * A range of keys in their order.
 *
 * @param after the greatest key that is not in the range any more, null where it begins at the first
 * @param through the greatest key in the range, null where it has no end
 * @param rows how many rows lay in it when it was cut
 */
public record KeyRange(@Nullable KeyBound after, @Nullable KeyBound through, long rows) {

    public static final KeyRange EVERYTHING = new KeyRange(null, null, -1);
}
