package dev.wharf.database;

/** Hashes rows (XXH3, 128 bits) over a canonical form of their values. For one thread. */
@FunctionalInterface
public interface RowHasher {

    /** The 16 bytes of the hash over one row's tuple in the target's layout, beginning with its int16 number of fields. */
    byte[] hash(byte[] bytes, int start);
}
