package dev.wharf.database;

import dev.wharf.catalog.TableName;
import org.jspecify.annotations.Nullable;

/**
 * What became of one row that was to be taken back.
 *
 * @param reason for a CONFLICT: why, naming what changed or which table still refers to the row; else ""
 * @param holder the table whose rows refer to it, for whose sake it stays; null where there is another reason
 */
public record TakeBackOutcome(Kind kind, String reason, @Nullable TableName holder) {

    public TakeBackOutcome(Kind kind, String reason) {
        this(kind, reason, null);
    }

    public enum Kind {
        REMOVED,
        RESTORED,
        /** It is not there any more. */
        MISSING,
        /** Somebody changed it or refers to it; it stays. */
        CONFLICT
    }
}
