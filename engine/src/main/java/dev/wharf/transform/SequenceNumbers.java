package dev.wharf.transform;

/** Gives numbers of the target for new keys of kind sequence. */
public interface SequenceNumbers {

    /** Reserves {@code count} numbers that nobody else gets, for a new-key column. */
    long[] reserve(String newKeyColumn, int count);
}
