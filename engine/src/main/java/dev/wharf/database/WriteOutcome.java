package dev.wharf.database;

import org.jspecify.annotations.Nullable;

/**
 * What became of one row of a block.
 *
 * @param beforeImage for UPDATED what the whole row was, in the dialect's own lossless text; else null
 * @param stored a hash of the row as it stands in the database after the write, where the dialect needs it to tell touched
 *     rows (SQLite); null where it has something better (PostgreSQL's xmin)
 */
public record WriteOutcome(Kind kind, @Nullable String beforeImage, byte @Nullable [] stored) {

    public enum Kind {
        INSERTED,
        UPDATED,
        /** There already, and left as it was (skip-existing, or an upsert that would change nothing). */
        EXISTING
    }
}
