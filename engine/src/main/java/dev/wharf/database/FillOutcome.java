package dev.wharf.database;

import org.jspecify.annotations.Nullable;

/**
 * What became of one row of which a column was to be set.
 *
 * @param untouched whether the row stood as the run had left it
 * @param beforeImage what the whole row was before, where it was asked for and the row was filled
 * @param stored as {@link WriteOutcome#stored}, after the change
 */
public record FillOutcome(Kind kind, boolean untouched, @Nullable String beforeImage, byte @Nullable [] stored) {

    public enum Kind {
        FILLED,
        /** The column had that value already. */
        SAME,
        /** The row is not there any more. */
        MISSING
    }
}
