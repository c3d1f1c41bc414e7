package dev.wharf.database;

/**
 * What became of one row that was to be taken back.
 *
 * @param reason for a CONFLICT: why, naming what changed or which table still refers to the row; else ""
 */
public record TakeBackOutcome(Kind kind, String reason) {

    public enum Kind {
        REMOVED,
        RESTORED,
        /** It is not there any more. */
        MISSING,
        /** Somebody changed it or refers to it; it stays. */
        CONFLICT
    }
}
