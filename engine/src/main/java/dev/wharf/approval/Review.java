package dev.wharf.approval;

import dev.wharf.database.DatabaseIdentity;
import dev.wharf.database.SessionRole;
import dev.wharf.gate.Finding;
import dev.wharf.transform.CheckedPlan;
import java.util.List;

/**
 * What somebody approves: the very bytes that passed the gates a moment ago, and what the gates saw of the two databases.
 *
 * @param warnings of that check
 * @param rows how many rows each step's extract has now, in the order of the steps
 */
public record Review(
        CheckedPlan checked,
        List<Finding> warnings,
        DatabaseIdentity source,
        SessionRole sourceRole,
        DatabaseIdentity target,
        SessionRole targetRole,
        List<Long> rows) {

    public Review {
        warnings = List.copyOf(warnings);
        rows = List.copyOf(rows);
        if (rows.size() != checked.steps().size()) {
            throw new IllegalArgumentException(rows.size() + " counts for " + checked.steps().size() + " steps");
        }
    }
}
