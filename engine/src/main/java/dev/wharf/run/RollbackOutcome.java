package dev.wharf.run;

import dev.wharf.audit.RunId;
import dev.wharf.audit.RunStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a rollback did; the figures are those of the whole run, of earlier attempts too.
 *
 * @param removed inserted rows that were deleted
 * @param restored updated rows that have their former values
 * @param missing rows that somebody had deleted already
 * @param laterRuns runs that the conflicts name, in the order in which they can be taken back
 */
public record RollbackOutcome(
        RunId run,
        RunStatus status,
        long removed,
        long restored,
        long missing,
        List<Conflict> conflicts,
        List<RunId> laterRuns) {

    public RollbackOutcome {
        laterRuns = List.copyOf(laterRuns);
        conflicts = List.copyOf(conflicts);
    }

    /**
     * A row that stays.
     *
     * @param holder the other table whose rows refer to it; null where that is not why it stays
     */
    public record Conflict(String table, String key, String reason, @Nullable String holder) {}
}
