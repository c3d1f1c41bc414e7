package dev.wharf.database;

import dev.wharf.catalog.Table;
import dev.wharf.database.postgresql.PostgresSequence;
import dev.wharf.database.sqlite.SqliteSequence;

/** Reserves numbers of a target's own sequence for keys that the engine sets. For one thread. */
@FunctionalInterface
public interface TargetNumbers {

    /** Reserves that many numbers. */
    long[] reserve(int count);

    /** For a column that has a sequence or identity; on SQLite for an integer key. */
    static TargetNumbers of(Database target, TargetSession session, Table table, String column) {
        return switch (target.dialect()) {
            case POSTGRESQL -> new PostgresSequence(session, table, column);
            case SQLITE -> new SqliteSequence(session, table, column);
        };
    }
}
