package dev.wharf.migration;

/**
 * Turns one source row into target rows. An implementation is one public class with a public constructor without
 * parameters, no instance field and no state from row to row: the same row gives the same rows, in every run.
 */
public interface RowMigration {

    /**
     * Called once for every row of the step's extract, in the order of its key.
     *
     * @param source the row that is to be moved; valid during the call only
     * @param target takes the rows that it becomes, or the reason why it becomes none
     * @throws RuntimeException whatever it throws rejects this row, and this row alone, with the exception's message
     */
    void migrate(SourceRow source, TargetRows target);
}
