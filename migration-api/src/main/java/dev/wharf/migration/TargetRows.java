package dev.wharf.migration;

/**
 * Takes what one source row becomes: any number of target rows, or the reason why there are none. A source row that
 * gives neither a row nor a reason counts as skipped.
 */
public interface TargetRows {

    /** Begins a new row of a table that the step's {@code writes} declare. The columns it never sets get their defaults. */
    TargetRow insert(String table);

    /** Leaves the source row out on purpose; discards what it inserted so far. The first skip or reject counts. */
    void skip(String reason);

    /** Says that the source row is bad; discards what it inserted so far. The first skip or reject counts. */
    void reject(String reason);
}
