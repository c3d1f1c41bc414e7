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
 * @param prompts how many prompts models were shown for this plan; they lie below its history
 * @param sharedColumns columns of which models were shown values
 */
public record Review(
        CheckedPlan checked,
        List<Finding> warnings,
        DatabaseIdentity source,
        SessionRole sourceRole,
        DatabaseIdentity target,
        SessionRole targetRole,
        List<Long> rows,
        int prompts,
        List<String> sharedColumns) {

    public Review {
        warnings = List.copyOf(warnings);
        rows = List.copyOf(rows);
        sharedColumns = List.copyOf(sharedColumns);
        if (rows.size() != checked.steps().size()) {
            throw new IllegalArgumentException(rows.size() + " counts for " + checked.steps().size() + " steps");
        }
    }
}
