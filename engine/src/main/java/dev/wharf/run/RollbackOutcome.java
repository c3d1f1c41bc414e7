package dev.wharf.run;

import dev.wharf.audit.RunId;
import dev.wharf.audit.RunStatus;
import java.util.List;

/**
 * What a rollback did; the figures are those of the whole run, of earlier attempts too.
 *
 * @param removed inserted rows that were deleted
 * @param restored updated rows that have their former values
 * @param missing rows that somebody had deleted already
 */
public record RollbackOutcome(
        RunId run, RunStatus status, long removed, long restored, long missing, List<Conflict> conflicts) {

    public RollbackOutcome {
        conflicts = List.copyOf(conflicts);
    }

    /** A row that stays. */
    public record Conflict(String table, String key, String reason) {}
}
